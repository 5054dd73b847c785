import { z } from 'zod';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { keyframeIndexSchema, scanBases } from '../../../shared/keyframes.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertKeyframeScan } from '../../db/tables/keyframe.ts';
import { declareKind } from '../kind.ts';

/** The key frames of an item were laid out, or there are none and why. */
export const keyframesExtracted = declareKind({
  type: 'keyframes-extracted',
  schema: z.strictObject({
    item: sha256Schema,
    basis: z.enum(scanBases).optional(),
    /** The keyframe index; absent when there is nothing to show. */
    index: fileReferenceSchema.optional(),
    indexed: z.int(),
    pictured: z.int(),
    noneBecause: z.string().optional(),
  }),
  sentence: (p) =>
    p.index === undefined
      ? `No keyframes: ${p.noneBecause ?? 'no reason given'}`
      : `Keyframes were laid out: ${p.indexed} indexed, ${p.pictured} pictured (${
          { 'key-packets': 'key packets only', deep: 'deep scan', still: 'a still' }[p.basis ?? 'key-packets']
        }).`,
  items: (p) => [p.item],
  project: (db, { seq, payload }, readDocument) => {
    const index =
      payload.index === undefined
        ? undefined
        : keyframeIndexSchema.parse(JSON.parse(new TextDecoder().decode(readDocument(payload.index.sha256))));
    insertKeyframeScan(db, { seq, payload, index });
    const item = itemNumber(db, payload.item);
    const posters = (index?.keyframes ?? []).flatMap((k) => (k.decoded === undefined ? [] : [k.decoded.poster]));
    for (const file of [...(payload.index === undefined ? [] : [payload.index]), ...posters]) {
      insertDerivative(db, { file, seq, item });
    }
  },
});
