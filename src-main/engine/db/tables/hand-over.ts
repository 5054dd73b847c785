import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

interface Row<P> {
  seq: number;
  at: string;
  payload: P;
}

interface Disclosed {
  bundle: Sha256;
  disclosure: FileReference;
  itemCount: number;
  entryCount: number;
}

type Exported = Disclosed & { checkpointSize: number; form: string; encryptedTo?: string[] | undefined; originals: boolean };

export function insertBundleExport(db: CaseDatabase, { seq, at, payload: p }: Row<Exported>): void {
  statement(
    db,
    `INSERT INTO bundle_export (seq, bundle, exported_at, item_count, entry_count, disclosure, checkpoint_size, form, encrypted_to, originals)
     VALUES (@seq, @bundle, @at, @itemCount, @entryCount, @disclosure, @checkpointSize, @form, @encryptedTo, @originals)`,
  ).run({
    ...p,
    seq,
    at,
    disclosure: p.disclosure.sha256,
    encryptedTo: p.encryptedTo === undefined ? null : JSON.stringify(p.encryptedTo),
    originals: p.originals ? 1 : 0,
  });
}

export function insertBundleReceived(db: CaseDatabase, { seq, at, payload: p }: Row<Disclosed & { sender: string; senderKey: string; log: string }>): void {
  statement(
    db,
    `INSERT INTO bundle_received (seq, bundle, received_at, sender, sender_key, log, item_count, entry_count, disclosure)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(seq, p.bundle, at, p.sender, p.senderKey, p.log, p.itemCount, p.entryCount, p.disclosure.sha256);
}

export function insertFiledReceipt(db: CaseDatabase, { seq, at, payload: p }: Row<{ bundle: Sha256; receiver: string; receiverKey: string; receipt: FileReference }>): void {
  statement(db, 'INSERT INTO bundle_receipt (seq, bundle, filed_at, receiver, receiver_key, receipt) VALUES (?, ?, ?, ?, ?, ?)').run(
    seq,
    p.bundle,
    at,
    p.receiver,
    p.receiverKey,
    p.receipt.sha256,
  );
}

/** Note that an entry concerns every item that was exported in a bundle. */
export function linkEntryToItemsOfBundle(db: CaseDatabase, seq: number, bundle: Sha256): void {
  statement(
    db,
    `INSERT OR IGNORE INTO entry_item (item_number, seq)
     SELECT i.item_number, ? FROM bundle_export b JOIN entry_item i ON i.seq = b.seq WHERE b.bundle = ?`,
  ).run(seq, bundle);
}
