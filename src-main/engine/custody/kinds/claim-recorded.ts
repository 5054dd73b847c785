import { claimRecordedAct } from '../../../shared/acts/claim-recorded.ts';
import { insertClaim } from '../../db/tables/claim.ts';
import { declareKind } from '../kind.ts';

export const claimRecorded = declareKind(claimRecordedAct, {
  project: (db, { seq, at, payload }) => insertClaim(db, { ...payload, seq, recordedAt: at }),
});
