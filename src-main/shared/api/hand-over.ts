import { z } from 'zod';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

const name = z.string().trim().min(1).max(128);
/** What is to leave: everything, some items, or what some claims rest on. */
export const handOverChoiceSchema = z.union([
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ items: z.array(name).min(1).max(10_000) }),
  z.strictObject({ claims: z.array(name).min(1).max(10_000) }),
]);
export type HandOverChoice = z.infer<typeof handOverChoiceSchema>;

/** Of long lists so many are told, with how many there are. */
export const mostListed = 200;

export const handOverPreviewSchema = z.strictObject({
  disclosure: z.enum(['whole', 'selected']),
  items: z.strictObject({ count: z.int(), listed: z.array(z.strictObject({ id: z.string(), name: z.string(), bytes: z.int() })) }),
  itemsThatStay: z.int(),
  entries: z.int(),
  /** How many of each kind of entry leave. */
  kinds: z.record(z.string(), z.int()),
  /** Quotes of claims that leave with a verdict whose evidence has changed since. */
  outdatedClaims: z.array(z.string()),
  entriesThatStay: z.int(),
  /** Documents that tell of more than what leaves. */
  documentsThatStay: z.int(),
  /** What concerns the items that leave and stays all the same, and why: it also names items that stay, rests on a claim that stays, or tells of the custodian's own work. */
  stays: z.strictObject({ count: z.int(), listed: z.array(z.strictObject({ name: z.string(), type: z.string(), alsoNames: z.array(z.string()).nullable(), restsOn: z.string().nullable() })) }),
  /** `total` is an estimate. */
  bytes: z.strictObject({ originals: z.int(), documents: z.int(), total: z.int() }),
});
export type HandOverPreview = z.infer<typeof handOverPreviewSchema>;

const findingSchema = z.strictObject({ code: z.string(), thing: z.string(), sentence: z.string(), expected: z.string(), actual: z.string() });
const custodianSchema = z.strictObject({ name: z.string(), affiliation: z.string().nullable(), key: z.string(), log: z.string() });

/** What the verifier that an outsider gets says of a bundle. */
export const bundleReportSchema = z.strictObject({
  /** SHA-256 of its tag manifest, which names every byte of it. */
  bundle: z.string().nullable(),
  disclosure: z.string().nullable(),
  originals: z.boolean(),
  files: z.int(),
  bytes: z.int(),
  signedBy: z.string().nullable(),
  /** Whether the key was compared with a fingerprint from elsewhere. */
  pinned: z.boolean(),
  /** The sender's own log first; then those that had come to the sender. */
  parts: z.array(
    z.strictObject({
      title: z.string(), custodian: custodianSchema, items: z.int(), claims: z.int(), disclosed: z.int(), proved: z.int(), covers: z.int().nullable(), timeStamps: z.int(), isReceived: z.boolean(),
    }),
  ),
  faults: z.int(),
  /** At most 200. */
  findings: z.array(findingSchema),
  remarks: z.array(findingSchema),
  proved: z.array(z.string()),
  notProved: z.array(z.string()),
});
export type BundleReport = z.infer<typeof bundleReportSchema>;

export const writtenBundleSchema = z.strictObject({
  path: z.string(),
  bundle: z.string(),
  items: z.int(),
  entries: z.int(),
  files: z.int(),
  bytes: z.int(),
  originals: z.boolean(),
  /** Recipients, or the word `passphrase`; null where it is not encrypted. */
  encryptedTo: z.array(z.string()).nullable(),
  noPdfBecause: z.string().nullable(),
  entry: z.int(),
  /** Of the bundle as it was before it was encrypted, compared with the custodian's own key. */
  report: bundleReportSchema,
});
export type WrittenBundle = z.infer<typeof writtenBundleSchema>;

/** A bundle of somebody else that was checked, and what was taken in of it. */
export const receivingSchema = z.strictObject({
  path: z.string(),
  /** `checked`: nothing was taken in yet. */
  outcome: z.enum(['checked', 'received', 'received-before', 'refused', 'cancelled']),
  sender: custodianSchema,
  /** Whether the signature holds and is by the key that the log names: nothing else can be taken in as a bundle. */
  isSigned: z.boolean(),
  report: bundleReportSchema,
  /** The entry of this log that tells that it was taken in before. */
  before: z.strictObject({ entry: z.int(), findingCount: z.int() }).nullable(),
  entry: z.int().nullable(),
  newItems: z.int(),
  /** Copies whose bytes were kept already: they became further receipts. */
  furtherReceipts: z.int(),
  receivedBefore: z.int(),
  resumed: z.boolean(),
  notReceived: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
});
export type Receiving = z.infer<typeof receivingSchema>;

const passphrase = z.strictObject({ passphrase: z.string().min(1).max(1000) });
const incoming = {
  /** A folder, a ZIP, or a ZIP encrypted with age. */
  path: pathSchema,
  /** A fingerprint of the sender's key, known from elsewhere. */
  pin: z.string().trim().max(500).optional(),
  rootsPem: z.string().max(1 << 20).optional(),
  /** What opens an encrypted one: the text of an identity file, or a passphrase. */
  age: z.union([z.strictObject({ identities: z.string().min(1).max(65_536) }), passphrase]).optional(),
};
const job = z.strictObject({ job: z.string() });

const filedReceiptSchema = z.strictObject({ entry: z.int(), filedAt: z.string(), receiver: z.string(), receiverKey: z.string(), keyPinned: z.boolean(), findingCount: z.int() });

