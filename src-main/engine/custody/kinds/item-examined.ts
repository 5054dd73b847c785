import { z } from 'zod';
import { counted } from '../../../shared/text.ts';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { examinationSchema } from '../../../shared/examination.ts';
import { readingOutcomes, witnessNameSchema } from '../../../shared/facts.ts';
import { itemNumber, summariseItem } from '../../db/tables/item.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertExamination } from '../../db/tables/witness.ts';
import { declareKind } from '../kind.ts';

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
export const itemExamined = declareKind({
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
  project: (db, { seq, payload }, readDocument) => {
    const text = new TextDecoder().decode(readDocument(payload.examination.sha256));
    const examination = examinationSchema.parse(JSON.parse(text));
    insertExamination(db, { seq, item: payload.item, reports: payload.reports, examination });
    summariseItem(db, { seq, item: payload.item, examination });
    const item = itemNumber(db, payload.item);
    for (const file of [...payload.reports.map((r) => r.raw), payload.examination]) {
      insertDerivative(db, { file, seq, item });
    }
  },
});
