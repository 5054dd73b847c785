import { itemOpenedAct } from '../../../shared/acts/item-opened.ts';
import { insertOpening } from '../../db/tables/item-opening.ts';
import { declareKind } from '../kind.ts';

export const itemOpened = declareKind(itemOpenedAct, {
  project: (db, { seq, at, payload }) => insertOpening(db, { seq, at, item: payload.item, place: payload.where }),
});