const chainCustodianSchema = custodianSchema.omit({ affiliation: true });
const hopSchema = z.strictObject({
  from: chainCustodianSchema,
  to: chainCustodianSchema,
  bundle: z.string(),
  receivedAt: z.string(),
  /** Of the receiver's log. */
  entry: z.int(),
  keyPinned: z.boolean(),
  /** In sentences; each was checked again for this answer. */
  backedBy: z.array(z.string()),
  lacks: z.array(z.string()),
});
export type ChainHop = z.infer<typeof hopSchema>;

export const chainSchema = z.strictObject({
  item: z.string(),
  here: chainCustodianSchema,
  /** Each way by which it came here, the earliest step first; none where it came by no bundle. */
  ways: z.array(z.strictObject({ origin: z.strictObject({ custodian: chainCustodianSchema, at: z.string(), entry: z.int(), receivedFrom: z.string().nullable() }).nullable(), hops: z.array(hopSchema) })),
  onward: z.array(z.strictObject({ bundle: z.string(), exportedAt: z.string(), entry: z.int(), receipts: z.array(filedReceiptSchema) })),
});
export type Chain = z.infer<typeof chainSchema>;

/** Handing over, receiving, receipts, and the way over several custodians. */
export const handOverRoutes = {
  /** The newest of each, at most 200. */
  handOvers: route('GET', '/api/hand-overs', {
    input: z.strictObject({}),
    output: z.strictObject({
      exported: z.array(
        z.strictObject({
          entry: z.int(), bundle: z.string(), exportedAt: z.string(), items: z.int(), entries: z.int(), form: z.string(), encryptedTo: z.array(z.string()).nullable(), originals: z.boolean(), receipts: z.array(filedReceiptSchema),
        }),
      ),
      received: z.array(
        z.strictObject({
          entry: z.int(), bundle: z.string(), receivedAt: z.string(), sender: z.string(), senderKey: z.string(), log: z.string(), keyPinned: z.boolean(), items: z.int(), entries: z.int(), findingCount: z.int(), originals: z.boolean(),
        }),
      ),
    }),
  }),
  /** What would leave, what would stay and why. Writes and records nothing. */
  previewHandOver: route('POST', '/api/hand-overs/preview', { input: z.strictObject({ choice: handOverChoiceSchema, originals: z.boolean() }), output: handOverPreviewSchema }),
  /** Write a bundle, which is checked with its receiver's verifier before it gets its name: a job of kind `export`. Nothing is ever replaced. */
  handOver: route('POST', '/api/hand-overs', {
    input: z.strictObject({
      choice: handOverChoiceSchema,
      out: pathSchema,
      zip: z.boolean(),
      originals: z.boolean(),
      pdf: z.boolean(),
      age: z.union([z.strictObject({ recipients: z.array(z.string().trim().min(1).max(2000)).min(1).max(100) }), passphrase]).optional(),
    }),
    output: job,
  }),
  /** What came of it; null while it runs, where it failed, and once another case was opened. */
  handedOver: route('GET', '/api/hand-overs/jobs/:job', { input: job, output: z.strictObject({ written: writtenBundleSchema.nullable() }) }),
  /** Check a bundle of somebody else and take nothing in: a job of kind `verify-bundle`. */
  checkIncoming: route('POST', '/api/receivings/checks', { input: z.strictObject(incoming), output: job }),
  /** Take a bundle in: a job of kind `receive`. It is checked again; of another than was read nothing is taken in. */
  receive: route('POST', '/api/receivings', {
    input: z.strictObject({ ...incoming, asRead: z.strictObject({ bundle: z.string().regex(/^[0-9a-f]{64}$/), findingCount: z.int().nonnegative() }), despiteFindings: z.boolean() }),
    output: job,
  }),
  receiving: route('GET', '/api/receivings/jobs/:job', { input: job, output: z.strictObject({ result: receivingSchema.nullable() }) }),
  /** File a receipt that came back. Throws `receipt-refused`. */
  fileReceipt: route('POST', '/api/receipts', {
    input: z.strictObject({ text: z.string().min(1).max(65_536), pin: z.string().trim().max(500).optional() }),
    output: z.strictObject({
      /** False when it had been filed before. */
      filed: z.boolean(),
      entry: z.int(),
      bundle: z.string(),
      exportedAt: z.string(),
      exportEntry: z.int(),
      receiver: custodianSchema,
      receivedAt: z.string(),
      items: z.int(),
      entries: z.int(),
      findings: z.int(),
      keyPinned: z.boolean(),
    }),
  }),
  /** Write the report alone, as HTML or PDF by the ending of `out`: a job of kind `report`. */
  writeReport: route('POST', '/api/reports', { input: z.strictObject({ choice: handOverChoiceSchema, out: pathSchema }), output: job }),
  writtenReport: route('GET', '/api/reports/jobs/:job', {
    input: job,
    output: z.strictObject({ report: z.strictObject({ path: z.string(), form: z.enum(['html', 'pdf']), sha256: z.string(), bytes: z.int(), printedBy: z.string().nullable(), asHtmlInstead: z.boolean(), entry: z.int() }).nullable() }),
  }),
  /** Over which custodians an item came and where it was handed on to, by its short id or digest. */
  custodyChain: route('GET', '/api/custody-chains/:item', { input: z.strictObject({ item: z.string() }), output: chainSchema }),
} as const;

/** Addresses of files to take out. */
export const handOverFiles = {
  /** The receipt that was signed here, by the entry that tells of the bundle. */
  receipt: (entry: number): string => `/api/receipts/${entry}/text`,
} as const;
