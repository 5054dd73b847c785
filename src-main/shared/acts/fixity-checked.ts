import { z } from 'zod';
import { declareAct } from '../act.ts';
import { counted } from '../text.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';

/** Kept files were read again and compared with their digests. */
export const fixityCheckedAct = declareAct({
  type: 'fixity-checked',
  schema: z.strictObject({
    scope: z.enum(['all', 'chosen']),
    /** Up to 100 chosen items; the result lists every file. */
    items: z.array(sha256Schema).max(100),
    checked: z.int(),
    findingCount: z.int(),
    result: fileReferenceSchema,
  }),
  sentence: (p) =>
    `Kept files were read again (${p.checked}): ` +
    (p.findingCount === 0 ? 'every one had its digest.' : `${counted(p.findingCount, 'finding')}.`),
  items: (p) => p.items,
});
