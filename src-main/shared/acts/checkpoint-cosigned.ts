import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';

/** The custodian stated, by their own clock, that they saw another log as a checkpoint of it says. */
export const checkpointCosignedAct = declareAct({
  type: 'checkpoint-cosigned',
  schema: z.strictObject({
    /** The other log's origin, and the key that had signed the checkpoint (C2SP verifier key). */
    origin: z.string(),
    verifierKey: z.string(),
    size: z.int(),
    root: z.string().regex(/^[0-9a-f]{64}$/),
    /** The earlier size that was proved to be a prefix of it; absent when none was seen before, or no proof was given. */
    extends: z.int().optional(),
    /** The cosignature's line. */
    line: z.string(),
  }),
  sentence: (p) =>
    `A checkpoint of ${p.origin} over ${counted(p.size, 'entry')} was cosigned` +
    (p.extends === undefined ? '.' : `; it was proved to extend the one over ${p.extends}.`),
});
