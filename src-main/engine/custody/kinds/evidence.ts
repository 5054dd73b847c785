import { evidenceRecordedAct, evidenceWithdrawnAct } from '../../../shared/acts/evidence.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertEvidence, withdrawEvidence } from '../../db/tables/evidence.ts';
import { declareKind } from '../kind.ts';

export const evidenceRecorded = declareKind(evidenceRecordedAct, {
  project: (db, { seq, at, payload }) => {
    insertEvidence(db, { ...payload, seq, recordedAt: at });
    if (payload.limit.kind === 'periodic') insertDerivative(db, { file: payload.limit.intervals, seq, item: undefined });
  },
});

export const evidenceWithdrawn = declareKind(evidenceWithdrawnAct, {
  project: (db, { seq, payload }) => withdrawEvidence(db, { seq: payload.evidence, withdrawnSeq: seq, because: payload.because }),
});
