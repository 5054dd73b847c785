import { z } from 'zod';
import { personText, personTextSchema } from './collection.ts';

/** A note says something of an item; a mark points at something in it. */
export const noteKinds = ['note', 'mark'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** A frame, or a stretch with both its ends, in presentation times of one stream of the item. */
export const noteTimeSchema = z
  .strictObject({
    from: z.int(),
    /** Absent for a single frame. */
    to: z.int().optional(),
    /** Seconds per unit, and the number of the stream: those of the item's keyframe index. */
    timeBase: z.string().regex(/^\d+\/\d+$/),
    stream: z.int().nonnegative(),
  })
  .refine(({ from, to }) => to === undefined || to >= from, 'a stretch ends where it begins or later');
export type NoteTime = z.infer<typeof noteTimeSchema>;

/** A box in whole pixels, counted from the left and the top of the picture as a player shows it. */
export const regionSchema = z.strictObject({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type Region = z.infer<typeof regionSchema>;

/** The same with the size of that picture: a box says nothing about one of another size. */
export const notedRegionSchema = z
  .strictObject({ ...regionSchema.shape, of: z.strictObject({ width: z.int().positive(), height: z.int().positive() }) })
  .refine(({ x, y, width, height, of }) => x + width <= of.width && y + height <= of.height, 'a region lies within its picture');
export type NotedRegion = z.infer<typeof notedRegionSchema>;

/** What is said: at most 4,000 characters. */
export const noteTextSchema = personTextSchema;
/** A few words to find it by: at most 80 characters. */
export const noteLabelSchema = personText(80);
