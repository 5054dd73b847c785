import type { Integrity } from '../../src-main/shared/api/case.ts';
import type { english } from '../words/en/index.ts';

/** What is known of the log, in a line: never more than was looked at. */
export function integritySummary({ entries, signedSize, fork, oldestAnchor }: Integrity, words: (typeof english)['shell']['integrity']): string {
  const known = fork !== undefined ? words.forked : signedSize === 0 ? words.unsigned : words.matches;
  const signed = signedSize === 0 ? [] : [words.signedTo(signedSize - 1)];
  const unsigned = entries > signedSize && fork === undefined ? [words.notYetSigned(entries - signedSize)] : [];
  return [known, ...signed, ...unsigned, oldestAnchor === undefined ? words.noAnchor : words.oldestAnchor(oldestAnchor.genTime)].join('; ');
}
