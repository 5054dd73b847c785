import { z } from 'zod';
import { sha256Schema } from '../../../shared/digest.ts';
import { insertOpening } from '../../db/tables/item-opening.ts';
import { declareKind } from '../kind.ts';

/** At the command line a person reads what is known of an item; in the window they see and hear it. */
export const openingPlaces = ['command-line', 'window'] as const;
export type OpeningPlace = (typeof openingPlaces)[number];

/** An item was opened for review by a person. */
export const itemOpened = declareKind({
  type: 'item-opened',
  schema: z.strictObject({ item: sha256Schema, where: z.enum(openingPlaces) }),
  sentence: (p) => `The item was opened for review ${p.where === 'window' ? 'in the window' : 'at the command line'}.`,
  items: (p) => [p.item],
  project: (db, { seq, at, payload }) => insertOpening(db, { seq, at, item: payload.item, place: payload.where }),
});
