import { z } from 'zod';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { madeForPurposes, madeFrameSchema, makingRecipeSchema } from '../../../shared/made-file.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { insertMadeFile } from '../../db/tables/made-file.ts';
import { declareKind } from '../kind.ts';

/** A file was made from an item by a tool, and kept. */
export const derivativeMade = declareKind({
  type: 'derivative-made',
  schema: z.strictObject({
    item: sha256Schema,
    madeFor: z.enum(madeForPurposes),
    file: fileReferenceSchema,
    /** RFC 6838: `image/png`. */
    mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
    recipe: makingRecipeSchema,
    /** The one frame that it shows; absent for other files. */
    frame: madeFrameSchema.optional(),
  }),
  sentence: ({ madeFor, frame, recipe, file }) =>
    `A ${madeFor.replaceAll('-', ' ')} was made${frame === undefined ? '' : ` of the frame at pts ${frame.pts}`} with ${recipe.tool} ${recipe.version} ` +
    `and kept (${file.bytes} bytes, SHA-256 ${file.sha256}).`,
  items: (p) => [p.item],
  project: (db, { seq, at, payload }) => {
    insertMadeFile(db, { seq, at, payload });
    insertDerivative(db, { file: payload.file, seq, item: itemNumber(db, payload.item) });
  },
});
