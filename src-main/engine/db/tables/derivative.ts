import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

export interface Derivative extends FileReference {
  /** The item it was made from; null for documents about the case as a whole. */
  item: Sha256 | null;
}

/** Note a file that an entry names. The same file named twice for one item stands once. */
export function insertDerivative(
  db: CaseDatabase,
  row: { file: FileReference; seq: number; item: number | undefined },
): void {
  statement(db, 'INSERT OR IGNORE INTO derivative (sha256, bytes, seq, item_number) VALUES (?, ?, ?, ?)').run(
    row.file.sha256,
    row.file.bytes,
    row.seq,
    row.item ?? null,
  );
}

const columns = `d.rowid AS id, d.sha256, d.bytes, item.sha256 AS item
  FROM derivative d LEFT JOIN item ON item.number = d.item_number`;

/** A page of all derivatives after a row id, in the order they were made. Cost: O(page). */
export function pageOfDerivatives(db: CaseDatabase, after: number, limit: number): (Derivative & { id: number })[] {
  return statement(db, `SELECT ${columns} WHERE d.rowid > ? ORDER BY d.rowid LIMIT ?`).all(after, limit) as (Derivative & {
    id: number;
  })[];
}

/** What was made from one item. */
export function derivativesOfItem(db: CaseDatabase, item: number): Derivative[] {
  return statement(db, `SELECT ${columns} WHERE d.item_number = ? ORDER BY d.rowid`).all(item) as Derivative[];
}
