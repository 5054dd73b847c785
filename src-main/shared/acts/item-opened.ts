import { z } from 'zod';
import { declareAct } from '../act.ts';
import { sha256Schema } from '../digest.ts';

/** At the command line a person reads what is known of an item; in the window they see and hear it. */
export const openingPlaces = ['command-line', 'window'] as const;
export type OpeningPlace = (typeof openingPlaces)[number];

/** An item was opened for review by a person. */
export const itemOpenedAct = declareAct({
  type: 'item-opened',
  schema: z.strictObject({ item: sha256Schema, where: z.enum(openingPlaces) }),
  sentence: (p) => `The item was opened for review ${p.where === 'window' ? 'in the window' : 'at the command line'}.`,
  items: (p) => [p.item],
});
