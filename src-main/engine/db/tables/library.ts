import type { Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemColumns, toItem, toMatch, type Item } from './item.ts';

/** Where a page ends, for the next one to begin behind: the value sorted by, and the item's number. */
export interface PageMark {
  value: string | number;
  number: number;
}

export interface LibraryWish {
  /** Words that names, facts, provenance or notes must all hold; the last may be unfinished. */
  words?: string | undefined;
  kinds?: readonly string[] | undefined;
  flags?: readonly LibraryFlag[] | undefined;
  codec?: string | undefined;
  verdict?: string | undefined;
  /** Instants of first receipt: from, and before. */
  receivedFrom?: string | undefined;
  receivedBefore?: string | undefined;
  hasPlace?: boolean | undefined;
  sort: LibrarySort;
  descending: boolean;
  after?: PageMark | undefined;
  limit: number;
}

export type LibrarySort = 'received' | 'name' | 'size' | 'duration';
export type LibraryFlag = 'disagree' | 'credentials' | 'damaged' | 'noted' | 'received-again' | 'not-examined' | 'sealed';

/** What a library shows of an item besides the item itself. */
export interface LibraryRow {
  item: Item;
  noteCount: number;
  poster: Sha256 | null;
}

/** An expression that is never NULL, so that rows can be compared with it. */
const sortBy: Record<LibrarySort, string> = {
  received: 'item.number',
  name: 'item.name COLLATE NOCASE',
  size: 'item.bytes',
  duration: "coalesce(CAST(item.duration_s AS REAL), -1)",
};

const standingNote = `FROM item_note n WHERE n.item_number = item.number AND n.text IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM item_note later WHERE later.replaces = n.seq)`;

const flagged: Record<LibraryFlag, string> = {
  disagree: 'item.disagreement_count > 0',
  credentials: 'item.credentials IS NOT NULL',
  damaged: 'item.damaged = 1',
  noted: `EXISTS (SELECT 1 ${standingNote})`,
  'received-again': '(SELECT count(*) FROM receipt WHERE item_number = item.number) > 1',
  'not-examined': '(item.examined_seq IS NULL OR item.keyframes_seq IS NULL)',
  sealed: "(SELECT disposition FROM item_disposition WHERE item_number = item.number AND disposition IN ('sealed', 'unsealed') ORDER BY seq DESC LIMIT 1) = 'sealed'",
};

const stated = (field: string, condition: string): string =>
  `EXISTS (SELECT 1 FROM observation o WHERE o.seq = item.examined_seq AND o.field = '${field}' AND ${condition})`;

/** The newest assessment's verdict of a claim about the item. */
const verdictIs = `EXISTS (SELECT 1 FROM claim_item c WHERE c.item_number = item.number
  AND (SELECT verdict FROM assessment WHERE claim_number = c.claim_number ORDER BY seq DESC LIMIT 1) = ?)`;

const firstPoster = `(SELECT poster_sha256 FROM keyframe k WHERE k.seq = item.keyframes_seq AND k.poster_sha256 IS NOT NULL
  ORDER BY k.distinct_here DESC, k.n LIMIT 1)`;

/** What a wish asks of each row, without its page. */
function conditionsOf(wish: LibraryWish): { where: string[]; values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const ask = (condition: string, ...given: (string | number)[]): void => {
    where.push(condition);
    values.push(...given);
  };
  const match = wish.words === undefined || wish.words.trim() === '' ? undefined : toMatch(wish.words);
  // Nothing but signs: no word of any item.
  if (match === '') ask('0');
  else if (match !== undefined) ask('item.number IN (SELECT rowid FROM item_search WHERE item_search MATCH ?)', match);
  if (wish.kinds !== undefined && wish.kinds.length > 0) ask(`item.media_kind IN (${wish.kinds.map(() => '?').join(', ')})`, ...wish.kinds);
  for (const flag of wish.flags ?? []) ask(flagged[flag]);
  if (wish.codec !== undefined) ask(stated('video-codec', 'o.value = ?'), JSON.stringify(wish.codec));
  if (wish.verdict !== undefined) ask(verdictIs, wish.verdict);
  if (wish.receivedFrom !== undefined) ask('(SELECT received_at FROM receipt WHERE seq = item.first_seq) >= ?', wish.receivedFrom);
  if (wish.receivedBefore !== undefined) ask('(SELECT received_at FROM receipt WHERE seq = item.first_seq) < ?', wish.receivedBefore);
  if (wish.hasPlace !== undefined) ask(`${wish.hasPlace ? '' : 'NOT '}${stated('position', `json_extract(o.value, '$.nullIsland') = 0`)}`);
  return { where, values };
}

