import { z } from 'zod';
import { declareAct } from '../act.ts';
import { personTextSchema } from '../collection.ts';
import { claimMeaningSchema, claimSubjectSchema, saidAtSchema } from '../claim-record.ts';
import { sha256Schema } from '../digest.ts';
import { counted } from '../text.ts';

/** What somebody claimed about items, in their own words, and how it was read. */
export const claimRecordedAct = declareAct({
  type: 'claim-recorded',
  schema: z.strictObject({
    items: z.array(sha256Schema).min(1).max(100),
    about: claimSubjectSchema,
    claimant: personTextSchema,
    /** The words of the claimant. */
    quote: personTextSchema,
    /** BCP 47 tag of the quote's language. */
    language: z.string().optional(),
    translation: personTextSchema.optional(),
    saidAt: saidAtSchema.optional(),
    sourceUrl: personTextSchema.optional(),
    meaning: claimMeaningSchema,
    /** The phrase whose reading the meaning is, where it is not the quote itself: somebody's interpretation. */
    means: personTextSchema.optional(),
    /** A person looked at a doubtful reading and confirmed it. */
    readingConfirmed: z.boolean(),
  }),
  sentence: (p) => `${p.claimant} is recorded to have claimed of ${counted(p.items.length, 'item')}: "${p.quote}" (about: ${p.about}).`,
  items: (p) => p.items,
});
