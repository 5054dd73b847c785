import type { NamedSentence, PartInWords, ShownClaim, ShownEvidence } from '../engine/index.ts';
import { print, shown } from './output.ts';

/** A claim with all that is tied to it, for people. */
export function printClaim({ claim, evidence, assessment, earlierAssessments, judgements }: ShownClaim): void {
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
  printAssessment(assessment);
  for (const { assessedAt, verdict, entry } of earlierAssessments) print(`  earlier: ${inWords(verdict)} (${assessedAt}, entry ${entry})`);
  for (const { verdict, because, judgedAt, seq } of judgements) print(`\nJudged by the custodian: ${inWords(verdict)}. ${shown(because)} (${judgedAt}, entry ${seq})`);
}

function inWords(verdict: string): string {
  return verdict.replaceAll('-', ' ');
}

function printEvidence({ id, says, weighs, post, origin, segment, note, withdrawn, entry }: ShownEvidence): void {
  print(`  ${id.padEnd(4)} ${shown(says)}`);
  const weight = weighs === undefined ? undefined : `${weighs.strength === 'decisive' ? 'decisive' : 'shown, not decisive'}: ${weighs.because}`;
  const about = [weight, post?.text, origin && `origin: ${origin}`, segment && `segment: ${segment}`, note, withdrawn && `WITHDRAWN by entry ${withdrawn.entry}: ${withdrawn.because}`, `entry ${entry}`];
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
