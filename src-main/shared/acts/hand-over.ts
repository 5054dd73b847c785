import { z } from 'zod';
import { declareAct } from '../act.ts';
import { personTextSchema } from '../collection.ts';
import { fileReferenceSchema, sha256Schema } from '../digest.ts';
import { bundleForms, fingerprintSchema } from '../hand-over.ts';
import { counted } from '../text.ts';

/** SHA-256 of the bundle's `tagmanifest-sha256.txt`: it names every byte of the bundle. */
const bundle = sha256Schema;

/** What is disclosed, as a document, and how much that is. */
const disclosed = { disclosure: fileReferenceSchema, itemCount: z.int().nonnegative(), entryCount: z.int().nonnegative() };

/** A bundle was written, to be handed over. */
export const bundleExportedAct = declareAct({
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
});

/** A receiver's signed receipt for a bundle was filed. */
export const receiptFiledAct = declareAct({
  type: 'receipt-filed',
  schema: z.strictObject({
    bundle,
    receiver: personTextSchema,
    /** Fingerprint of the key that signed the receipt. */
    receiverKey: fingerprintSchema,
    /** Whether that key was compared with one known from elsewhere. */
    keyPinned: z.boolean(),
    /** How many findings the receiver's own check of the bundle gave, as the receipt says. */
    findingCount: z.int().nonnegative(),
    /** The receipt as it came. */
    receipt: fileReferenceSchema,
  }),
  sentence: (p) => `A receipt of ${p.receiver} (${p.receiverKey}) for the bundle ${p.bundle} was filed; it states ${p.findingCount === 0 ? 'no findings' : counted(p.findingCount, 'finding')}; the key was ${p.keyPinned ? '' : 'not '}compared with one known from elsewhere.`,
});

/** A bundle of somebody else was taken in. It stands behind the receipts of its items. */
export const bundleReceivedAct = declareAct({
  type: 'bundle-received',
  schema: z.strictObject({
    bundle,
    sender: personTextSchema,
    /** Fingerprint of the key that signed the bundle. */
    senderKey: fingerprintSchema,
    /** Whether the receiver knew that key, or the sender's log's, from elsewhere and compared it. */
    keyPinned: z.boolean(),
    /** Origin of the sender's log. */
    log: z.string().regex(/^postquem\/log\/[0-9a-f-]{36}$/),
    ...disclosed,
    /** The list of every file of the bundle but the evidentiary copies; each is kept (shared/hand-over.ts, BundleContents). */
    contents: fileReferenceSchema,
    /** What the receiver's own check of the bundle found, and how much. */
    verification: fileReferenceSchema,
    findingCount: z.int().nonnegative(),
    /** The receipt that the receiver signed. */
    receipt: fileReferenceSchema,
    /** Whether the bundle was to hold the evidentiary copies. */
    originals: z.boolean(),
  }),
  sentence: (p) =>
    `A bundle of ${p.sender} (${p.senderKey}) from the log ${p.log} was taken in (${p.bundle}): ` +
    `${counted(p.itemCount, 'item')}, ${counted(p.entryCount, 'entry')}${p.originals ? '' : ', without the evidentiary copies'}; ` +
    `its check gave ${p.findingCount === 0 ? 'no findings' : counted(p.findingCount, 'finding')}; the sender's keys were ${p.keyPinned ? '' : 'not '}compared with one known from elsewhere.`,
});
