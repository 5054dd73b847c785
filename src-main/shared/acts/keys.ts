import { z } from 'zod';
import { declareAct } from '../act.ts';

/** The keys were put under another passphrase, or their passphrase was taken off by explicit choice. */
export const passphraseChangedAct = declareAct({
  type: 'passphrase-changed',
  schema: z.strictObject({ passphrase: z.enum(['set', 'declined']) }),
  sentence: (p) => (p.passphrase === 'set' ? 'The keys were put under a new passphrase.' : 'The passphrase of the keys was taken off.'),
});

/** Copies of the key files were written to another place. */
export const keysBackedUpAct = declareAct({
  type: 'keys-backed-up',
  schema: z.strictObject({ passphrase: z.enum(['set', 'declined']) }),
  sentence: (p) => `Copies of the keys were written, ${p.passphrase === 'set' ? 'protected by their passphrase' : 'unprotected'}.`,
});
