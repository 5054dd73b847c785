import { z } from 'zod';
import { declareAct } from '../act.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';
import { scanBases } from '../keyframes.ts';

/** The key frames of an item were laid out, or there are none and why. */
export const keyframesExtractedAct = declareAct({
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
});
