import { z } from 'zod';
import { personTextSchema } from '../../../shared/collection.ts';
import { fileReferenceSchema, sha256Schema } from '../../../shared/digest.ts';
import { bundleForms, disclosureSchema, fingerprintSchema } from '../../../shared/hand-over.ts';
import { counted } from '../../../shared/text.ts';
import { insertDerivative } from '../../db/tables/derivative.ts';
import { insertBundleExport, insertBundleReceived, insertFiledReceipt, linkEntryToItemsOfBundle } from '../../db/tables/hand-over.ts';
import { linkEntry } from '../../db/tables/item.ts';
import { declareKind, type RecordedEntry, type ReadDocument } from '../kind.ts';
import type { CaseDatabase } from '../../db/database.ts';

/** SHA-256 of the bundle's `tagmanifest-sha256.txt`: it names every byte of the bundle. */
const bundle = sha256Schema;

/** What is disclosed, as a document, and how much that is. */
const disclosed = { disclosure: fileReferenceSchema, itemCount: z.int().nonnegative(), entryCount: z.int().nonnegative() };

/** A bundle was written, to be handed over. */
export const bundleExported = declareKind({
  type: 'bundle-exported',
  schema: z.strictObject({
    bundle,
    ...disclosed,
    /** Entries that the bundle's checkpoint covers. */
    checkpointSize: z.int().positive(),
    form: z.enum(bundleForms),
    /** Whom it is encrypted to: age recipients, or the word `passphrase`. Absent when it is not encrypted. */
    encryptedTo: z.array(personTextSchema).min(1).max(10).optional(),
    /** Whether the evidentiary copies are in it. */
    originals: z.boolean(),
  }),
  sentence: (p) =>
    `A bundle was written as a ${p.form === 'zip' ? 'ZIP file' : 'folder'} (${p.bundle}): ${counted(p.itemCount, 'item')}, ${counted(p.entryCount, 'entry')}, ` +
    `the checkpoint of ${counted(p.checkpointSize, 'entry')}, ${p.originals ? 'with' : 'without'} the evidentiary copies; ` +
    (p.encryptedTo === undefined ? 'not encrypted.' : `encrypted to ${p.encryptedTo.join(', ')}.`),
  project: (db, entry, readDocument) => {
    const { seq, at, payload } = entry;
    insertBundleExport(db, { seq, at, payload });
    projectDisclosure(db, entry, readDocument);
  },
});

/** A receiver's signed receipt for a bundle was filed. */
export const receiptFiled = declareKind({
  type: 'receipt-filed',
  schema: z.strictObject({
    bundle,
    receiver: personTextSchema,
    /** Fingerprint of the key that signed the receipt. */
    receiverKey: fingerprintSchema,
    /** The receipt as it came. */
    receipt: fileReferenceSchema,
  }),
  sentence: (p) => `A receipt of ${p.receiver} (${p.receiverKey}) for the bundle ${p.bundle} was filed.`,
  project: (db, { seq, at, payload }) => {
    insertFiledReceipt(db, { seq, at, payload });
    insertDerivative(db, { file: payload.receipt, seq, item: undefined });
    linkEntryToItemsOfBundle(db, seq, payload.bundle);
  },
});

/** A bundle of somebody else was taken in. It stands behind the receipts of its items. */
export const bundleReceived = declareKind({
  type: 'bundle-received',
  schema: z.strictObject({
    bundle,
    sender: personTextSchema,
    /** Fingerprint of the key that signed the bundle. */
    senderKey: fingerprintSchema,
    /** Origin of the sender's log. */
    log: z.string().regex(/^postquem\/log\/[0-9a-f-]{36}$/),
    ...disclosed,
  }),
  sentence: (p) => `A bundle of ${p.sender} (${p.senderKey}) from the log ${p.log} was taken in (${p.bundle}): ${counted(p.itemCount, 'item')}, ${counted(p.entryCount, 'entry')}.`,
  project: (db, entry, readDocument) => {
    const { seq, at, payload } = entry;
    insertBundleReceived(db, { seq, at, payload });
    projectDisclosure(db, entry, readDocument);
  },
});

type Disclosing = RecordedEntry<{ disclosure: z.infer<typeof fileReferenceSchema> }>;

/** The items stand in the document: the entry concerns each of them that the case holds. */
function projectDisclosure(db: CaseDatabase, { seq, payload }: Disclosing, readDocument: ReadDocument): void {
  const text = new TextDecoder().decode(readDocument(payload.disclosure.sha256));
  for (const item of disclosureSchema.parse(JSON.parse(text)).items) linkEntry(db, seq, item);
  insertDerivative(db, { file: payload.disclosure, seq, item: undefined });
}
