import { keysBackedUpAct, passphraseChangedAct } from '../../../shared/acts/keys.ts';
import { noteKeysBackedUp, noteKeysProtected } from '../../db/tables/signing-key.ts';
import { declareKind } from '../kind.ts';

export const passphraseChanged = declareKind(passphraseChangedAct, {
  project: (db, { payload }) => noteKeysProtected(db, payload.passphrase === 'set'),
});

export const keysBackedUp = declareKind(keysBackedUpAct, {
  project: (db, { at }) => noteKeysBackedUp(db, at),
});
