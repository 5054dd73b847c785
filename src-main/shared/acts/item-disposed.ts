import { z } from 'zod';
import { declareAct } from '../act.ts';
import { personTextSchema } from '../collection.ts';
import { sha256Schema } from '../digest.ts';
import { dispositionSchema, needsReceiver } from '../disposition.ts';

const acts = {
  returned: 'The item was returned',
  transferred: 'The item was transferred',
  sealed: 'The item was sealed',
  unsealed: 'The seal of the item was opened',
  'copy-destroyed-elsewhere': 'A copy of the item outside this case was destroyed',
  other: 'The item was disposed of in another way',
} as const;

/** What became of an item. The evidentiary copy stays in the case. */
export const itemDisposedAct = declareAct({
  type: 'item-disposed',
  schema: z
    .strictObject({
      item: sha256Schema,
      disposition: dispositionSchema,
      /** Who received it, or had to do with it. */
      to: personTextSchema.optional(),
      because: personTextSchema,
    })
    .refine((p) => p.to !== undefined || !needsReceiver(p.disposition), 'a return and a transfer name their receiver'),
  sentence: ({ disposition, to, because }) => {
    const receiver = to === undefined ? '' : needsReceiver(disposition) ? ` to ${to}` : ` (${to})`;
    return `${acts[disposition]}${receiver}: ${because}`;
  },
  items: (p) => [p.item],
});
