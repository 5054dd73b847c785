import { z } from 'zod';
import { sha256Schema } from '../digest.ts';
import { dispositions } from '../disposition.ts';
import { disagreementSchema } from '../examination.ts';
import { observationSchema, witnessNameSchema } from '../facts.ts';
import { keyframeIndexSchema } from '../keyframes.ts';
import { noteKinds, notedRegionSchema, regionSchema } from '../note.ts';
import { route } from './route.ts';

export const mediaKinds = ['video', 'audio', 'image', 'other'] as const;

/** Flags of an item by which lists can be narrowed. */
export const itemFlags = ['disagree', 'credentials', 'damaged', 'noted', 'received-again', 'not-examined', 'sealed', 'same-footage'] as const;
export const itemSorts = ['received', 'name', 'size', 'duration'] as const;

/** One line or tile of the library. */
export const libraryItemSchema = z.strictObject({
  id: z.string(),
  sha256: sha256Schema,
  name: z.string(),
  bytes: z.int(),
  receivedAt: z.string(),
  receiptCount: z.int(),
  mediaKind: z.enum(mediaKinds).nullable(),
  /** Decimal text. */
  durationS: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  examined: z.boolean(),
  damaged: z.boolean(),
  disagreementCount: z.int(),
  /** `valid`, `invalid`, `untrusted-signer`. */
  credentials: z.string().nullable(),
  dispositions: z.array(z.enum(dispositions)),
  noteCount: z.int(),
  /** The first distinct keyframe's picture, by digest. */
  poster: sha256Schema.nullable(),
  claims: z.array(z.strictObject({ id: z.string(), quote: z.string(), verdict: z.string().nullable() })),
  /** A person judged that another item shows the same footage. */
  sameFootage: z.boolean(),
});
export type LibraryItem = z.infer<typeof libraryItemSchema>;

/** An item of a list: where the words that were searched for stand in it. */
export const foundItemSchema = libraryItemSchema.extend({
  matched: z.array(z.strictObject({ where: z.enum(['names', 'notes', 'claims', 'facts', 'provenance']), text: z.string() })),
});
export type FoundItem = z.infer<typeof foundItemSchema>;

