import { z } from 'zod';
import { caseRoutes } from './case.ts';
import { itemRoutes } from './items.ts';
import { jobRoutes } from './jobs.ts';

/** Everything that the window can ask the engine. The server answers each, the one typed client asks them. */
export const routes = { ...caseRoutes, ...itemRoutes, ...jobRoutes } as const;

/** How an error travels: code and facts; the words for it are the window's. Facts hold no paths but those the person typed. */
export const apiErrorSchema = z.strictObject({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
