import { derivativeMadeAct } from '../../../shared/acts/derivative-made.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { insertMadeFile } from '../../db/tables/made-file.ts';
import { declareKind } from '../kind.ts';

export const derivativeMade = declareKind(derivativeMadeAct, {
  project: (db, { seq, at, payload }) => {
    insertMadeFile(db, { seq, at, payload });
    insertDerivative(db, { file: payload.file, seq, item: itemNumber(db, payload.item) });
  },
});
