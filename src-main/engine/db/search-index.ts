import type { CaseDatabase } from './database.ts';
import type { Difference } from './difference.ts';
import { averagesId, MalformedPage, readNumbers, readStructure, structureId, wordsOfPage, type Segment } from './search-pages.ts';

/**
 * Compare the tables inside the search index with each other, as far as SQLite's own check (see damageIn) does not: that
 * one goes through all words in their order and compares them with the texts, and never looks a word up. Where a lookup
 * begins stands in `item_search_idx`: a row for each page on which a word begins, with enough of that word to tell it from
 * the last one before. Yields every row that is missing, added or another. Reads only; memory: a page at a time; cost: one
 * pass over the index. Not comparable, and without effect on what is found: the counters that say when segments are merged.
 */
export function* searchIndexDifferences(db: CaseDatabase): Generator<Difference> {
  const segments: Segment[] = [];
  const records = [
    // Nothing is counted before the first text.
    { id: averagesId, read: (block: Buffer) => block.length > 0 && readNumbers(block, 1 + columnsOf(db)) },
    { id: structureId, read: (block: Buffer) => segments.push(...readStructure(block)) },
  ];
  for (const { id, read } of records) {
    const problem = problemOf(() => void read(blockOf(db, id)));
    if (problem === undefined) continue;
    yield differs('item_search_data', `id ${id}`, { column: 'block', expected: 'what SQLite writes there', actual: problem });
    if (id === structureId) return;
  }
  const counted = { pages: 2, rows: 0 };
  for (const segment of segments) yield* checkSegment(db, segment, counted);
  yield* strangers(db, segments, counted);
}

function columnsOf(db: CaseDatabase): number {
  return (db.prepare("SELECT count(*) AS n FROM pragma_table_info('item_search')").get() as { n: number }).n;
}

function blockOf(db: CaseDatabase, id: number): Buffer {
  const row = db.prepare('SELECT block FROM item_search_data WHERE id = ?').get(id) as { block: unknown } | undefined;
  return asBlock(row?.block);
}

function asBlock(block: unknown): Buffer {
  if (!Buffer.isBuffer(block)) throw new MalformedPage(block === undefined ? 'no row' : 'no bytes');
  return block;
}

function problemOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof MalformedPage) return error.message;
    throw error;
  }
}

interface Leaf {
  page: number;
  block: unknown;
}

/** A row of `item_search_idx`. */
interface Lookup {
  term: unknown;
  whole: number;
  page: number;
  /** 1 where the places of the page's last word go on over so many pages that these have an index of their own. */
  indexed: number;
}

// FTS5_SEGMENT_ROWID, FTS5_DLIDX_ROWID: 16 bits of segment, 1 for an index of places, 5 of its height, 31 of page.
const leaves = 'SELECT id & 2147483647 AS page, block FROM item_search_data WHERE id >= (? << 37) AND id < (? << 37) + (1 << 31) ORDER BY id';
const placeIndexes = 'SELECT id & 2147483647 AS page, (id >> 31) & 31 AS height FROM item_search_data WHERE id >= (? << 37) + (1 << 36) AND id < ((? + 1) << 37) ORDER BY id';
const lookups = "SELECT term, typeof(pgno) = 'integer' AS whole, pgno >> 1 AS page, pgno & 1 AS indexed FROM item_search_idx WHERE segid = ? ORDER BY term";

function* checkSegment(db: CaseDatabase, segment: Segment, counted: { pages: number; rows: number }): Generator<Difference> {
  const rows = db.prepare(lookups).iterate(segment.id) as IterableIterator<Lookup>;
  const indexed: PlaceIndexes = { from: [], to: [] };
  let before: Buffer | undefined;
  let row = takeRow(rows, counted);
  let [passed, wanted] = [0, segment.first];
  for (const { page, block } of db.prepare(leaves).iterate(segment.id, segment.id) as IterableIterator<Leaf>) {
    counted.pages++;
    if (page < segment.first || page > segment.last) yield { what: 'added', table: 'item_search_data', row: pageOf(segment, page), expected: 'no row', actual: 'a row' };
    else if (page > wanted) yield missingPages(segment, wanted, page);
    wanted = Math.max(wanted, page + 1);
    let words: ReturnType<typeof wordsOfPage>;
    const problem = problemOf(() => void (words = wordsOfPage(asBlock(block))));
    if (problem !== undefined) yield differs('item_search_data', pageOf(segment, page), { column: 'block', expected: 'a page of words', actual: problem });
    if (words === undefined) continue;
    for (; row !== undefined && row.page < page; row = takeRow(rows, counted)) {
      if (row.page > passed && row.page < segment.first) note(indexed, row);
      else yield added(segment, row);
      passed = Math.max(passed, row.page);
    }
    if (row?.page === page) {
      yield* checkRow(segment, row, { page, words, before });
      note(indexed, row);
      passed = page;
      row = takeRow(rows, counted);
    } else {
      if (page !== segment.first || page === 1) yield { what: 'missing', table: 'item_search_idx', row: `segid ${segment.id}, page ${page}`, expected: `a row that leads to the words from "${shown(words.first)}" on`, actual: 'none' };
      note(indexed, { page, indexed: 0 });
    }
    before = words.last;
  }
  if (wanted <= segment.last) yield missingPages(segment, wanted, segment.last + 1);
  for (; row !== undefined; row = takeRow(rows, counted)) yield added(segment, row);
  yield* checkPlaceIndexes(db, segment, indexed, counted);
}

