import { CaseError } from '../../../shared/errors.ts';
import { statement, type CaseDatabase } from '../database.ts';

export interface StoredEntry {
  seq: number;
  bytes: Uint8Array;
  leaf: Uint8Array;
}

export function insertEntry(db: CaseDatabase, entry: StoredEntry): void {
  const { changes } = statement(db, 'INSERT INTO log_entry (seq, bytes, leaf) VALUES (?, ?, ?)').run(entry.seq, entry.bytes, entry.leaf);
  if (changes !== 1) throw new CaseError('entry-invalid', { detail: `entry ${entry.seq} was not stored by the database` });
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

/** An entry on its way through memory: its bytes belong to a page that is let go with it. */
export interface PassingEntry extends StoredEntry {
  /** A zero byte and then the entry: what its leaf hash is made of. */
  leafInput: Uint8Array;
}

/** Entries `from` to `to` - 1 in order. Memory: a page of entries, whatever their number; cost: half of a row's by itself. */
export function* iterateEntries(db: CaseDatabase, from: number, to: number): Generator<PassingEntry> {
  const end = Math.min(to, logSize(db));
  for (let first = from; first < end; ) {
    const last = Math.min(first + pageLength, end);
    const page = readPage(db, first, last);
    yield* page ?? rowByRow(db, first, last);
    first = page?.length === 0 ? nextEntry(db, last) : last;
  }
}

/** Behind a gap, which may be as wide as numbers are. */
function nextEntry(db: CaseDatabase, from: number): number {
  const { seq } = statement(db, 'SELECT min(seq) AS seq FROM log_entry WHERE seq >= ?').get(from) as { seq: number | null };
  return seq ?? Infinity;
}

const pageLength = 256;
const leafBytes = 32;

interface JoinedPage {
  count: number;
  /** Rows that are what they should be: only these are in the columns that follow. */
  regular: number;
  seqs: string | null;
  lengths: string | null;
  inputs: Buffer | null;
  leaves: Buffer | null;
}

// A row is cheap for SQLite and dear for JavaScript: a page is handed over as one. 65,535: format/entry.ts.
const isRegular = "typeof(bytes) = 'blob' AND octet_length(bytes) <= 65535 AND typeof(leaf) = 'blob' AND octet_length(leaf) = 32";
const joinedPage = `SELECT count(*) AS count, count(*) FILTER (WHERE ${isRegular}) AS regular,
    group_concat(seq) FILTER (WHERE ${isRegular}) AS seqs,
    group_concat(octet_length(bytes)) FILTER (WHERE ${isRegular}) AS lengths,
    CAST(group_concat(x'00' || bytes, '') FILTER (WHERE ${isRegular}) AS BLOB) AS inputs,
    CAST(group_concat(leaf, '') FILTER (WHERE ${isRegular}) AS BLOB) AS leaves
  FROM log_entry WHERE seq >= ? AND seq < ?`;

/** Undefined when a row is not what it should be, or the rows did not come in their order. */
function readPage(db: CaseDatabase, from: number, to: number): PassingEntry[] | undefined {
  const { count, regular, seqs, lengths, inputs, leaves } = statement(db, joinedPage).get(from, to) as JoinedPage;
  if (count === 0) return [];
  if (regular !== count || seqs === null || lengths === null || inputs === null || leaves === null) return undefined;
  const [allSeqs, allLengths] = [seqs.split(','), lengths.split(',')];
  const page: PassingEntry[] = [];
  for (let n = 0, at = 0, before = -1; n < count; n++) {
    const seq = Number(allSeqs[n]);
    const end = at + 1 + Number(allLengths[n]);
    if (!(seq > before)) return undefined;
    page.push({ seq, bytes: inputs.subarray(at + 1, end), leaf: leaves.subarray(n * leafBytes, (n + 1) * leafBytes), leafInput: inputs.subarray(at, end) });
    before = seq;
    at = end;
  }
  return page;
}

function* rowByRow(db: CaseDatabase, from: number, to: number): Generator<PassingEntry> {
  const rows = db.prepare('SELECT seq, bytes, leaf FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq').iterate(from, to) as IterableIterator<StoredEntry>;
  for (const row of rows) yield { ...row, leafInput: Buffer.concat([Buffer.alloc(1), row.bytes]) };
}
