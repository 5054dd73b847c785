import { itemDisposedAct } from '../../../shared/acts/item-disposed.ts';
import { insertDisposition } from '../../db/tables/disposition.ts';
import { declareKind } from '../kind.ts';

export const itemDisposed = declareKind(itemDisposedAct, {
  project: (db, { seq, at, payload }) => insertDisposition(db, { seq, at, payload }),
});
