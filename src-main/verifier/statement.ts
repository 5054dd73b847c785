import { counted } from '../shared/text.ts';
import { remarkCodes, type FindingCode, type Verification, type VerificationFinding } from '../shared/verification.ts';

/** What a verification came to, as far as its statement depends on it. */
export type Outcome = Omit<Verification, 'proved' | 'notProved'> & {
  /** The sizes of checkpoints that the reader held and that fitted. */
  heldSizes: readonly number[];
};

/**
 * What was shown, since when, and what was not: one plain sentence each. The limits are always said, also when nothing
 * was found (FORMAT.md, "What a pass proves").
 */
export function statement(outcome: Outcome): Pick<Verification, 'proved' | 'notProved'> {
  const { findings, files } = outcome;
  const faults = findings.filter(({ code }) => !remarkCodes.includes(code)).length;
  if (faults > 0) {
    const count = faults + outcome.findingsNotListed;
    const against = count === 1 ? 'one finding stands' : `${count} findings stand`;
    return { proved: [], notProved: [`That the case is as it was recorded: ${against} against it.`, ...limits(outcome)] };
  }
  return {
    proved: [
      `The log is whole as far as it is signed, ${outcome.signedSize} of ${counted(outcome.entries, 'entry')}: every entry has its place and its leaf hash, and ${counted(outcome.checkpoints, 'signed checkpoint')} ${outcome.checkpoints === 1 ? 'is a prefix' : 'are prefixes'} of it.`,
      'Every row of the database is what the log and its documents give.',
      files.sizesOnly
        ? `${counted(files.checked, 'file')} that the log names ${files.checked === 1 ? 'is' : 'are'} there with the right size. Their content was not read (--quick).`
        : `${counted(files.checked, 'file')} that the log names ${files.checked === 1 ? 'is' : 'are'} there with the right SHA-256.`,
      ...sinceWhen(outcome),
    ],
    notProved: limits(outcome),
  };
}

function sinceWhen({ anchors, heldSizes, cosignatures, entries }: Outcome): string[] {
  const oldest = [...anchors].sort((a, b) => Date.parse(a.genTime) - Date.parse(b.genTime))[0];
  const held = heldSizes.length === 0 ? [] : [`Nothing among the first ${Math.max(...heldSizes)} entries was altered, removed or reordered since the checkpoint that you hold was given to you.`];
  held.push(...cosignatures.map(({ size, name, at }) => `${name} saw the first ${size} entries as they are now at ${at}, by their own clock.`));
  if (oldest === undefined) return held;
  const newest = anchors.reduce((size, anchor) => Math.max(size, anchor.size), 0);
  return [
    ...held,
    `Nothing among the first ${oldest.size} entries was altered, removed or reordered since ${oldest.genTime}, when ${oldest.authority} stamped them; the newest stamp covers ${newest} of ${counted(entries, 'entry')}. This rests on the root certificate with SHA-256 ${oldest.rootSha256}, which the custodian chose: compare it.`,
  ];
}

function limits({ anchors, heldSizes, pinned, fingerprint, entries, signedSize }: Outcome): string[] {
  const outside = Math.max(0, ...anchors.map(({ size }) => size), ...heldSizes);
  const unsigned = entries - signedSize;
  return [
    ...(pinned ? [] : [`Whose log this is: it is signed by the key in this case, ${fingerprint}. Compare that with what the custodian told you, and check again with that key.`]),
    ...(outside === 0 ? ['That nothing was altered, removed or reordered at all: no checkpoint of this log is known to be in other hands, and whoever holds its key can write it anew. Anchor it, or give a checkpoint away.'] : []),
    ...(outside > 0 && outside < entries ? [`That nothing from entry ${outside} on was altered, removed or reordered: no checkpoint over it is known to be in other hands, and whoever holds the log's key can write it anew.`] : []),
    // The newest checkpoint's own entry is signed by the next one.
    ...(unsigned > 1 ? [`Who wrote the last ${counted(unsigned, 'entry')}, and whether more stood behind them: they are not signed yet.`] : []),
    'That what the log says was true when it was written: it shows what was recorded, by whose key, in which order.',
  ];
}

