import { statement, type CaseDatabase } from '../database.ts';

export interface StoredCheckpoint {
  /** How many entries it covers. */
  size: number;
  /** The entry that tells of it. */
  seq: number;
  signedAt: string;
  /** 64 hexadecimal digits. */
  root: string;
  /** The signed note. */
  note: string;
}

export function insertCheckpoint(db: CaseDatabase, row: StoredCheckpoint): void {
  statement(db, 'INSERT INTO checkpoint (size, seq, signed_at, root, note) VALUES (?, ?, ?, ?, ?)').run(
    row.size,
    row.seq,
    row.signedAt,
    row.root,
    row.note,
  );
}

const columns = 'size, seq, signed_at AS signedAt, root, note';

export function newestCheckpoint(db: CaseDatabase): StoredCheckpoint | undefined {
  return statement(db, `SELECT ${columns} FROM checkpoint ORDER BY size DESC LIMIT 1`).get() as StoredCheckpoint | undefined;
}

export function findCheckpoint(db: CaseDatabase, size: number): StoredCheckpoint | undefined {
  return statement(db, `SELECT ${columns} FROM checkpoint WHERE size = ?`).get(size) as StoredCheckpoint | undefined;
}

/** A page of checkpoints that cover more than `after` entries, smallest first. Cost: O(page). */
export function pageOfCheckpoints(db: CaseDatabase, after: number, limit: number): StoredCheckpoint[] {
  return statement(db, `SELECT ${columns} FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?`).all(after, limit) as StoredCheckpoint[];
}

/** A page of checkpoints that cover fewer than `below` entries, largest first. Cost: O(page). */
export function newestCheckpoints(db: CaseDatabase, below: number, limit: number): StoredCheckpoint[] {
  return statement(db, `SELECT ${columns} FROM checkpoint WHERE size < ? ORDER BY size DESC LIMIT ?`).all(below, limit) as StoredCheckpoint[];
}

export function howManyCheckpoints(db: CaseDatabase): number {
  return (statement(db, 'SELECT count(*) AS n FROM checkpoint').get() as { n: number }).n;
}
