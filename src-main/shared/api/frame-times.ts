import { z } from 'zod';
import { route } from './route.ts';

/** How many frames one page of times tells. */
export const framesPerPage = 5000;

/** Where the times of an item's frames come from. */
export const timeSources = ['presentation', 'decoding', 'counted'] as const;

/**
 * The presentation times of every frame that a player shows, from the packet index: frames are counted from 0 in the order
 * of their times. A film of two hours has 200,000: they are told by pages.
 */
export const frameTimesSchema = z.strictObject({
  timeBase: z.string().regex(/^\d+\/\d+$/),
  stream: z.int().nonnegative(),
  count: z.int().nonnegative(),
  /** The time of the first frame of each page, and of the last frame of all. */
  pageStarts: z.array(z.int()),
  lastPts: z.int().nullable(),
  /** `decoding`: the container states no presentation times, or its decoding times under their name; `counted`: it states none at all. */
  source: z.enum(timeSources),
  /** How often the times start again (joined recordings): then they do not name frames, and no page is told. */
  restarts: z.int().nonnegative(),
  /** Gaps between the frames of the page that was asked for, from its first frame on. */
  page: z.strictObject({ number: z.int().nonnegative(), gaps: z.array(z.int().nonnegative()) }).nullable(),
});
export type FrameTimesPage = z.infer<typeof frameTimesSchema>;

export const frameTimeRoutes = {
  /** `times` is null where an item has no footage that frames could be counted in. Reading a long film takes as long as its disk. */
  frameTimes: route('GET', '/api/items/:id/frame-times', {
    input: z.strictObject({ id: z.string(), page: z.coerce.number().int().nonnegative() }),
    output: z.strictObject({ times: frameTimesSchema.nullable() }),
  }),
} as const;
