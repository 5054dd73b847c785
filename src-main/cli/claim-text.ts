import { secondsOf, type NamedSentence, type PartInWords, type ShownClaim, type ShownCopy, type ShownEvidence } from '../engine/index.ts';
import { print, shown } from './output.ts';

/** A claim with all that is tied to it, for people. */
export function printClaim({ claim, evidence, copies, assessment, earlierAssessments, judgements }: ShownClaim): void {
  print(`${claim.id}  "${shown(claim.quote)}"`);
  const pairs: [string, string | null][] = [
    ['claimant', claim.claimant],
    ['language', claim.language],
    ['translation', claim.translation],
    ['about', `${claim.about}, of ${claim.items.join(', ')}`],
    ['means', claim.meaningInWords],
    ['meant', claim.means],
    ['said', claim.saidAt?.text ?? null],
    ['source', claim.sourceUrl],
    ['recorded', `${claim.recordedAt}, entry ${claim.entry}`],
  ];
  for (const [name, value] of pairs) if (value !== null) print(`  ${name.padEnd(12)} ${shown(value)}`);
  print(evidence.length === 0 ? '\nNo evidence is tied to it.' : '\nEvidence:');
  for (const one of evidence) printEvidence(one);
  if (copies.length > 0) print('\nItems that a person judged to show the same; what dates them counts here by itself:');
  for (const copy of copies) printCopy(copy);
  printAssessment(assessment);
  for (const { assessedAt, verdict, entry } of earlierAssessments) print(`  earlier: ${inWords(verdict)} (${assessedAt}, entry ${entry})`);
  for (const { verdict, because, judgedAt, seq } of judgements) print(`\nJudged by the custodian: ${inWords(verdict)}. ${shown(because)} (${judgedAt}, entry ${seq})`);
}

function inWords(verdict: string): string {
  return verdict.replaceAll('-', ' ');
}

function printCopy({ item, copy, entry, segments, dates, left }: ShownCopy): void {
  const parts = segments.map(({ here }) => `${secondsOf(here.fromPts, here.timeBase)} to ${secondsOf(here.toPts, here.timeBase)} s (pts ${here.fromPts} to ${here.toPts})`);
  print(`  ${copy.padEnd(4)} shows the same as ${item} by the judgement in entry ${entry}, ${parts.length === 0 ? 'as a whole' : `for ${parts.join(', ')} of ${item} and no more`}`);
  for (const { name, says, weighs } of dates) print(`       ${name}: ${shown(says)}\n         ${weightText(weighs)}`);
  if (dates.length === 0) print('       nothing that is recorded of it says when it existed');
  for (const { evidence, says, because } of left) print(`       not taken over: ${evidence} of ${copy}: ${shown(says)}\n         ${because}`);
}

function weightText({ strength, because }: NonNullable<ShownEvidence['weighs']>): string {
  return `${strength === 'decisive' ? 'decisive' : 'shown, not decisive'}: ${shown(because)}`;
}

function printEvidence({ id, says, weighs, overruled, post, origin, segment, note, withdrawn, entry }: ShownEvidence): void {
  print(`  ${id.padEnd(4)} ${shown(says)}`);
  const weight = weighs === undefined ? undefined : weightText(weighs);
  const about = [weight, overruled && 'its confirmation fell with a later judgement of the two items', post?.text, origin && `origin: ${origin}`, segment && `segment: ${segment}`, note, withdrawn && `WITHDRAWN by entry ${withdrawn.entry}: ${withdrawn.because}`, `entry ${entry}`];
  for (const line of about) if (line !== undefined && line !== '') print(`       ${shown(line)}`);
}

function printAssessment(assessment: ShownClaim['assessment']): void {
  if (assessment === null) return print('\nIt was not assessed yet: "postquem assess" does it.');
  const { entry, assessedAt, verdict, outdated, repeatable, parts } = assessment;
  print(`\nBy rule: ${inWords(verdict)} (${assessedAt}, entry ${entry}).`);
  if (!repeatable) print('Computed again from the entries that it names, this assessment comes out differently: run "postquem verify".');
  if (outdated) print('What it rests on has changed since; "postquem assess" weighs it again.');
  printParts(parts);
}

/** Verdict and reason, what it rests on, what would change it, what is missing, and what is shown beside. */
export function printParts(parts: readonly PartInWords[]): void {
  for (const part of parts) {
    print(parts.length === 1 ? shown(part.sentence) : `${part.item}: ${shown(part.sentence)}`);
    printNamed('rests on', part.restsOn);
    if (part.corroboration !== undefined) print(`  ${shown(part.corroboration)}`);
    for (const sentence of part.whatWouldChange) print(`  would change it  ${shown(sentence)}`);
    for (const sentence of part.missing) print(`  ${shown(sentence)}`);
    printNamed('beside', part.assertions);
  }
}

function printNamed(title: string, sentences: readonly NamedSentence[]): void {
  for (const { name, sentence } of sentences) print(`  ${title} ${name}: ${shown(sentence)}`);
}
