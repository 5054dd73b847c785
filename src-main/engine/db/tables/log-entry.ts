import { statement, type CaseDatabase } from '../database.ts';

export interface StoredEntry {
  seq: number;
  bytes: Uint8Array;
  leaf: Uint8Array;
}

export function insertEntry(db: CaseDatabase, entry: StoredEntry): void {
  statement(db, 'INSERT INTO log_entry (seq, bytes, leaf) VALUES (?, ?, ?)').run(entry.seq, entry.bytes, entry.leaf);
}

/** How many entries the log holds: the next entry's number. */
export function logSize(db: CaseDatabase): number {
  return (statement(db, 'SELECT coalesce(max(seq) + 1, 0) AS size FROM log_entry').get() as { size: number }).size;
}

/** A page of entries from a number on. Cost: O(page). */
export function pageOfEntries(db: CaseDatabase, from: number, limit: number): StoredEntry[] {
  return statement(db, 'SELECT seq, bytes, leaf FROM log_entry WHERE seq >= ? ORDER BY seq LIMIT ?').all(from, limit) as StoredEntry[];
}

/** A page of the entries that concern an item, from a number on. */
export function pageOfItemEntries(db: CaseDatabase, page: { item: number; from: number; limit: number }): StoredEntry[] {
  return statement(
    db,
    `SELECT e.seq, e.bytes, e.leaf FROM entry_item i JOIN log_entry e ON e.seq = i.seq
      WHERE i.item_number = ? AND i.seq >= ? ORDER BY i.seq LIMIT ?`,
  ).all(page.item, page.from, page.limit) as StoredEntry[];
}

/** The leaf hashes of entries `from` to `to` - 1, in order. */
export function* leavesOf(db: CaseDatabase, from: number, to: number): Generator<Uint8Array> {
  const rows = statement(db, 'SELECT leaf FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq').all(from, to) as { leaf: Buffer }[];
  for (const { leaf } of rows) yield leaf;
}

export function findEntry(db: CaseDatabase, seq: number): StoredEntry | undefined {
  return statement(db, 'SELECT seq, bytes, leaf FROM log_entry WHERE seq = ?').get(seq) as StoredEntry | undefined;
}

/** Entries `from` to `to` - 1 in order, one at a time. The connection is busy until the last one was taken. */
export function iterateEntries(db: CaseDatabase, from: number, to: number): IterableIterator<StoredEntry> {
  const text = 'SELECT seq, bytes, leaf FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq';
  return db.prepare(text).iterate(from, to) as IterableIterator<StoredEntry>;
}
