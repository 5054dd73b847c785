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

/** What the bytes of an entry say of it; what is absent is not asked for. */
export interface EntryTraits {
  /** A fingerprint, and whether the entry is to be by it or by any other. */
  actor?: { fingerprint: string; isOther: boolean } | undefined;
  types?: readonly string[] | undefined;
  /** Days in UTC, `2026-11-22`; both count. */
  since?: string | undefined;
  until?: string | undefined;
}

// An entry is canonical JSON (FORMAT.md, section 1), so these stand where they always stand: {"actor":"<50>","at":"<24>" at
// the beginning, "type":"...","v":1} at the end. No index of them is kept: bytes are compared, a million in about a second.
const actorOf = 'substr(e.bytes, 11, 50)';
const dayOf = 'substr(e.bytes, 69, 10)';

function conditionsOf({ actor, types, since, until }: EntryTraits): { text: string; values: (Buffer | number)[] } {
  const endings = types?.map((type) => Buffer.from(`"type":"${type}","v":1}`));
  const all: [condition: string, values: (Buffer | number)[]][] = [];
  if (actor !== undefined) all.push([`${actorOf} ${actor.isOther ? '<>' : '='} ?`, [Buffer.from(actor.fingerprint)]]);
  if (since !== undefined) all.push([`${dayOf} >= ?`, [Buffer.from(since)]]);
  if (until !== undefined) all.push([`${dayOf} <= ?`, [Buffer.from(until)]]);
  if (endings !== undefined) all.push([`(${endings.map(() => 'substr(e.bytes, ?) = ?').join(' OR ')})`, endings.flatMap((ending) => [-ending.length, ending])]);
  return { text: all.map(([condition]) => ` AND ${condition}`).join(''), values: all.flatMap(([, values]) => values) };
}

/** The newest entries of `from` to `below` - 1 that have these traits, newest first. Cost: O(below - from), a microsecond each. */
export function newestEntries(db: CaseDatabase, { from, below, limit }: { from: number; below: number; limit: number }, traits: EntryTraits): StoredEntry[] {
  const { text, values } = conditionsOf(traits);
  const sql = `SELECT e.seq, e.bytes, e.leaf FROM log_entry e WHERE e.seq >= ? AND e.seq < ?${text} ORDER BY e.seq DESC LIMIT ?`;
  return statement(db, sql).all(from, below, ...values, limit) as StoredEntry[];
}

/** The same of the entries that concern an item. Cost: O(its entries). */
export function newestEntriesOfItem(db: CaseDatabase, { item, below, limit }: { item: number; below: number; limit: number }, traits: EntryTraits): StoredEntry[] {
  const { text, values } = conditionsOf(traits);
  const sql = `SELECT e.seq, e.bytes, e.leaf FROM entry_item i JOIN log_entry e ON e.seq = i.seq
    WHERE i.item_number = ? AND i.seq < ?${text} ORDER BY i.seq DESC LIMIT ?`;
  return statement(db, sql).all(item, below, ...values, limit) as StoredEntry[];
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
