import { z } from 'zod';
import { sha256Schema } from '../digest.ts';
import { samenessVerdicts } from '../sameness.ts';
import { mediaKinds } from './items.ts';
import { route } from './route.ts';

const stretchSchema = z.strictObject({ fromPts: z.int(), toPts: z.int(), timeBase: z.string(), fromS: z.string(), toS: z.string() });

/** A part of the item asked about (`here`) and of another (`there`) that look alike: a proposal, nothing more. */
export const similarSegmentSchema = z.strictObject({
  /** Its place among the segments of the two, from 1; a judgement names it by this. */
  number: z.int(),
  here: stretchSchema,
  there: stretchSchema,
  /** Found only when one of the two is taken left-right mirrored. */
  mirrored: z.boolean(),
  /** Time there minus time here, over the matched pairs. */
  offsetMs: z.strictObject({ median: z.int(), least: z.int(), most: z.int() }),
  /** Matched pairs; how many of them look different from each other; how many are near enough to count alone. */
  frames: z.int(),
  distinctFrames: z.int(),
  nearFrames: z.int(),
  /** Differing bits of 256: fewer are more alike. */
  distance: z.strictObject({ least: z.int(), median: z.int(), most: z.int() }),
  /** Keyframes inside the segment that have no partner. */
  unmatched: z.strictObject({ here: z.int(), there: z.int() }),
  /** The matched keyframes by their pts. */
  pairs: z.array(z.strictObject({ here: z.int(), there: z.int(), distance: z.int() })),
});

export const similarMatchSchema = z.strictObject({
  id: z.string(),
  sha256: sha256Schema,
  name: z.string(),
  poster: sha256Schema.nullable(),
  mediaKind: z.enum(mediaKinds).nullable(),
  durationS: z.string().nullable(),
  /** The strongest first; `more` where others were left out at the limit of 100. */
  segments: z.array(similarSegmentSchema),
  more: z.boolean(),
  /** Flat frames of it, which took no part; frames of the footage that stand still in it, so that an offset says little. */
  flat: z.int(),
  standing: z.int(),
  /** What a person has judged of the two: the newest judgement. */
  judged: z.strictObject({ verdict: z.enum(samenessVerdicts), because: z.string(), entry: z.int(), judgedAt: z.string() }).nullable(),
});

/** What was found, by which means, and what could not be looked at: an empty list means no more than "not found by these means". */
export const similarResultSchema = z.strictObject({
  /** `basis`: `key-packets` alone can miss whole shots. Flat keyframes and those not decoded took no part. */
  footage: z.strictObject({ basis: z.string(), timeBase: z.string(), keyframes: z.int(), flat: z.int(), notDecoded: z.int() }),
  /** Of 256 bits: within `nearBits` a frame counts alone, within `wideBits` in the company of so many others. */
  means: z.strictObject({ nearBits: z.int(), wideBits: z.int(), company: z.int(), leastQuality: z.int(), mirrored: z.boolean() }),
  /** What of the case was compared, and what was not: items never examined, without keyframes, or with flat ones only. */
  coverage: z.strictObject({
    items: z.int(), byKeyPacketsOnly: z.int(), keyframes: z.int(), flat: z.int(), notDecoded: z.int(), notExamined: z.int(), withoutKeyframes: z.int(), flatOnly: z.int(),
  }),
  /** The strongest first, at most 200; `found` is how many there are. */
  matches: z.array(similarMatchSchema),
  found: z.int(),
  /** Items with single frames that look alike, which say nothing without company. */
  aloneOnly: z.int(),
});
export type SimilarResult = z.infer<typeof similarResultSchema>;

/** Of 256 bits, how wide may be looked: 80 unless another number is given. */
export const wideBits = { least: 31, usual: 80, most: 100 } as const;

export const similarRoutes = {
  /** Look where the footage of an item was seen before: a job of kind `similar`, to be cancelled like any other. Nothing is recorded. */
  similarItems: route('POST', '/api/items/:id/similar', {
    input: z.strictObject({ id: z.string(), wide: z.int().min(wideBits.least).max(wideBits.most).optional(), mirrored: z.boolean().optional() }),
    output: z.strictObject({ job: z.string() }),
  }),
  /** What that job found; null while it runs. `no-such-job` when it was stopped, failed, or belongs to another item. */
  similarResult: route('GET', '/api/items/:id/similar/:job', { input: z.strictObject({ id: z.string(), job: z.string() }), output: z.strictObject({ result: similarResultSchema.nullable() }) }),
} as const;
