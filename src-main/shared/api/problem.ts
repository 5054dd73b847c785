import { z } from 'zod';

/** How an error travels: code and facts; the words for it are the window's. Facts hold no paths but those the person typed. */
export const apiErrorSchema = z.strictObject({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
