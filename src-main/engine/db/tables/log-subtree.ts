import { statement, type CaseDatabase } from '../database.ts';

export function insertSubtree(db: CaseDatabase, n: number, hash: Uint8Array): void {
  statement(db, 'INSERT INTO log_subtree (n, hash) VALUES (?, ?)').run(n, hash);
}

/** The stored roots of blocks `from` to `to` - 1, in order. Throws nothing when some are missing: there are fewer then. */
export function* subtreesOf(db: CaseDatabase, from: number, to: number): Generator<Uint8Array> {
  const rows = statement(db, 'SELECT hash FROM log_subtree WHERE n >= ? AND n < ? ORDER BY n').all(from, to) as { hash: Buffer }[];
  for (const { hash } of rows) yield hash;
}
