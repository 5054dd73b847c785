import { z } from 'zod';
import { findingCodes } from '../verification.ts';
import { route } from './route.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** An entry of the log as a sentence. */
export const browsedActSchema = z.strictObject({
  seq: z.int(),
  /** Empty where the entry cannot be read. */
  at: z.string(),
  /** The fingerprint of the key of whoever did it; empty where the entry cannot be read. */
  actor: z.string(),
  type: z.string(),
  sentence: z.string(),
  leaf: z.string(),
  /** The item that it is about, by its short name, where it is about one. */
  item: z.string().nullable(),
});
export type BrowsedAct = z.infer<typeof browsedActSchema>;

export const checkpointSchema = z.strictObject({
  /** Entries that it covers. */
  size: z.int(),
  /** The entry that tells of it. */
  entry: z.int(),
  signedAt: z.string(),
  /** 64 hexadecimal digits. */
  root: z.string(),
});
export type ListedCheckpoint = z.infer<typeof checkpointSchema>;

export const anchorSchema = z.strictObject({
  entry: z.int(),
  request: z.int(),
  size: z.int(),
  genTime: z.string(),
  accuracyMs: z.number().nullable(),
  authority: z.string(),
  /** SHA-256 of the pinned certificate that the stamp leads to. */
  rootSha256: z.string(),
  acceptedAt: z.string(),
});
export type ListedAnchor = z.infer<typeof anchorSchema>;

export const custodySchema = z.strictObject({
  log: z.string(),
  custodian: z.strictObject({ name: z.string(), fingerprint: z.string() }),
  /** The key that signs the log. */
  key: z.strictObject({ fingerprint: z.string(), verifierKey: z.string() }),
  entries: z.int(),
  /** The newest checkpoint; `text` is what is given to others: the signed note and the key's fingerprint. */
  head: checkpointSchema.extend({ text: z.string() }).nullable(),
  /** Whether the log is no continuation of what was signed, as far as was looked when it was opened. */
  isForked: z.boolean(),
  checkpoints: z.int(),
  /** Newest first, both. */
  requests: z.array(z.strictObject({ entry: z.int(), size: z.int(), requestedAt: z.string(), isAnswered: z.boolean() })),
  anchors: z.array(anchorSchema),
});
export type Custody = z.infer<typeof custodySchema>;

const findingSchema = z.strictObject({
  code: z.enum(findingCodes),
  sentence: z.string(),
  /** It happens to honest cases too, and takes nothing away from what was shown. */
  isRemark: z.boolean(),
  thing: z.string(),
  expected: z.string(),
  actual: z.string(),
});

