import { checkpointSignedAct } from '../../../shared/acts/checkpoint-signed.ts';
import { CaseError } from '../../../shared/errors.ts';
import { insertCheckpoint } from '../../db/tables/checkpoint.ts';
import { saysWhatItsNoteSays } from '../stated-checkpoint.ts';
import { declareKind } from '../kind.ts';

export const checkpointSigned = declareKind(checkpointSignedAct, {
  project: (db, { seq, log, at, payload }) => {
    // Its signature is checked by whoever verifies; that it says what its note says must hold for every row.
    if (!saysWhatItsNoteSays({ ...payload, log, seq })) throw new CaseError('entry-invalid', { detail: 'a checkpoint is not what its note says' });
    insertCheckpoint(db, { ...payload, seq, signedAt: at });
  },
});
