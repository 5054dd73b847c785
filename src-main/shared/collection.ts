import { z } from 'zod';
import { toRecordText } from './text.ts';

/** A text a person typed, of at most so many characters. */
export function personText(most: number) {
  return z.string().trim().min(1).max(most).transform(toRecordText);
}

/** A text a person typed: at most 4,000 characters, so that an entry stays within its limit. */
export const personTextSchema = personText(4000);

/** The fields of a collection that can be missing with a reason (Berkeley Protocol, "Preservation" and "Collection"). */
export const collectionFields = ['receivedFrom', 'how', 'sourceUrl', 'relevance'] as const;

/** What the Berkeley Protocol on Digital Open Source Investigations wants to be known about a collection. */
export const collectionSchema = z.strictObject({
  receivedFrom: personTextSchema.optional(),
  how: personTextSchema.optional(),
  sourceUrl: personTextSchema.optional(),
  relevance: personTextSchema.optional(),
  /** What cannot be said, and why: any field's name or words of one's own. At most 8. */
  notAvailable: z.array(z.strictObject({ field: personTextSchema, why: personTextSchema })).max(8).optional(),
});
export type Collection = z.infer<typeof collectionSchema>;
