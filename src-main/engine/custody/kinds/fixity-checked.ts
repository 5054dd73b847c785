import { fixityCheckedAct } from '../../../shared/acts/fixity-checked.ts';
import { fixityResultSchema } from '../../../shared/fixity.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertFixityCheck } from '../../db/tables/fixity.ts';
import { declareKind } from '../kind.ts';

export const fixityChecked = declareKind(fixityCheckedAct, {
  project: (db, { seq, at, payload }, readDocument) => {
    const result = fixityResultSchema.parse(JSON.parse(new TextDecoder().decode(readDocument(payload.result.sha256))));
    insertFixityCheck(db, { seq, at, payload, result });
    insertDerivative(db, { file: payload.result, seq, item: undefined });
  },
});
