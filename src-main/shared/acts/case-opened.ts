import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';

/** The log that this one goes on from, when that could not be gone on with. */
export const predecessorSchema = z.strictObject({
  /** Its origin and its verifier key. */
  log: z.string(),
  verifierKey: z.string(),
  /** How many entries were found in it. */
  entries: z.int(),
  /** Its newest checkpoint that was at hand, as it was found. */
  checkpoint: z.string().optional(),
  because: z.string(),
});
export type Predecessor = z.infer<typeof predecessorSchema>;

/** Entry 0 of every log. */
export const caseOpenedAct = declareAct({
  type: 'case-opened',
  schema: z.strictObject({ title: z.string().min(1), toolVersion: z.string(), successorOf: predecessorSchema.optional() }),
  sentence: ({ title, toolVersion, successorOf }) =>
    `The case "${title}" was opened with Postquem ${toolVersion}` +
    (successorOf === undefined ? '.' : `, as the successor of ${successorOf.log} (${counted(successorOf.entries, 'entry')}): ${successorOf.because}`),
});
