import { z } from 'zod';
import { counted } from '../../../shared/text.ts';
import { insertCheckpoint } from '../../db/tables/checkpoint.ts';
import { CaseError } from '../../../shared/errors.ts';
import { saysWhatItsNoteSays } from '../stated-checkpoint.ts';
import { declareKind } from '../kind.ts';

/** A state of the log was signed. The entry stands behind the entries that it speaks of: the next checkpoint covers it. */
export const checkpointSigned = declareKind({
  type: 'checkpoint-signed',
  schema: z.strictObject({
    /** How many entries it covers: 0 to size - 1. */
    size: z.int(),
    /** Root of the tree over them, 64 hexadecimal digits. */
    root: z.string().regex(/^[0-9a-f]{64}$/),
    /** The signed note (C2SP tlog-checkpoint). */
    note: z.string(),
  }),
  sentence: (p) => `A checkpoint over ${counted(p.size, 'entry')} was signed: root ${p.root}.`,
  project: (db, { seq, log, at, payload }) => {
    // Its signature is checked by whoever verifies; that it says what its note says must hold for every row.
    if (!saysWhatItsNoteSays({ ...payload, log, seq })) throw new CaseError('entry-invalid', { detail: 'a checkpoint is not what its note says' });
    insertCheckpoint(db, { ...payload, seq, signedAt: at });
  },
});
