import type { KeptKind } from '../../../format/case-folder.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

export interface KeptFile {
  kind: KeptKind;
  sha256: Sha256;
  bytes: number;
  /** The item it is or was made from; null for documents about the case as a whole. */
  item: Sha256 | null;
}

/** Note a file that an entry names. The same file named twice for one item stands once. */
export function insertKeptFile(
  db: CaseDatabase,
  row: { kind: KeptKind; file: FileReference; seq: number; item: number | undefined },
): void {
  statement(db, 'INSERT OR IGNORE INTO kept_file (kind, sha256, bytes, seq, item_number) VALUES (?, ?, ?, ?, ?)').run(
    row.kind,
    row.file.sha256,
    row.file.bytes,
    row.seq,
    row.item ?? null,
  );
}

const columns = `k.rowid AS id, k.kind, k.sha256, k.bytes, item.sha256 AS item
  FROM kept_file k LEFT JOIN item ON item.number = k.item_number`;

/** A page of every kept file after a row id, in the order they were kept. Cost: O(page). */
export function pageOfKeptFiles(db: CaseDatabase, after: number, limit: number): (KeptFile & { id: number })[] {
  return statement(db, `SELECT ${columns} WHERE k.rowid > ? ORDER BY k.rowid LIMIT ?`).all(after, limit) as (KeptFile & {
    id: number;
  })[];
}

/** Every kept file of one item: its evidentiary copy and what was made from it. */
export function keptFilesOfItem(db: CaseDatabase, item: number): KeptFile[] {
  return statement(db, `SELECT ${columns} WHERE k.item_number = ? ORDER BY k.rowid`).all(item) as KeptFile[];
}
