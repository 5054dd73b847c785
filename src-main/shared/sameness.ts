import { z } from 'zod';

/** What a person may find when two items are held against each other. */
export const samenessVerdicts = ['same', 'different', 'undetermined'] as const;
export type SamenessVerdict = (typeof samenessVerdicts)[number];

/** A part of one item, from one presentation time to another, both in units of the item's own time base. */
export const stretchSchema = z
  .strictObject({
    fromPts: z.int(),
    toPts: z.int(),
    /** Seconds per unit of pts, as ffmpeg writes it: `1/90000`. */
    timeBase: z.string().regex(/^[1-9]\d*\/[1-9]\d*$/),
  })
  .refine(({ fromPts, toPts }) => fromPts <= toPts, 'it ends before it begins');
export type Stretch = z.infer<typeof stretchSchema>;

/** What the comparison of keyframes had said of a segment when a person judged it: counts and bits, which can be made again. */
const proposalSchema = z.strictObject({
  /** Pairs of keyframes that look alike, how many of them look different from each other, and how many are near enough alone. */
  frames: z.int().positive(),
  distinctFrames: z.int().positive(),
  nearFrames: z.int().nonnegative(),
  /** Of 256 bits, how many differ in the nearest and in the farthest pair. */
  leastDistance: z.int().nonnegative(),
  mostDistance: z.int().nonnegative(),
  /** Up to how many bits frames were taken for alike in company. */
  wideBits: z.int().nonnegative(),
});

export const judgedSegmentSchema = z.strictObject({
  a: stretchSchema,
  b: stretchSchema,
  /** One of the two is left-right mirrored. */
  mirrored: z.boolean(),
  /** Absent where the person named the segment without one. */
  proposal: proposalSchema.optional(),
});
export type JudgedSegment = z.infer<typeof judgedSegmentSchema>;

/** So many segments one judgement may hold: an entry stays within its limit. */
export const mostJudgedSegments = 50;
