import { z } from 'zod';
import { sha256Schema } from './digest.ts';

export const fixityFindingSchema = z.strictObject({
  /** The item whose file it is, or whose derivative; absent for documents about the whole case. */
  item: sha256Schema.optional(),
  path: z.string(),
  code: z.enum(['file-missing', 'size-mismatch', 'digest-mismatch', 'not-a-regular-file', 'unreadable']),
  expected: z.string(),
  actual: z.string(),
});
export type FixityFinding = z.infer<typeof fixityFindingSchema>;

/** The document that `fixity-checked` names: everything that was read, and what was wrong. */
export const fixityResultSchema = z.strictObject({
  v: z.literal(1),
  checked: z.array(z.strictObject({ path: z.string(), bytes: z.int() })),
  findings: z.array(fixityFindingSchema),
});
export type FixityResult = z.infer<typeof fixityResultSchema>;
