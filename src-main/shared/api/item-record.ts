import { z } from 'zod';
import { copyCheckReasons, volumeSchema } from '../acts/item-received.ts';
import { clockStateSchema } from '../acts/session.ts';
import { otherDigestAlgorithms, sha256Schema } from '../digest.ts';
import { dispositions } from '../disposition.ts';
import { madeForPurposes } from '../made-file.ts';
import { samenessVerdicts } from '../sameness.ts';
import { route } from './route.ts';

/** One receipt of an item with all that was recorded of it. Instants are UTC. */
export const receiptRecordSchema = z.strictObject({
  entry: z.int(),
  receivedAt: z.string(),
  /** Who recorded it; the name is null where the key is none that this log names. */
  by: z.strictObject({ fingerprint: z.string(), name: z.string().nullable() }),
  name: z.string(),
  /** The bytes of name and path in hexadecimal, where the text does not say them. */
  nameHex: z.string().nullable(),
  sourcePath: z.string(),
  sourcePathHex: z.string().nullable(),
  volume: volumeSchema,
  /** As the source's file system had them, times with nine fraction digits; or, with `saidBy`, as a browser passed them on. */
  source: z.strictObject({
    modifiedAt: z.string(),
    birthAt: z.string().nullable(),
    device: z.string().nullable(),
    inode: z.string().nullable(),
    mode: z.string().nullable(),
    saidBy: z.enum(['browser']).nullable(),
  }),
  newCopy: z.boolean(),
  copyPutBack: z.boolean(),
  replacedDamagedCopy: z.boolean(),
  copyVerified: z.boolean(),
  copyVerifiedBecause: z.enum(copyCheckReasons),
  otherDigests: z.partialRecord(z.enum(otherDigestAlgorithms), z.string()),
  carriedFrom: z.strictObject({ log: z.string(), seq: z.int() }).nullable(),
  collection: z.strictObject({ receivedFrom: z.string(), how: z.string(), sourceUrl: z.string(), relevance: z.string() }).partial(),
  notAvailable: z.array(z.strictObject({ field: z.string(), why: z.string() })),
  /** The stretch of work in which it was received; null where the log tells of none before it. */
  session: z.strictObject({ entry: z.int(), startedAt: z.string(), toolVersion: z.string(), system: z.string(), clock: clockStateSchema }).nullable(),
});
export type ReceiptRecord = z.infer<typeof receiptRecordSchema>;

/** A file made from the item on demand, with the commands that make it again. */
export const madeRecordSchema = z.strictObject({
  entry: z.int(),
  madeAt: z.string(),
  madeFor: z.enum(madeForPurposes),
  sha256: sha256Schema,
  bytes: z.int(),
  mediaType: z.string(),
  pts: z.int().nullable(),
  timeBase: z.string().nullable(),
  tool: z.string(),
  version: z.string(),
  /** One list of arguments for each process, the program first. */
  commands: z.array(z.array(z.string())),
});
export type MadeRecord = z.infer<typeof madeRecordSchema>;

export const itemProvenanceSchema = z.strictObject({
  receipts: z.array(receiptRecordSchema),
  made: z.array(madeRecordSchema),
  /** The newest time its kept files were read again and compared. */
  fixity: z.strictObject({ entry: z.int(), at: z.string(), findings: z.int() }).nullable(),
  /** The earliest time stamp by somebody else that covers the first receipt. */
  anchor: z.strictObject({ genTime: z.string(), authority: z.string() }).nullable(),
  /** Whether a signed checkpoint covers the first receipt. */
  signed: z.boolean(),
});
export type ItemProvenance = z.infer<typeof itemProvenanceSchema>;

const named = z.strictObject({ id: z.string() });

/** What is on record about an item, and recording what became of it and what it shows. */
export const itemRecordRoutes = {
  itemProvenance: route('GET', '/api/items/:id/provenance', { input: named, output: itemProvenanceSchema }),
  /** Record what became of an item; its evidentiary copy stays. Throws `receiver-missing` for a return or transfer to nobody. */
  recordDisposition: route('POST', '/api/items/:id/dispositions', {
    input: z.strictObject({ id: z.string(), disposition: z.enum(dispositions), to: z.string().optional(), because: z.string() }),
    output: z.strictObject({ entry: z.int() }),
  }),
  /**
   * Record a person's judgement of two items: of the segments with these numbers, as a search with the same `wide` and
   * `mirrored` lists them for the other item, or (without) of both as a whole. The two are compared anew. Throws
   * `lengths-differ` unless `whole` says that both are meant whole all the same; `no-such-segment`, `nothing-to-compare`.
   */
  judgeSameness: route('POST', '/api/items/:id/sameness', {
    input: z.strictObject({
      id: z.string(),
      other: z.string(),
      verdict: z.enum(samenessVerdicts),
      because: z.string(),
      segments: z.array(z.int().positive()).min(1).max(50).optional(),
      wide: z.int().optional(),
      mirrored: z.boolean().optional(),
      whole: z.boolean().optional(),
    }),
    output: z.strictObject({ entry: z.int(), remarks: z.array(z.string()), replaces: z.strictObject({ entry: z.int(), verdict: z.enum(samenessVerdicts) }).nullable() }),
  }),
  /** The exact bytes of an entry: as text where they are UTF-8 (a sound entry is canonical JSON), else in hexadecimal. `leaf` is its leaf hash. Throws `no-such-entry`. */
  logEntry: route('GET', '/api/log/:seq', {
    input: z.strictObject({ seq: z.coerce.number().int().nonnegative() }),
    output: z.strictObject({ seq: z.int(), text: z.string().nullable(), hex: z.string().nullable(), bytes: z.int(), leaf: z.string() }),
  }),
} as const;
