import { z } from 'zod';
import { counted } from '../../../shared/text.ts';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { fixityResultSchema } from '../../../shared/fixity.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertFixityCheck } from '../../db/tables/fixity.ts';
import { declareKind } from '../kind.ts';

/** Kept files were read again and compared with their digests. */
export const fixityChecked = declareKind({
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
  project: (db, { seq, at, payload }, readDocument) => {
    const result = fixityResultSchema.parse(JSON.parse(new TextDecoder().decode(readDocument(payload.result.sha256))));
    insertFixityCheck(db, { seq, at, payload, result });
    insertDerivative(db, { file: payload.result, seq, item: undefined });
  },
});
