import type { Collection } from '../../../shared/collection.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

export type ImportOutcome = 'finished' | 'cancelled' | 'stopped';

export function insertImportRun(
  db: CaseDatabase,
  row: { seq: number; at: string; request: string; collection: Collection },
): void {
  const { receivedFrom, how, sourceUrl, relevance, notAvailable } = row.collection;
  statement(
    db,
    `INSERT INTO import_run (seq, started_at, outcome, request, received_from, how, source_url, relevance)
     VALUES (?, ?, 'unfinished', ?, ?, ?, ?, ?)`,
  ).run(row.seq, row.at, row.request, receivedFrom ?? null, how ?? null, sourceUrl ?? null, relevance ?? null);
  for (const gap of notAvailable ?? []) {
    statement(db, 'INSERT OR REPLACE INTO import_gap (import_seq, field, why) VALUES (?, ?, ?)').run(row.seq, gap.field, gap.why);
  }
}

export function endImportRun(db: CaseDatabase, row: { seq: number; at: string; outcome: ImportOutcome }): void {
  statement(db, 'UPDATE import_run SET ended_at = ?, outcome = ? WHERE seq = ?').run(row.at, row.outcome, row.seq);
}

/** Imports that were cut off before their end, newest first, with the digest of their request. */
export function unfinishedImports(db: CaseDatabase): { seq: number; request: string }[] {
  return statement(db, "SELECT seq, request FROM import_run WHERE outcome <> 'finished' ORDER BY seq DESC LIMIT 1000").all() as { seq: number; request: string }[];
}

export interface ReceiptOfSource {
  bytes: number;
  sourceModified: string;
}

/**
 * What an import has already received from a path: its text, and its bytes (base64) where the text does not say them,
 * since names that differ can read the same.
 */
export function findReceiptOfSource(
  db: CaseDatabase,
  importSeq: number,
  path: { text: string; bytes: string | undefined },
): ReceiptOfSource | undefined {
  return statement(
    db,
    `SELECT item.bytes, receipt.source_modified AS sourceModified
       FROM receipt JOIN item ON item.number = receipt.item_number
      WHERE receipt.import_seq = ? AND receipt.source_path = ? AND receipt.source_path_bytes IS ?
      ORDER BY receipt.seq DESC LIMIT 1`,
  ).get(importSeq, path.text, path.bytes === undefined ? null : Buffer.from(path.bytes, 'base64')) as ReceiptOfSource | undefined;
}

/** The item that an import received from a path with this digest and time, if it did. */
export function findSameReceipt(
  db: CaseDatabase,
  importSeq: number,
  source: { text: string; bytes: string | undefined; sha256: Sha256; modified: string },
): number | undefined {
  const found = statement(
    db,
    `SELECT item.number
       FROM receipt JOIN item ON item.number = receipt.item_number
      WHERE receipt.import_seq = ? AND receipt.source_path = ? AND receipt.source_path_bytes IS ? AND receipt.source_modified = ? AND item.sha256 = ?
      LIMIT 1`,
  ).get(importSeq, source.text, source.bytes === undefined ? null : Buffer.from(source.bytes, 'base64'), source.modified, source.sha256) as { number: number } | undefined;
  return found?.number;
}

/** How many receipts an import has of a path with this time and size. */
export function countReceiptsOfSource(db: CaseDatabase, importSeq: number, source: { text: string; bytes: string | undefined; modified: string; size: number }): number {
  const found = statement(
    db,
    `SELECT count(*) AS n
       FROM receipt JOIN item ON item.number = receipt.item_number
      WHERE receipt.import_seq = ? AND receipt.source_path = ? AND receipt.source_path_bytes IS ? AND receipt.source_modified = ? AND item.bytes = ?`,
  ).get(importSeq, source.text, source.bytes === undefined ? null : Buffer.from(source.bytes, 'base64'), source.modified, source.size) as { n: number };
  return found.n;
}

export interface SourceTaken {
  seq: number;
  sourcePath: string;
  /** Where the text does not say the path byte for byte. */
  sourcePathBytes: Buffer | null;
  sourceModified: string;
  bytes: number;
}

/** What an import has received, a page at a time in the order of paths; `after` is the entry of the receipt before. */
export function sourcesTaken(db: CaseDatabase, importSeq: number, { after, limit }: { after: number | undefined; limit: number }): SourceTaken[] {
  const text = `SELECT receipt.seq, source_path AS sourcePath, source_path_bytes AS sourcePathBytes, source_modified AS sourceModified, item.bytes
       FROM receipt JOIN item ON item.number = receipt.item_number
      WHERE import_seq = ? AND (source_path, receipt.seq) > (coalesce((SELECT source_path FROM receipt WHERE seq = ?), ''), ?)
      ORDER BY source_path, receipt.seq LIMIT ?`;
  return statement(db, text).all(importSeq, after ?? -1, after ?? -1, limit) as SourceTaken[];
}

export function howMuchTaken(db: CaseDatabase, importSeq: number): { files: number; bytes: number } {
  const text = 'SELECT count(*) AS files, coalesce(sum(item.bytes), 0) AS bytes FROM receipt JOIN item ON item.number = receipt.item_number WHERE import_seq = ?';
  return statement(db, text).get(importSeq) as { files: number; bytes: number };
}

/** Whether an item was received in the import of a bundle: a receipt by which its copy came. */
export function hasReceiptFromBundle(db: CaseDatabase, bundle: Sha256, item: Sha256): boolean {
  return (
    statement(
      db,
      `SELECT 1 FROM import_run r JOIN receipt ON receipt.import_seq = r.seq JOIN item ON item.number = receipt.item_number
        WHERE item.sha256 = ? AND r.how LIKE 'in the bundle ' || ? || ' of the log %' LIMIT 1`,
    ).get(item, bundle) !== undefined
  );
}

/** Whether an import has a receipt of an item. */
export function hasReceiptOfItem(db: CaseDatabase, importSeq: number, item: Sha256): boolean {
  const text = 'SELECT 1 FROM receipt JOIN item ON item.number = receipt.item_number WHERE receipt.import_seq = ? AND item.sha256 = ? LIMIT 1';
  return statement(db, text).get(importSeq, item) !== undefined;
}
