import { z } from 'zod';
import { factFields, observationSchema, witnessNameSchema, type Disagreement, type FactField } from './facts.ts';

const fieldSchema = z.enum(factFields as [FactField, ...FactField[]]);

export const disagreementSchema: z.ZodType<Disagreement> = z.strictObject({
  field: fieldSchema,
  tolerance: z.string(),
  statements: z.array(
    z.strictObject({
      text: z.string(),
      by: z.array(z.strictObject({ witness: witnessNameSchema, basis: z.string() })),
    }),
  ),
});

/** The document that `item-examined` names: what the witnesses state, normalised, and where they differ. */
export const examinationSchema = z.strictObject({
  v: z.literal(1),
  observations: z.array(z.strictObject({ witness: witnessNameSchema, observation: observationSchema })),
  disagreements: z.array(disagreementSchema),
});
export type Examination = z.infer<typeof examinationSchema>;
