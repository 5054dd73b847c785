import { z } from 'zod';
import { declareAct } from '../act.ts';
import { sha256Schema } from '../digest.ts';
import { counted } from '../text.ts';

export const reportForms = ['html', 'pdf'] as const;
export type ReportForm = (typeof reportForms)[number];

/** A report tells of more items than fit an entry: so many are named, and all are counted. */
export const mostReportedItems = 500;

/**
 * A report was written, outside of the case. It is named by its digest and its length, side by side with the rest, and is
 * no document of the case: whoever has it can see by this entry that it is the one that was made.
 */
export const reportMadeAct = declareAct({
  type: 'report-made',
  schema: z.strictObject({
    form: z.enum(reportForms),
    sha256: sha256Schema,
    bytes: z.int().positive(),
    /** Of a PDF: the HTML that it was printed from, which the same records give again, and the program that printed it. */
    printedFrom: sha256Schema.optional(),
    printedBy: z.string().optional(),
    /** BCP 47. */
    language: z.string(),
    disclosure: z.enum(['whole', 'selected']),
    /** Of a selected one: the items that it is about, where they are not too many. */
    items: z.array(sha256Schema).max(mostReportedItems),
    itemCount: z.int().nonnegative(),
    claimCount: z.int().nonnegative(),
    /** Entries that it rests on. */
    entryCount: z.int().nonnegative(),
  }),
  sentence: (p) =>
    `A report was made (${p.form === 'html' ? 'HTML' : 'PDF'}, ${p.bytes} bytes, SHA-256 ${p.sha256}): ` +
    `${p.disclosure === 'whole' ? 'the whole case' : 'a selection'}, ${counted(p.itemCount, 'item')}, ${counted(p.claimCount, 'claim')}, from ${counted(p.entryCount, 'entry')}.`,
  items: (p) => p.items,
});