export const libraryQuerySchema = z.strictObject({
  search: z.string().max(500).optional(),
  /** Comma-separated lists, since they travel in a query. */
  kinds: z.string().optional(),
  flags: z.string().optional(),
  codec: z.string().optional(),
  verdict: z.string().optional(),
  /** ISO dates (days, UTC), both included: of first receipt. */
  receivedFrom: z.iso.date().optional(),
  receivedTo: z.iso.date().optional(),
  hasPlace: z.enum(['yes', 'no']).optional(),
  sort: z.enum(itemSorts).optional(),
  order: z.enum(['up', 'down']).optional(),
  /** From the page before; keyset, opaque. */
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
export type LibraryQuery = z.infer<typeof libraryQuerySchema>;

const noteSchema = z.strictObject({
  entry: z.int(),
  notedAt: z.string(),
  kind: z.enum(noteKinds).optional(),
  text: z.string().optional(),
  label: z.string().optional(),
  time: z.strictObject({ from: z.int(), to: z.int().optional(), timeBase: z.string(), stream: z.int(), fromSeconds: z.string(), toSeconds: z.string().optional() }).optional(),
  region: notedRegionSchema.optional(),
  replaces: z.int().optional(),
});
export type ItemNote = z.infer<typeof noteSchema>;

export const receiptSchema = z.strictObject({
  entry: z.int(),
  receivedAt: z.string(),
  name: z.string(),
  nameBytes: z.string().optional(),
  sourcePath: z.string(),
  sourceModifiedAt: z.string(),
  volume: z.record(z.string(), z.union([z.string(), z.boolean()])),
  copyVerified: z.boolean(),
  /** Field to text: receivedFrom, how, sourceUrl, relevance. */
  collection: z.record(z.string(), z.string()),
  notAvailable: z.array(z.strictObject({ field: z.string(), why: z.string() })),
});

const factSchema = z.intersection(observationSchema, z.object({ witness: witnessNameSchema }));

export const itemDetailSchema = z.strictObject({
  item: libraryItemSchema,
  otherDigests: z.array(z.strictObject({ algorithm: z.string(), digest: z.string() })),
  receipts: z.array(receiptSchema),
  witnesses: z.array(
    z.strictObject({ witness: z.string(), version: z.string(), outcome: z.string(), problem: z.string().nullable(), rawSha256: sha256Schema, rawBytes: z.int() }),
  ),
  facts: z.array(factSchema),
  disagreements: z.array(disagreementSchema),
  notes: z.array(noteSchema),
  made: z.array(z.strictObject({ entry: z.int(), madeFor: z.string(), sha256: sha256Schema, bytes: z.int(), mediaType: z.string(), pts: z.int().nullable() })),
  dispositions: z.array(z.strictObject({ entry: z.int(), at: z.string(), disposition: z.enum(dispositions), to: z.string().nullable(), because: z.string() })),
  review: z.strictObject({ count: z.int(), lastAt: z.string().nullable() }),
  sameness: z.array(z.strictObject({ entry: z.int(), verdict: z.string(), because: z.string(), other: z.strictObject({ id: z.string(), name: z.string() }) })),
  /** The playback proxy, where one was made. */
  /** `startsAtS`: seconds of the item at which the proxy's time 0 lies, decimal text; null where the two do not keep the same time, and for pictures. */
  proxy: z.strictObject({ sha256: sha256Schema, mediaType: z.string(), startsAtS: z.string().nullable() }).nullable(),
});
export type ItemDetail = z.infer<typeof itemDetailSchema>;

const named = z.strictObject({ id: z.string() });

/** One entry of the log as people read it. */
export const loggedActSchema = z.strictObject({ seq: z.int(), at: z.string(), type: z.string(), sentence: z.string(), leaf: z.string() });

export const itemRoutes = {
  library: route('GET', '/api/items', {
    input: libraryQuerySchema,
    output: z.strictObject({ items: z.array(foundItemSchema), next: z.string().nullable(), total: z.int().nullable() }),
  }),
  /** What filters can offer: codecs and verdicts that occur. */
  libraryFacets: route('GET', '/api/facets', { input: z.strictObject({}), output: z.strictObject({ codecs: z.array(z.string()), verdicts: z.array(z.string()) }) }),
  item: route('GET', '/api/items/:id', { input: named, output: itemDetailSchema }),
  keyframes: route('GET', '/api/items/:id/keyframes', { input: named, output: z.strictObject({ noneBecause: z.string().nullable(), index: keyframeIndexSchema.nullable() }) }),
  itemLog: route('GET', '/api/items/:id/log', { input: named, output: z.array(loggedActSchema) }),
  /** Record that a person opened it. */
  openForReview: route('POST', '/api/items/:id/review', { input: named, output: z.strictObject({ count: z.int() }) }),
  setNote: route('POST', '/api/items/:id/notes', {
    input: z.strictObject({
      id: z.string(),
      text: z.string(),
      label: z.string().optional(),
      time: z.strictObject({ from: z.int(), to: z.int().optional() }).optional(),
      region: regionSchema.optional(),
      replaces: z.int().optional(),
    }),
    output: noteSchema,
  }),
  withdrawNote: route('POST', '/api/items/:id/notes/withdraw', { input: z.strictObject({ id: z.string(), entry: z.int(), because: z.string() }), output: z.strictObject({}) }),
  /** Keep the frame with this pts as a derivative made by the engine. */
  keepFrame: route('POST', '/api/items/:id/frames', { input: z.strictObject({ id: z.string(), pts: z.int() }), output: z.strictObject({ sha256: sha256Schema, mediaType: z.string() }) }),
  /**
   * Make a copy that the window can play or show: a job of kind `proxy` (seconds of footage), its file a derivative. When it is
   * done an `items` event tells so, and `itemDetail.proxy` names it. Where there is one already, it is made anew.
   */
  makeProxy: route('POST', '/api/items/:id/proxy', { input: named, output: z.strictObject({ job: z.string() }) }),
  /** Decode everything and add a frame for each shot: a job. */
  scanDeeply: route('POST', '/api/items/:id/deep-scan', { input: named, output: z.strictObject({ job: z.string() }) }),
} as const;

/** Media by digest; ranges as RFC 9110 section 14. */
export const mediaPaths = {
  original: (sha256: string): string => `/media/originals/${sha256}`,
  derivative: (sha256: string): string => `/media/derivatives/${sha256}`,
} as const;
