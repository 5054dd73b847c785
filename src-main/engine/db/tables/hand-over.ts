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

export function insertFiledReceipt(db: CaseDatabase, { seq, at, payload: p }: Row<{ bundle: Sha256; receiver: string; receiverKey: string; keyPinned: boolean; findingCount: number; receipt: FileReference }>): void {
  const columns = 'seq, bundle, filed_at, receiver, receiver_key, key_pinned, finding_count, receipt';
  statement(db, `INSERT INTO bundle_receipt (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(
    seq,
    p.bundle,
    at,
    p.receiver,
    p.receiverKey,
    p.keyPinned ? 1 : 0,
    p.findingCount,
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

/** How many entries the checkpoints covered that were handed out in bundles: each size once, ascending. */
export function checkpointsHandedOut(db: CaseDatabase): number[] {
  const rows = statement(db, 'SELECT DISTINCT checkpoint_size AS size FROM bundle_export ORDER BY checkpoint_size').all() as { size: number }[];
  return rows.map(({ size }) => size);
}

/** A bundle that was handed over. The same bundle is exported once; two entries of one digest would be two copies of it. */
export interface BundleExport {
  seq: number;
  bundle: Sha256;
  exportedAt: string;
  itemCount: number;
  entryCount: number;
}

const exportColumns = 'b.seq, b.bundle, b.exported_at AS exportedAt, b.item_count AS itemCount, b.entry_count AS entryCount';

/** The first export of a bundle; undefined for a bundle of others. */
export function findBundleExport(db: CaseDatabase, bundle: Sha256): BundleExport | undefined {
  return statement(db, `SELECT ${exportColumns} FROM bundle_export b WHERE b.bundle = ? ORDER BY b.seq LIMIT 1`).get(bundle) as BundleExport | undefined;
}

/** The bundles in which an item was handed over, in order. */
export function exportsOfItem(db: CaseDatabase, item: number): BundleExport[] {
  return statement(
    db,
    `SELECT ${exportColumns} FROM bundle_export b JOIN entry_item i ON i.seq = b.seq WHERE i.item_number = ? ORDER BY b.seq`,
  ).all(item) as BundleExport[];
}

/** How a bundle was written, beside what is in it. */
export interface WrittenExport extends BundleExport {
  form: string;
  /** Recipients, or the word `passphrase`; undefined where it was not encrypted. */
  encryptedTo: string[] | undefined;
  originals: boolean;
}

/** The bundles that were handed over, newest first. */
export function newestExports(db: CaseDatabase, limit: number): WrittenExport[] {
  const rows = statement(db, `SELECT ${exportColumns}, b.form, b.encrypted_to AS encryptedTo, b.originals FROM bundle_export b ORDER BY b.seq DESC LIMIT ?`).all(limit);
  return (rows as (BundleExport & { form: string; encryptedTo: string | null; originals: number })[]).map((row) => ({
    ...row,
    encryptedTo: row.encryptedTo === null ? undefined : (JSON.parse(row.encryptedTo) as string[]),
    originals: row.originals === 1,
  }));
}

/** A receiver's receipt that was filed. */
export interface FiledReceipt {
  seq: number;
  filedAt: string;
  receiver: string;
  receiverKey: string;
  keyPinned: boolean;
  /** Of the receiver's check, as the receipt says. */
  findingCount: number;
  receipt: Sha256;
}

/** The receipts that were filed for a bundle, in order. */
export function receiptsForBundle(db: CaseDatabase, bundle: Sha256): FiledReceipt[] {
  const rows = statement(
    db,
    `SELECT seq, filed_at AS filedAt, receiver, receiver_key AS receiverKey, key_pinned AS keyPinned, finding_count AS findingCount, receipt
       FROM bundle_receipt WHERE bundle = ? ORDER BY seq`,
  ).all(bundle) as (Omit<FiledReceipt, 'keyPinned'> & { keyPinned: number })[];
  return rows.map((row) => ({ ...row, keyPinned: row.keyPinned === 1 }));
}
