import { claimAssessedAct, claimJudgedAct } from '../../../shared/acts/assessment.ts';
import { insertAssessment, insertJudgement } from '../../db/tables/assessment.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { declareKind } from '../kind.ts';

export const claimAssessed = declareKind(claimAssessedAct, {
  project: (db, { seq, at, payload }) => {
    insertAssessment(db, { ...payload, seq, assessedAt: at });
    insertDerivative(db, { file: payload.document, seq, item: undefined });
  },
});

export const claimJudged = declareKind(claimJudgedAct, {
  project: (db, { seq, at, payload }) => insertJudgement(db, { ...payload, seq, judgedAt: at }),
});