/** What a check of the whole case came to. */
export const checkResultSchema = z.strictObject({
  startedAt: z.string(),
  endedAt: z.string(),
  log: z.string(),
  fingerprint: z.string(),
  /** Whether a key that the person knows from elsewhere was compared. */
  pinned: z.boolean(),
  entries: z.int(),
  signedSize: z.int(),
  checkpoints: z.int(),
  anchors: z.int(),
  files: z.strictObject({ checked: z.int(), bytes: z.int(), sizesOnly: z.boolean() }),
  /** Names of the checkpoints that the person gave. */
  held: z.array(z.string()),
  cosignatures: z.array(z.strictObject({ size: z.int(), name: z.string(), at: z.string() })),
  /** Faults first, then remarks. */
  findings: z.array(findingSchema),
  findingsNotListed: z.int(),
  proved: z.array(z.string()),
  notProved: z.array(z.string()),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** Files for time stamping and checkpoints are small; so much text of each is taken in. */
export const mostFileBytes = 1 << 20;
const fileText = z.string().max(mostFileBytes);
/** Base64 of so many bytes. */
const fileBase64 = z.base64().max(Math.ceil(mostFileBytes / 3) * 4);
const size = z.coerce.number().int().nonnegative();

const faultSchema = z.strictObject({ code: z.string(), detail: z.string(), expected: z.string().nullable(), actual: z.string().nullable() });

/** The log, its checkpoints and time stamps, and checking all of it. */
export const custodyRoutes = {
  custody: route('GET', '/api/custody', { input: z.strictObject({}), output: custodySchema }),
  /**
   * A page of the log, newest first, with what fits the filters. Only so many entries are looked through at a time: with
   * filters a page may be short or empty though there is more; the next one begins `before: lookedTo`, unless that is 0.
   */
  log: route('GET', '/api/log', {
    input: z.strictObject({
      before: size.optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
      item: z.string().max(128).optional(),
      by: z.enum(['custodian', 'others']).optional(),
      /** Kinds of entries, with commas between. */
      kinds: z.string().max(1000).regex(/^[a-z]+(?:[-,][a-z]+)*$/).optional(),
      since: day.optional(),
      until: day.optional(),
      words: z.string().max(500).optional(),
    }),
    output: z.strictObject({ acts: z.array(browsedActSchema), lookedTo: z.int(), size: z.int() }),
  }),
  /** Signed checkpoints, newest first; `below` is the size of the last one that was seen. */
  checkpoints: route('GET', '/api/checkpoints', {
    input: z.strictObject({ below: size.optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    output: z.strictObject({ checkpoints: z.array(checkpointSchema), next: z.int().nullable() }),
  }),
  /** The newest check of this case since it was opened, and the job of one that runs. */
  check: route('GET', '/api/check', { input: z.strictObject({}), output: z.strictObject({ running: z.string().nullable(), last: checkResultSchema.nullable() }) }),
  /** Check the whole case. Nothing is changed by it. Throws `check-running`. */
  beginCheck: route('POST', '/api/check', {
    input: z.strictObject({
      /** A verifier key or fingerprint that the person knows from elsewhere. */
      pin: z.string().trim().max(500).optional(),
      /** Checkpoints that they were given before. */
      held: z.array(z.strictObject({ name: z.string().trim().min(1).max(200), text: z.string().max(64 * 1024) })).max(20).optional(),
      /** Verifier keys of custodians who cosigned those. */
      cosigners: z.array(z.string().trim().max(500)).max(20).optional(),
      /** Compare sizes of files only. */
      quick: z.boolean().optional(),
    }),
    output: z.strictObject({ job: z.string() }),
  }),
  /** Ask for a time stamp over the log as it is: it is signed first where it has to be. The file is at `custodyFiles.request`. */
  requestAnchor: route('POST', '/api/anchors/requests', { input: z.strictObject({}), output: z.strictObject({ entry: z.int(), size: z.int() }) }),
  /** The certificates of a PEM text, as they would be pinned. Nothing is recorded. Throws `roots-unreadable`. */
  listRoots: route('POST', '/api/anchors/roots', { input: z.strictObject({ pem: fileText }), output: z.array(z.strictObject({ sha256: z.string(), subject: z.string() })) }),
  /** Check an authority's reply, and record it when every check holds. Throws `no-anchor-request`, `roots-unreadable`. */
  acceptAnchor: route('POST', '/api/anchors', {
    input: z.strictObject({ reply: fileBase64, rootsPem: fileText }),
    output: z.discriminatedUnion('accepted', [
      z.strictObject({
        accepted: z.literal(true),
        size: z.int(),
        genTime: z.string(),
        accuracyMs: z.number().nullable(),
        authority: z.string(),
        rootSha256: z.string(),
        /** The entry that told of this very reply before; then nothing was added. */
        recordedBefore: z.int().nullable(),
      }),
      z.strictObject({ accepted: z.literal(false), faults: z.array(faultSchema) }),
    ]),
  }),
} as const;

/** Addresses of files to take out; each is answered as a download. */
export const custodyFiles = {
  /** A signed note, by the entries that it covers. */
  checkpoint: (covers: number): string => `/api/custody/checkpoints/${covers}/note`,
  /** A proof that the newest checkpoint continues this one. */
  continuation: (covers: number): string => `/api/custody/checkpoints/${covers}/continuation`,
  /** By the entry that tells of the request or the stamp. */
  request: (entry: number): string => `/api/custody/anchors/${entry}/request`,
  reply: (entry: number): string => `/api/custody/anchors/${entry}/reply`,
  roots: (entry: number): string => `/api/custody/anchors/${entry}/roots`,
  /** A proof that the entry stands in the log, and the entry byte for byte. */
  proof: (entry: number): string => `/api/custody/entries/${entry}/proof`,
  entry: (entry: number): string => `/api/custody/entries/${entry}/bytes`,
} as const;
