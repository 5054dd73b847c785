import { checkpointCosignedAct } from '../../../shared/acts/checkpoint-cosigned.ts';
import { insertCosignedCheckpoint } from '../../db/tables/cosigned-checkpoint.ts';
import { declareKind } from '../kind.ts';

export const checkpointCosigned = declareKind(checkpointCosignedAct, {
  project: (db, { seq, at, payload }) => insertCosignedCheckpoint(db, { seq, at, ...payload }),
});
