import { z } from 'zod';
import { declareAct } from '../act.ts';
import { otherDigestAlgorithms, sha256Schema, sha256Text } from '../digest.ts';
import { hasShape, isFlag, isInt, isLike, isOneOf, isText, type Fits } from '../plain-shape.ts';

export const volumeSchema = z.strictObject({
  mountPoint: z.string(),
  fileSystem: z.string(),
  device: z.string(),
  removable: z.union([z.boolean(), z.literal('unknown')]),
  network: z.union([z.boolean(), z.literal('unknown')]),
});
export type Volume = z.infer<typeof volumeSchema>;

/** Why the kept copy was or was not read back and compared. */
export const copyCheckReasons = ['asked', 'removable-source', 'network-source', 'declined', 'not-needed', 'source-unknown'] as const;

const flagOrUnknown: Fits = (value) => typeof value === 'boolean' || value === 'unknown';

/** The schema below, without further digests. */
const isPlainReceipt = hasShape(
  {
    item: isLike(sha256Text),
    bytes: isInt,
    import: isInt,
    newCopy: isFlag,
    name: isText,
    sourcePath: isText,
    volume: hasShape({ mountPoint: isText, fileSystem: isText, device: isText, removable: flagOrUnknown, network: flagOrUnknown }),
    source: hasShape({ modifiedAtNs: isText }, { birthAtNs: isText, device: isText, inode: isText, mode: isText, saidBy: isOneOf(['browser']) }),
    copyVerified: isFlag,
    copyVerifiedBecause: isOneOf(copyCheckReasons),
  },
  { copyPutBack: isFlag, nameBytes: isText, sourcePathBytes: isText, replacedDamagedCopy: isFlag },
);

/** One receipt: these bytes came in, from there, as that. The same bytes may be received many times. */
export const itemReceivedAct = declareAct({
  type: 'item-received',
  schema: z.strictObject({
    item: sha256Schema,
    bytes: z.int(),
    /** Entry of the import it belongs to. */
    import: z.int(),
    /** False when the same bytes lay in the vault already: then no second copy was made. */
    newCopy: z.boolean(),
    /** The item was known, but its copy was missing from the vault: it has been put back from this source. */
    copyPutBack: z.boolean().optional(),
    /** The name as text in NFC; `nameBytes` (base64) where that is not the name as received, byte for byte. */
    name: z.string(),
    nameBytes: z.string().optional(),
    sourcePath: z.string(),
    sourcePathBytes: z.string().optional(),
    volume: volumeSchema,
    source: z.strictObject({
      /** Nanoseconds since 1970-01-01T00:00:00Z, as text: file systems are finer than a safe integer. */
      modifiedAtNs: z.string(),
      birthAtNs: z.string().optional(),
      /** What the system said of the file; absent where a browser passed it on. */
      device: z.string().optional(),
      inode: z.string().optional(),
      mode: z.string().optional(),
      /** Whose word path and time are, when it is not this system's: `sourcePath` then begins at what was dropped. */
      saidBy: z.enum(['browser']).optional(),
    }),
    copyVerified: z.boolean(),
    copyVerifiedBecause: z.enum(copyCheckReasons),
    otherDigests: z.partialRecord(z.enum(otherDigestAlgorithms), z.string()).optional(),
    /** A file with this digest's name lay in the vault with other content and was set right. */
    replacedDamagedCopy: z.boolean().optional(),
    /** The receipt in the log from which the copy came: a predecessor's, or that of the sender of a bundle. */
    carriedFrom: z.strictObject({ log: z.string(), seq: z.int() }).optional(),
  }),
  isPlain: isPlainReceipt,
  sentence: (p) =>
    `"${p.name}" was received ${p.source.saidBy === undefined ? '' : 'through a browser '}(${p.bytes} bytes, SHA-256 ${p.item})` +
    (p.carriedFrom === undefined ? '' : `, carried over from entry ${p.carriedFrom.seq} of ${p.carriedFrom.log}`) +
    (p.copyPutBack ? '; the kept copy was missing and was put back.' : p.newCopy ? ' and kept.' : '; the same bytes were kept already.'),
  items: (p) => [p.item],
});

/** A source that could not be taken in: named, so that a gap in a collection is known. */
export const sourceNotReceivedAct = declareAct({
  type: 'source-not-received',
  schema: z.strictObject({
    import: z.int(),
    sourcePath: z.string(),
    sourcePathBytes: z.string().optional(),
    reason: z.string(),
    detail: z.string().optional(),
  }),
  sentence: (p) => `"${p.sourcePath}" was not received: ${p.reason.replaceAll('-', ' ')}.`,
});
