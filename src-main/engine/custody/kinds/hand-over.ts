import { bundleExportedAct, bundleReceivedAct, receiptFiledAct } from '../../../shared/acts/hand-over.ts';
import type { FileReference } from '../../../shared/digest.ts';
import { disclosureSchema } from '../../../shared/hand-over.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertBundleExport, insertFiledReceipt, linkEntryToItemsOfBundle } from '../../db/tables/hand-over.ts';
import { linkEntry } from '../../db/tables/item.ts';
import { insertBundleReceived } from '../../db/tables/received.ts';
import { declareKind, type RecordedEntry, type ReadDocument } from '../kind.ts';
import { projectContents } from './received-contents.ts';
import type { CaseDatabase } from '../../db/database.ts';

export const bundleExported = declareKind(bundleExportedAct, {
  project: (db, entry, readDocument) => {
    const { seq, at, payload } = entry;
    insertBundleExport(db, { seq, at, payload });
    projectDisclosure(db, entry, readDocument);
  },
});

export const receiptFiled = declareKind(receiptFiledAct, {
  project: (db, { seq, at, payload }) => {
    insertFiledReceipt(db, { seq, at, payload });
    insertDerivative(db, { file: payload.receipt, seq, item: undefined });
    linkEntryToItemsOfBundle(db, seq, payload.bundle);
  },
});

export const bundleReceived = declareKind(bundleReceivedAct, {
  project: (db, entry, readDocument) => {
    const { seq, at, payload } = entry;
    insertBundleReceived(db, { seq, at, payload });
    projectDisclosure(db, entry, readDocument);
    for (const file of [payload.contents, payload.verification, payload.receipt]) insertDerivative(db, { file, seq, item: undefined });
    projectContents(db, entry, readDocument);
  },
});

type Disclosing = RecordedEntry<{ disclosure: FileReference }>;

/** The items stand in the document: the entry concerns each of them that the case holds. */
function projectDisclosure(db: CaseDatabase, { seq, payload }: Disclosing, readDocument: ReadDocument): void {
  const text = new TextDecoder().decode(readDocument(payload.disclosure.sha256));
  for (const item of disclosureSchema.parse(JSON.parse(text)).items) linkEntry(db, seq, item);
  insertDerivative(db, { file: payload.disclosure, seq, item: undefined });
}
