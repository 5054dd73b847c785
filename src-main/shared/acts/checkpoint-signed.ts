import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';

/** A state of the log was signed. The entry stands behind the entries that it speaks of: the next checkpoint covers it. */
export const checkpointSignedAct = declareAct({
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
});
