/** What a bundle can have against it beyond what every bag can (see bag/codes.ts), with its sentence for people. */
export const bundleCodeSentences = {
  // the bundle as a whole
  'signature-missing': "The custodian's signature over the tag manifest is missing, so nothing says who made this bundle.",
  'signature-invalid': 'The signature over the tag manifest does not hold: the bundle was altered after it was signed, or another signed it.',
  'signed-by-another-key': "The bundle is signed by another key than the custodian's, as the log names it.",
  'pin-differs': 'The keys of this bundle are not the one that you compared with.',
  'bundle-info-differs': 'What bag-info.txt says of the bundle is not what is in it.',
  'file-unexplained': 'A file is in the bundle that nothing in it speaks of.',
  'tag-file-unprotected': 'A file of the bundle is not listed in the signed tag manifest, so anybody could have put it there or altered it.',
  'part-missing': 'The part of the bundle that holds the log is missing or incomplete.',
  'too-large-to-read': 'A file of the bundle is larger than anything of its kind, and was not read.',
  // the log
  'checkpoint-unreadable': 'The checkpoint of the log cannot be read.',
  'checkpoint-signature-invalid': "The checkpoint is not signed by the log's key.",
  'key-differs': 'A key in the bundle is not the one that the log names.',
  'custodian-not-named': 'The entry that names the custodian and the keys is missing or wrong.',
  'entry-missing': 'An entry of the log is missing.',
  'entry-unreadable': 'An entry of the log cannot be read.',
  'entry-out-of-place': 'An entry stands under another number than its own.',
  'entry-of-another-log': 'An entry belongs to another log.',
  'entry-by-another': 'An entry names another custodian than the log does.',
  'kind-unknown': 'An entry is of a kind that is not known here.',
  'entry-invalid': 'An entry does not hold what its kind asks for.',
  'clock-set-back': 'An entry is dated before one that stands earlier in the log: the clock of the computer was set back.',
  'proof-missing': 'The proof that an entry stands in the log is missing.',
  'proof-unreadable': 'The proof that an entry stands in the log cannot be read.',
  'proof-of-another-checkpoint': 'A proof leads to another checkpoint than the one in the bundle.',
  'proof-invalid': 'The proof that an entry stands in the log does not hold: the entry, its number or the proof was altered.',
  'reference-missing': 'An entry rests on another that is not in the bundle, although it must go along.',
  'receipt-missing': 'An entry concerns an item of which no receipt is in the bundle.',
  'root-differs': 'The entries do not give the root that was signed.',
  // earlier states and stamps
  'earlier-checkpoint-invalid': "An earlier checkpoint is not signed by the log's key, or cannot be read.",
  'consistency-missing': 'The proof that the log continues an earlier checkpoint is missing.',
  'consistency-unreadable': 'The proof that the log continues an earlier checkpoint cannot be read.',
  'consistency-invalid': 'The log does not continue an earlier checkpoint: entries were altered, removed or reordered since.',
  'held-checkpoint-differs': 'The log does not continue the checkpoint that you hold, or the bundle does not prove that it does.',
  'anchor-incomplete': 'Something that is needed to check a time stamp is missing.',
  'anchor-invalid': 'A time stamp does not hold.',
  'anchor-root-not-yours': 'A time stamp does not lead to a root certificate that you gave.',
  // documents and items
  'document-missing': 'A document that an entry names is missing.',
  'document-differs': 'A document is not the one that the entry names.',
  'document-unreadable': 'A document that an entry names cannot be read.',
  'original-missing': 'An evidentiary copy is missing.',
  'original-differs': 'An evidentiary copy has not the digest under which it was received.',
  'case-document-differs': 'data/case.json does not say what the entries and their documents give.',
  // bundles received before
  'received-signature-invalid': 'The signature over a bundle that the sender had received does not hold.',
  'received-not-recorded': "No entry of the sender's log tells of a received bundle whose content is here.",
  'received-misstated': 'An entry tells of a received bundle, or of an item from it, something else than is here.',
  'parts-contradict': 'Two parts of the bundle hold different entries of one log under one number: that log was rewritten.',
} as const;

export type BundleFindingCode = keyof typeof bundleCodeSentences;
export const bundleFindingCodes = Object.keys(bundleCodeSentences) as BundleFindingCode[];

/** What happens to honest bundles too: told, and nothing is taken away from what was shown. */
export const bundleRemarkCodes: readonly BundleFindingCode[] = ['clock-set-back'];

export interface BundleFinding {
  code: BundleFindingCode;
  /** A path within the bundle, or `entry 12`. */
  thing: string;
  expected: string;
  actual: string;
}

/** So many of one code are listed; the rest is counted. */
const mostOfACode = 200;

/** Findings as they come in. */
export class BundleFindings {
  readonly listed: BundleFinding[] = [];
  notListed = 0;
  readonly #counts = new Map<string, number>();

  find(code: BundleFindingCode, ...[thing, expected, actual]: readonly [thing: string, expected: string, actual: string]): void {
    const before = this.#counts.get(code) ?? 0;
    this.#counts.set(code, before + 1);
    if (before < mostOfACode) this.listed.push({ code, thing, expected, actual });
    else this.notListed++;
  }
}
