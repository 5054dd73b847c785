import { samenessJudgedAct } from '../../../shared/acts/sameness-judged.ts';
import { insertSameness } from '../../db/tables/sameness.ts';
import { declareKind } from '../kind.ts';

export const samenessJudged = declareKind(samenessJudgedAct, {
  project: (db, { seq, at, payload }) => insertSameness(db, { seq, at, payload }),
});
