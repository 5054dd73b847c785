import { z } from 'zod';
import { noteKeysBackedUp, noteKeysProtected } from '../../db/tables/signing-key.ts';
import { declareKind } from '../kind.ts';

/** The keys were put under another passphrase, or their passphrase was taken off by explicit choice. */
export const passphraseChanged = declareKind({
  type: 'passphrase-changed',
  schema: z.strictObject({ passphrase: z.enum(['set', 'declined']) }),
  sentence: (p) => (p.passphrase === 'set' ? 'The keys were put under a new passphrase.' : 'The passphrase of the keys was taken off.'),
  project: (db, { payload }) => noteKeysProtected(db, payload.passphrase === 'set'),
});

/** Copies of the key files were written to another place. */
export const keysBackedUp = declareKind({
  type: 'keys-backed-up',
  schema: z.strictObject({ passphrase: z.enum(['set', 'declined']) }),
  sentence: (p) => `Copies of the keys were written, ${p.passphrase === 'set' ? 'protected by their passphrase' : 'unprotected'}.`,
  project: (db, { at }) => noteKeysBackedUp(db, at),
});