const pageOf = ({ id }: Segment, page: number): string => `page ${page} of segment ${id}`;

function missingPages(segment: Segment, from: number, to: number): Difference {
  const more = to - from > 1 ? ` and ${to - from - 1} behind it` : '';
  return { what: 'missing', table: 'item_search_data', row: pageOf(segment, from), expected: 'a row', actual: `none${more}` };
}

function takeRow(rows: IterableIterator<Lookup>, counted: { rows: number }): Lookup | undefined {
  const next = rows.next();
  if (next.done === true) return undefined;
  counted.rows++;
  return next.value;
}

interface PageOfWords {
  page: number;
  words: { first: Buffer; last: Buffer };
  /** The last word before this page; undefined on the first page that there is. */
  before: Buffer | undefined;
}

function* checkRow(segment: Segment, row: Lookup, { page, words, before }: PageOfWords): Generator<Difference> {
  const name = `segid ${segment.id}, page ${page}`;
  if (row.whole !== 1) yield differs('item_search_idx', name, { column: 'pgno', expected: 'a number', actual: 'something else' });
  if (Buffer.isBuffer(row.term) && leadsThere(row.term, { page, words, before })) return;
  const expected = page === 1 ? 'nothing' : `the beginning of "${shown(words.first)}"`;
  yield differs('item_search_idx', name, { column: 'term', expected, actual: `"${Buffer.isBuffer(row.term) ? shown(row.term) : String(row.term)}"` });
}

/** SQLite writes the shortest beginning that tells the word from the one before, or the whole word where that was not at hand. */
function leadsThere(term: Buffer, { page, words: { first }, before }: PageOfWords): boolean {
  if (page === 1) return term.length === 0;
  if (before === undefined) return Buffer.compare(term, first) <= 0;
  let shared = 0;
  while (shared < before.length && before[shared] === first[shared]) shared++;
  return term.equals(first.subarray(0, shared + 1)) || (term.equals(first) && Buffer.compare(before, first) < 0);
}

/** Pages whose rows say that places have an index, and the page that ends each one's reach. */
interface PlaceIndexes {
  from: number[];
  to: number[];
}

function note({ from, to }: PlaceIndexes, { page, indexed }: Pick<Lookup, 'page' | 'indexed'>): void {
  if (to.length < from.length) to.push(page);
  if (indexed === 1) from.push(page);
}

function* checkPlaceIndexes(db: CaseDatabase, segment: Segment, { from, to }: PlaceIndexes, counted: { pages: number }): Generator<Difference> {
  const missing = new Set(from.filter((page) => page >= segment.first));
  for (const { page, height } of db.prepare(placeIndexes).iterate(segment.id, segment.id) as IterableIterator<{ page: number; height: number }>) {
    counted.pages++;
    if (height === 0) missing.delete(page);
    if (!from.some((start, n) => page >= start && page < (to[n] ?? Infinity))) {
      yield differs('item_search_idx', `segid ${segment.id}, page ${page}`, { column: 'pgno', expected: 'a mark that its places have an index', actual: 'none' });
    }
  }
  for (const page of missing) yield differs('item_search_idx', `segid ${segment.id}, page ${page}`, { column: 'pgno', expected: 'no mark that its places have an index', actual: 'one' });
}

/** Rows of no segment. Looked for only where there are more rows than the segments account for. */
function* strangers(db: CaseDatabase, segments: readonly Segment[], counted: { pages: number; rows: number }): Generator<Difference> {
  const known = JSON.stringify(segments.map(({ id }) => id));
  const count = (table: string): number => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  if (count('item_search_idx') !== counted.rows) {
    const rows = db.prepare('SELECT segid, term FROM item_search_idx WHERE segid NOT IN (SELECT value FROM json_each(?))').iterate(known);
    for (const { segid, term } of rows as IterableIterator<{ segid: unknown; term: unknown }>) {
      yield { what: 'added', table: 'item_search_idx', row: `segid ${String(segid)}, term "${Buffer.isBuffer(term) ? shown(term) : String(term)}"`, expected: 'no row', actual: 'a row' };
    }
  }
  if (count('item_search_data') === counted.pages) return;
  const between = '(id >> 31) & 63 BETWEEN 1 AND 31';
  const rows = db.prepare(`SELECT CAST(id AS TEXT) AS id FROM item_search_data WHERE id NOT IN (${averagesId}, ${structureId}) AND (${between} OR id >> 37 NOT IN (SELECT value FROM json_each(?)))`).iterate(known);
  for (const { id } of rows as IterableIterator<{ id: string }>) yield { what: 'added', table: 'item_search_data', row: `id ${id}`, expected: 'no row', actual: 'a row' };
}

function added(segment: Segment, { term, page }: Lookup): Difference {
  return { what: 'added', table: 'item_search_idx', row: `segid ${segment.id}, term "${Buffer.isBuffer(term) ? shown(term) : String(term)}"`, expected: 'no row', actual: `a row that leads to page ${page}` };
}

function differs(table: string, row: string, { column, expected, actual }: { column: string; expected: string; actual: string }): Difference {
  return { what: 'differs', table, row, column, expected, actual };
}

/** The first byte says which index of FTS5 a word belongs to; there is one here. */
function shown(term: Buffer): string {
  return term.subarray(1).toString('utf8');
}
