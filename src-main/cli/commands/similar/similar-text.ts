import { wideRange, type Coverage, type SimilarFootage, type SimilarItem, type SimilarSegment } from '../../../engine/index.ts';
import { counted } from '../../../shared/text.ts';
import { print, printTable, shown } from '../../output.ts';

/** The proposals of a search, and what was searched how: an empty answer means no more than that. */
export function printSimilar(found: SimilarFootage): void {
  const { footage, matches, sameBytes, means } = found;
  const several = found.coverage.length > 1;
  print(`${footage.id === null ? '' : `${footage.id}  `}${shown(footage.name)}`);
  for (const same of sameBytes) print(`The same bytes are kept as ${same.id} (${shown(same.name)})${inCase(same.case, several)}.`);
  print();
  for (const match of matches) printMatch(match, several);
  if (matches.length > 0) print(`${counted(matches.length, 'item')} may show the same footage. These are proposals: look at both, then record your judgement with "postquem same".`);
  else print('No like footage was found by these means. That does not say that it is not there: see below.');
  print(`\nWhat was compared\n  ${meansText(found)}`);
  for (const line of found.coverage.flatMap((coverage) => coverageLines(coverage, several))) print(`  ${line}`);
  if (found.aloneOnly > 0) print(`  Not listed: ${counted(found.aloneOnly, 'item')} in which frames look alike, but not ${means.company} different ones in order. Within ${means.wideBits} bits a frame says nothing alone.`);
  if (means.wideBits > wideRange.usual) print(`  More than ${wideRange.usual} bits were allowed: frames of unrelated footage were seen to be as near as 92.`);
  print(means.mirrored ? '  Mirrored footage was looked for as well, by hashes that are nearly those of the mirrored pictures.' : '  Mirrored footage was not looked for: --mirrored does.');
}

function inCase(about: Coverage['case'], several: boolean): string {
  return several ? ` in the case "${shown(about.title)}"` : '';
}

function printMatch(match: SimilarItem, several: boolean): void {
  print(`${match.id}  ${shown(match.name)}${inCase(match.case, several)}`);
  if (match.judged !== null) print(`  judged ${match.judged.verdict} in log entry ${match.judged.entry}: ${shown(match.judged.because)}`);
  printTable(
    ['  SEGMENT', 'SECONDS HERE', 'PTS HERE', 'SECONDS THERE', 'PTS THERE', 'OFFSET', 'FRAMES', 'DIFFERENT', 'NEAR', 'BITS'],
    match.segments.map(toRow),
  );
  if (match.more) print('  More segments were left when 100 had been found.');
  if (match.standing > 0) print(`  ${counted(match.standing, 'frame')} here look like very many there: where footage stands still, an offset says little.`);
  print();
}

function toRow({ number, here, there, offsetMs, mirrored, ...s }: SimilarSegment): string[] {
  const offset = `${seconds(offsetMs.median)} s${offsetMs.least === offsetMs.most ? '' : ` (${seconds(offsetMs.least)} to ${seconds(offsetMs.most)})`}`;
  const bits = s.distance.least === s.distance.most ? String(s.distance.least) : `${s.distance.least} to ${s.distance.most}`;
  return [
    `  ${number}${mirrored ? ' mirrored' : ''}`,
    `${here.fromS} to ${here.toS}`,
    `${here.fromPts} to ${here.toPts}`,
    `${there.fromS} to ${there.toS}`,
    `${there.fromPts} to ${there.toPts}`,
    offset,
    String(s.frames),
    String(s.distinctFrames),
    String(s.nearFrames),
    bits,
  ];
}

function seconds(ms: number): string {
  return `${ms < 0 ? '-' : '+'}${(Math.abs(ms) / 1000).toFixed(3)}`;
}

function meansText({ footage, means, coverage }: SimilarFootage): string {
  const [keyframes, items] = [total(coverage, 'keyframes'), total(coverage, 'items')];
  return [
    `Every pair of ${counted(footage.keyframes, 'keyframe')} here and ${counted(keyframes, 'keyframe')} of ${counted(items, 'item')}. Frames within ${means.nearBits} of 256 bits count alone;`,
    `  within ${means.wideBits} bits only ${means.company} different ones together, in the same order and at one offset.`,
    `  Of this footage ${basisText(footage)}${leftOutText(footage)}.`,
  ].join('\n');
}

function basisText({ basis }: SimilarFootage['footage']): string {
  if (basis === 'still') return 'the one picture was compared';
  return basis === 'deep' ? 'the frames of a deep scan were compared' : 'the key packets alone were compared, which can miss whole shots';
}

function leftOutText({ flat, notDecoded }: { flat: number; notDecoded: number }): string {
  const parts = [flat > 0 ? `${counted(flat, 'flat frame')}, whose hashes are chance` : '', notDecoded > 0 ? `${notDecoded} indexed only` : ''].filter(Boolean);
  return parts.length === 0 ? '' : `; left out: ${parts.join('; ')}`;
}

function total(coverage: readonly Coverage[], what: 'keyframes' | 'items'): number {
  return coverage.reduce((sum, one) => sum + one[what], 0);
}

function coverageLines(c: Coverage, several: boolean): string[] {
  const missed = [
    c.notExamined > 0 ? `${c.notExamined} not examined yet` : '',
    c.withoutKeyframes > 0 ? `${c.withoutKeyframes} without keyframes` : '',
    c.flatOnly > 0 ? `${c.flatOnly} with flat frames only` : '',
  ].filter(Boolean);
  const name = several ? `"${shown(c.case.title)}"` : 'This case';
  const scans = c.byKeyPacketsOnly > 0 ? ` (${c.byKeyPacketsOnly} by key packets only)` : '';
  return [`${name}: ${counted(c.items, 'item')} compared${scans}${leftOutText(c)}${missed.length === 0 ? '' : `; items not compared: ${missed.join(', ')}`}.`];
}
