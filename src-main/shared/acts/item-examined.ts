import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';
import { readingOutcomes, witnessNameSchema } from '../facts.ts';

const reportSchema = z.strictObject({
  witness: witnessNameSchema,
  version: z.string(),
  recipe: z.array(z.string()),
  outcome: z.enum(readingOutcomes),
  problem: z.string().optional(),
  /** The tool's report, byte for byte. */
  raw: fileReferenceSchema,
});

/** What every witness reported of an item. */
export const itemExaminedAct = declareAct({
  type: 'item-examined',
  schema: z.strictObject({
    item: sha256Schema,
    reports: z.array(reportSchema),
    /** The document with the normalised observations and the disagreements found. */
    examination: fileReferenceSchema,
    observationCount: z.int(),
    disagreementCount: z.int(),
  }),
  sentence: (p) =>
    `${p.reports.map((r) => `${r.witness} ${r.version}`).join(', ')} reported on the item: ` +
    `${counted(p.observationCount, 'observation')}, ${counted(p.disagreementCount, 'disagreement')}.`,
  items: (p) => [p.item],
});
