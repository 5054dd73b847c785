import { z } from 'zod';
import { insertCaseInfo } from '../../db/tables/case-info.ts';
import { declareKind } from '../kind.ts';

/** Entry 0 of every log. */
export const caseOpened = declareKind({
  type: 'case-opened',
  schema: z.strictObject({ title: z.string().min(1), toolVersion: z.string() }),
  sentence: (p) => `The case "${p.title}" was opened with Postquem ${p.toolVersion}.`,
  project: (db, entry) => insertCaseInfo(db, { seq: entry.seq, log: entry.log, title: entry.payload.title, at: entry.at }),
});
