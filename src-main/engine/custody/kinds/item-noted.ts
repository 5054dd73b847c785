import { itemNotedAct } from '../../../shared/acts/item-noted.ts';
import { insertNote } from '../../db/tables/note.ts';
import { declareKind } from '../kind.ts';

export const itemNoted = declareKind(itemNotedAct, {
  project: (db, { seq, at, payload }) => insertNote(db, { seq, at, payload }),
});
