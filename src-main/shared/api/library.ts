import { z } from 'zod';
import { verdicts } from '../claim-record.ts';
import { sha256Schema } from '../digest.ts';
import { itemFlags, libraryQuerySchema, mediaKinds } from './items.ts';
import { route } from './route.ts';

/** Everything of a wish but its page. */
const listSchema = libraryQuerySchema.omit({ after: true, limit: true });
const count = z.int().nonnegative();

/** Lists of items beyond their pages: where these begin, what a selection needs, what filters would leave. */
export const libraryRoutes = {
  /**
   * Where the pages of a list begin, so that any of them can be asked for: `marks[n]` is the `after` of page n + 1, and a
   * page is `every` items long. `before`: how many items come before the one to `locate`; null when it is not in the list.
   */
  libraryMarks: route('GET', '/api/items-marks', {
    input: listSchema.extend({ every: z.coerce.number().int().min(20).max(500), locate: z.string().optional() }),
    output: z.strictObject({ marks: z.array(z.string()), every: z.int(), total: count, before: z.int().nullable() }),
  }),
  /** What a selection needs of the items of a stretch of a list. */
  libraryNames: route('GET', '/api/items-names', {
    input: libraryQuerySchema.extend({ limit: z.coerce.number().int().min(1).max(5000) }),
    output: z.strictObject({ items: z.array(z.strictObject({ id: z.string(), sha256: sha256Schema, name: z.string(), bytes: z.int(), mediaKind: z.enum(mediaKinds).nullable() })), next: z.string().nullable() }),
  }),
  /** How many items of the case each filter would leave, for itself. */
  libraryCounts: route('GET', '/api/items-counts', {
    input: z.strictObject({}),
    output: z.strictObject({
      kinds: z.record(z.enum(mediaKinds), count),
      flags: z.record(z.enum(itemFlags), count),
      codecs: z.record(z.string(), count),
      verdicts: z.partialRecord(z.enum(verdicts), count),
      places: z.strictObject({ yes: count, no: count }),
    }),
  }),
} as const;
export type LibraryCounts = z.infer<typeof libraryRoutes.libraryCounts.output>;
