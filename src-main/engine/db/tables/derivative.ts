import { derivativePath } from '../../../format/case-folder.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
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

const namedFiles = {
  original: 'SELECT sha256, bytes FROM item WHERE sha256 > ? ORDER BY sha256 LIMIT ?',
  derivative: 'SELECT sha256, min(bytes) AS bytes FROM derivative WHERE sha256 > ? GROUP BY sha256 ORDER BY sha256 LIMIT ?',
} as const;

/** A page of the files of a kind that the log answers for, by digest, each once. Cost: O(page). */
export function pageOfNamedFiles(db: CaseDatabase, kind: keyof typeof namedFiles, page: { after: string; limit: number }): FileReference[] {
  return statement(db, namedFiles[kind]).all(page.after, page.limit) as FileReference[];
}

/** Whether the log names a file of this kind with this digest. */
export function isAnsweredFor(db: CaseDatabase, kind: keyof typeof namedFiles, sha256: string): boolean {
  const table = kind === 'original' ? 'item' : 'derivative';
  return statement(db, `SELECT 1 FROM ${table} WHERE sha256 = ? LIMIT 1`).get(sha256) !== undefined;
}

/** The file with this digest, as the log names it; `undefined` when it names none. */
export function findReference(db: CaseDatabase, sha256: Sha256): FileReference | undefined {
  return statement(db, 'SELECT sha256, bytes FROM derivative WHERE sha256 = ? LIMIT 1').get(sha256) as FileReference | undefined;
}

/** The same, thrown when it names none: whoever asks has the digest from a row. */
export function referenceOf(db: CaseDatabase, sha256: Sha256): FileReference {
  const row = findReference(db, sha256);
  if (row === undefined) throw new CaseError('file-missing', { path: derivativePath(sha256) });
  return row;
}
