import { importEndedAct, importResumedAct, importStartedAct } from '../../../shared/acts/import.ts';
import { endImportRun, insertImportRun } from '../../db/tables/import-run.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { declareKind } from '../kind.ts';

export const importStarted = declareKind(importStartedAct, {
  project: (db, { seq, at, payload }) => {
    insertImportRun(db, { seq, at, request: payload.request.sha256, collection: payload.collection });
    insertDerivative(db, { file: payload.request, seq, item: undefined });
  },
});

export const importResumed = declareKind(importResumedAct, {
  project: () => {},
});

export const importEnded = declareKind(importEndedAct, {
  project: (db, { at, payload }) => endImportRun(db, { seq: payload.import, at, outcome: payload.outcome }),
});
