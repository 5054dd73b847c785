import { itemExaminedAct } from '../../../shared/acts/item-examined.ts';
import { examinationSchema } from '../../../shared/examination.ts';
import { itemNumber, summariseItem } from '../../db/tables/item.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertExamination } from '../../db/tables/witness.ts';
import { declareKind } from '../kind.ts';

export const itemExamined = declareKind(itemExaminedAct, {
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
