import { z } from 'zod';
import { declareAct } from '../act.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';
import { madeForPurposes, madeFrameSchema, makingRecipeSchema } from '../made-file.ts';

/** A file was made from an item by a tool, and kept. */
export const derivativeMadeAct = declareAct({
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
    /** Of a playback proxy: seconds of the item at which its own times begin, decimal text; absent where the two do not keep the same time. */
    startsAtS: z.string().regex(/^-?\d+(\.\d+)?$/).optional(),
  }),
  sentence: ({ madeFor, frame, recipe, file }) =>
    `A ${madeFor.replaceAll('-', ' ')} was made${frame === undefined ? '' : ` of the frame at pts ${frame.pts}`} with ${recipe.tool} ${recipe.version} ` +
    `and kept (${file.bytes} bytes, SHA-256 ${file.sha256}).`,
  items: (p) => [p.item],
});
