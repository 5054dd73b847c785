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
