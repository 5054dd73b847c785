import { z } from 'zod';
import { sha256Schema } from './digest.ts';

/** What a file made from an item is for. */
export const madeForPurposes = ['full-picture', 'thumbnail', 'playback-proxy'] as const;
export type MadeFor = (typeof madeForPurposes)[number];

/** How a file was made, so that anybody can make it again. */
export const makingRecipeSchema = z.strictObject({
  tool: z.string(),
  version: z.string(),
  /** One list for each process started, the program first; the item stands in them as its path inside the case folder. */
  arguments: z.array(z.array(z.string())).min(1),
});
export type MakingRecipe = z.infer<typeof makingRecipeSchema>;

/** The one frame that a file shows. */
export const madeFrameSchema = z.strictObject({
  pts: z.int(),
  timeBase: z.string().regex(/^\d+\/\d+$/),
  stream: z.int().nonnegative(),
  /** SHA-256 of its decoded planes, as the keyframe index has it; absent for a frame that is indexed only. */
  frameSha256: sha256Schema.optional(),
});
export type MadeFrame = z.infer<typeof madeFrameSchema>;