const words: Record<FindingCode, string> = {
  'entry-missing': 'An entry of the log is missing.',
  'entry-unreadable': 'An entry of the log cannot be read.',
  'entry-out-of-place': 'An entry of the log stands in a place that is not its own.',
  'entry-of-another-log': 'An entry belongs to another log.',
  'leaf-differs': 'An entry does not have the leaf hash that is stored beside it: one of the two was altered.',
  'clock-set-back': 'An entry is dated before the one in front of it: the clock was set back, or the entry was altered.',
  'kind-unknown': 'This version does not know this kind of entry, so the rows that follow from it were not compared.',
  'entry-invalid': 'An entry does not hold what its kind says.',
  'checkpoint-unreadable': 'A checkpoint cannot be read.',
  'checkpoint-signature-invalid': "A checkpoint's signature is wrong: the checkpoint was altered.",
  'checkpoint-of-another-log': 'A checkpoint was signed by another key or for another log.',
  'checkpoint-not-a-prefix': 'A signed checkpoint does not fit the log: entries that it covers were altered, removed or reordered after it was signed.',
  'checkpoint-beyond-the-log': 'A signed checkpoint covers more entries than there are: entries were removed from the end.',
  'checkpoint-file-missing': 'The file "checkpoint" is missing from the case folder.',
  'checkpoint-file-older': 'The file "checkpoint" is older than the newest checkpoint of the log.',
  'checkpoint-not-recorded': 'The file "checkpoint" holds a checkpoint that the log does not tell of: entries are missing from its end.',
  'checkpoint-misstated': 'An entry tells of a checkpoint something else than its signed note says.',
  'pin-differs': 'The log is signed by another key than the one that you gave.',
  'key-differs': 'The key file is not the key that the log names.',
  'key-unprotected': 'A key file lies unprotected, though the log says that a passphrase was set.',
  'cosignature-invalid': 'A checkpoint is not cosigned by the key that you gave, or the cosignature is wrong.',
  'anchor-invalid': 'A time stamp of an outside authority does not hold.',
  'row-missing': 'A row that follows from the log is missing from the database.',
  'row-added': 'A row of the database does not follow from the log.',
  'row-differs': 'A row of the database is not what the log gives.',
  'schema-differs': 'The layout of the database was altered.',
  'database-damaged': 'The database is damaged.',
  'document-unusable': 'A document that an entry names is missing or altered, so the rows that follow from it could not be compared.',
  'replay-failed': 'The rows that follow from an entry could not be made again.',
  'assessment-differs': 'An assessment does not follow from the entries that it names: weighed again, something else comes out.',
  'assessment-by-other-rules': 'An assessment was reached by the rules of another version, and comes out otherwise by those of this one. Assess the claim again.',
  'assessment-incomplete': 'An assessment did not take in what stood in the case when it was recorded, or took in what no longer stood. Assess the claim again.',
  'file-missing': 'A file that the log names is missing.',
  'size-mismatch': 'A file that the log names has another size.',
  'digest-mismatch': 'A file that the log names has other content.',
  'not-a-regular-file': 'Something else stands in the place of a file that the log names.',
  unreadable: 'A file that the log names cannot be read.',
  'not-in-its-place': 'A folder or file of the case is something else, such as a link that leads out of the case.',
  'read-me-differs': 'READ-ME-FIRST.txt is not the text that this version writes. An older version may have written it, or somebody has changed it; it is no part of the record.',
  'name-unknown': 'Something lies in the case folder that Postquem did not put there. It is no part of the record.',
  'orphan-file': 'A file lies in the case that the log does not name. A crash can leave one; it counts as nothing.',
};

/** The finding as a sentence for people, without what was expected and found. */
export function findingSentence({ code }: Pick<VerificationFinding, 'code'>): string {
  return words[code];
}