/** A page of the library. Cost: O(page) in order of receipt; other orders, and filters, look at each item that fits. */
export function pageOfLibrary(db: CaseDatabase, wish: LibraryWish): { rows: LibraryRow[]; next: PageMark | undefined } {
  const { where, values } = conditionsOf(wish);
  const [sort, way, beyond] = [sortBy[wish.sort], wish.descending ? 'DESC' : 'ASC', wish.descending ? '<' : '>'];
  if (wish.after !== undefined) {
    where.push(wish.sort === 'received' ? `item.number ${beyond} ?` : `(${sort}, item.number) ${beyond} (?, ?)`);
    values.push(...(wish.sort === 'received' ? [wish.after.number] : [wish.after.value, wish.after.number]));
  }
  const rows = statement(
    db,
    `SELECT ${itemColumns}, (SELECT count(*) ${standingNote}) AS noteCount, ${firstPoster} AS poster, ${sort} AS sortedBy
       FROM item ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY ${sort} ${way}, item.number ${way} LIMIT ?`,
  ).all(...values, wish.limit + 1) as (Record<string, unknown> & { noteCount: number; poster: Sha256 | null; sortedBy: string | number })[];
  // One row more than the page tells whether there is another page.
  const read = rows.slice(0, wish.limit).map(({ noteCount, poster, sortedBy, ...row }) => ({ item: toItem(row), noteCount, poster, sortedBy }));
  const last = rows.length <= wish.limit ? undefined : read.at(-1);
  return {
    rows: read.map(({ sortedBy: _sortedBy, ...row }) => row),
    next: last === undefined ? undefined : { value: last.sortedBy, number: last.item.number },
  };
}

/** One item as a row of the library. */
export function libraryRow(db: CaseDatabase, number: number): LibraryRow | undefined {
  const row = statement(db, `SELECT ${itemColumns}, (SELECT count(*) ${standingNote}) AS noteCount, ${firstPoster} AS poster FROM item WHERE item.number = ?`).get(number);
  if (row === undefined) return undefined;
  const { noteCount, poster, ...item } = row as { noteCount: number; poster: Sha256 | null };
  return { item: toItem(item), noteCount, poster };
}

/** How many items fit a wish, whatever its page. */
export function countLibrary(db: CaseDatabase, wish: LibraryWish): number {
  const { where, values } = conditionsOf(wish);
  return (statement(db, `SELECT count(*) AS n FROM item ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}`).get(...values) as { n: number }).n;
}

/** The values of video codecs, and the newest verdicts of claims, that occur in the case. */
export function libraryFacets(db: CaseDatabase): { codecs: string[]; verdicts: string[] } {
  const codecs = statement(db, "SELECT DISTINCT value FROM observation WHERE field = 'video-codec' ORDER BY value LIMIT 200").all() as { value: string }[];
  const verdicts = statement(
    db,
    'SELECT DISTINCT (SELECT verdict FROM assessment WHERE claim_number = c.number ORDER BY seq DESC LIMIT 1) AS verdict FROM claim c',
  ).all() as { verdict: string | null }[];
  return {
    codecs: codecs.map(({ value }) => JSON.parse(value) as string),
    verdicts: verdicts.flatMap(({ verdict }) => (verdict === null ? [] : [verdict])).sort(),
  };
}

/** The claims about an item, with the verdict of the newest assessment. */
export function claimsOfItem(db: CaseDatabase, item: number): { number: number; quote: string; verdict: string | null }[] {
  return statement(
    db,
    `SELECT c.number, c.quote, (SELECT verdict FROM assessment WHERE claim_number = c.number ORDER BY seq DESC LIMIT 1) AS verdict
       FROM claim_item i JOIN claim c ON c.number = i.claim_number WHERE i.item_number = ? ORDER BY c.number LIMIT 50`,
  ).all(item) as { number: number; quote: string; verdict: string | null }[];
}
