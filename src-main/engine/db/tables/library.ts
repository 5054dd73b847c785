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
  /** Items that fit the words whatever their own texts say: those of claims that do. */
  ofClaims?: readonly number[] | undefined;
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
export type LibraryFlag = 'disagree' | 'credentials' | 'damaged' | 'noted' | 'received-again' | 'not-examined' | 'sealed' | 'same-footage';

/** What a library shows of an item besides the item itself. */
export interface LibraryRow {
  item: Item;
  noteCount: number;
  poster: Sha256 | null;
  /** A person judged that another item shows the same footage. */
  sameFootage: boolean;
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

/** Items on one side of a judgement "the same" after which the two were not judged otherwise. */
function judgedTheSame(side: 'a_number' | 'b_number'): string {
  const ofTheTwo = '(later.a_number = s.a_number AND later.b_number = s.b_number OR later.a_number = s.b_number AND later.b_number = s.a_number)';
  return `SELECT s.${side} FROM sameness s WHERE s.verdict = 'same' AND NOT EXISTS (SELECT 1 FROM sameness later WHERE ${ofTheTwo} AND later.seq > s.seq)`;
}

const flagged: Record<LibraryFlag, string> = {
  disagree: 'item.disagreement_count > 0',
  credentials: 'item.credentials IS NOT NULL',
  damaged: 'item.damaged = 1',
  noted: `EXISTS (SELECT 1 ${standingNote})`,
  'received-again': 'item.number IN (SELECT item_number FROM receipt GROUP BY item_number HAVING count(*) > 1)',
  'not-examined': '(item.examined_seq IS NULL OR item.keyframes_seq IS NULL)',
  sealed: "(SELECT disposition FROM item_disposition WHERE item_number = item.number AND disposition IN ('sealed', 'unsealed') ORDER BY seq DESC LIMIT 1) = 'sealed'",
  'same-footage': `item.number IN (${judgedTheSame('a_number')} UNION ALL ${judgedTheSame('b_number')})`,
};

/** Whether the newest examination states such a thing. Each field asked for so has an index of its own that holds all that is read. */
const stated = (field: 'video-codec' | 'position', condition: string): string =>
  `coalesce(item.examined_seq, -1) IN (SELECT seq FROM observation WHERE field = '${field}' AND ${condition})`;

/** The newest assessment's verdict of a claim about the item. */
const verdictIs = `EXISTS (SELECT 1 FROM claim_item c WHERE c.item_number = item.number
  AND (SELECT verdict FROM assessment WHERE claim_number = c.claim_number ORDER BY seq DESC LIMIT 1) = ?)`;

const firstPoster = `(SELECT poster_sha256 FROM keyframe k WHERE k.seq = item.keyframes_seq AND k.poster_sha256 IS NOT NULL
  ORDER BY k.distinct_here DESC, k.n LIMIT 1)`;

const shownColumns = `${itemColumns}, (SELECT count(*) ${standingNote}) AS noteCount, ${firstPoster} AS poster, ${flagged['same-footage']} AS sameFootage`;

/** Which rows a wish is about, and in which order, as SQL. */
export interface LibraryScope {
  from: string;
  /** Empty, or begins with WHERE. */
  where: string;
  values: (string | number)[];
  /** What rows are sorted by; those that are equal in it by their numbers, the same way. */
  sort: string;
  way: 'ASC' | 'DESC';
}

const byWordsAlone = 'item_search CROSS JOIN item ON item.number = item_search.rowid';

/** The rows of a wish, from where its page begins. */
export function scopeOf(wish: Omit<LibraryWish, 'limit'>): LibraryScope {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const ask = (condition: string, ...given: (string | number)[]): void => {
    where.push(condition);
    values.push(...given);
  };
  const match = wish.words === undefined || wish.words.trim() === '' ? undefined : toMatch(wish.words);
  const ofClaims = wish.ofClaims ?? [];
  // The search index gives its rows in order of receipt: then a page costs no more than its rows.
  const leads = match !== undefined && match !== '' && ofClaims.length === 0 && wish.sort === 'received';
  const inTexts = 'item.number IN (SELECT rowid FROM item_search WHERE item_search MATCH ?)';
  // Nothing but signs: no word of any item.
  if (match === '') ask('0');
  else if (leads) ask('item_search MATCH ?', match);
  else if (match !== undefined && ofClaims.length === 0) ask(inTexts, match);
  else if (match !== undefined) ask(`(${inTexts} OR item.number IN (SELECT value FROM json_each(?)))`, match, JSON.stringify(ofClaims));
  if (wish.kinds !== undefined && wish.kinds.length > 0) ask(`item.media_kind IN (${wish.kinds.map(() => '?').join(', ')})`, ...wish.kinds);
  for (const flag of wish.flags ?? []) ask(flagged[flag]);
  if (wish.codec !== undefined) ask(stated('video-codec', 'value = ?'), JSON.stringify(wish.codec));
  if (wish.verdict !== undefined) ask(verdictIs, wish.verdict);
  if (wish.receivedFrom !== undefined) ask('(SELECT received_at FROM receipt WHERE seq = item.first_seq) >= ?', wish.receivedFrom);
  if (wish.receivedBefore !== undefined) ask('(SELECT received_at FROM receipt WHERE seq = item.first_seq) < ?', wish.receivedBefore);
  if (wish.hasPlace !== undefined) ask(`${wish.hasPlace ? '' : 'NOT '}${stated('position', `json_extract(value, '$.nullIsland') = 0`)}`);
  const sort = leads ? 'item_search.rowid' : sortBy[wish.sort];
  const [way, beyond] = wish.descending ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  if (wish.after !== undefined && wish.sort === 'received') ask(`${sort} ${beyond} ?`, wish.after.number);
  else if (wish.after !== undefined) ask(`(${sort}, item.number) ${beyond} (?, ?)`, wish.after.value, wish.after.number);
  return { from: leads ? byWordsAlone : 'item', where: where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`, values, sort, way };
}

/** How the rows of a scope come; in order of receipt, the number is all there is to it. */
export const orderOf = ({ sort, way }: LibraryScope): string => (sort === 'item_search.rowid' || sort === sortBy.received ? `${sort} ${way}` : `${sort} ${way}, item.number ${way}`);

/** A page of the library. Cost: O(page) in each order; filters look at each item. */
export function pageOfLibrary(db: CaseDatabase, wish: LibraryWish): { rows: LibraryRow[]; next: PageMark | undefined } {
  const scope = scopeOf(wish);
  const rows = statement(db, `SELECT ${shownColumns}, ${scope.sort} AS sortedBy FROM ${scope.from} ${scope.where} ORDER BY ${orderOf(scope)} LIMIT ?`)
    .all(...scope.values, wish.limit + 1) as (ShownColumns & { sortedBy: string | number })[];
  // One row more than the page tells whether there is another page.
  const read = rows.slice(0, wish.limit).map(({ sortedBy, ...row }) => ({ ...toRow(row), sortedBy }));
  const last = rows.length <= wish.limit ? undefined : read.at(-1);
  return {
    rows: read.map(({ sortedBy: _sortedBy, ...row }) => row),
    next: last === undefined ? undefined : { value: last.sortedBy, number: last.item.number },
  };
}

/** One item as a row of the library. */
export function libraryRow(db: CaseDatabase, number: number): LibraryRow | undefined {
  const row = statement(db, `SELECT ${shownColumns} FROM item WHERE item.number = ?`).get(number) as ShownColumns | undefined;
  return row === undefined ? undefined : toRow(row);
}

type ShownColumns = Record<string, unknown> & { noteCount: number; poster: Sha256 | null; sameFootage: number };

function toRow({ noteCount, poster, sameFootage, ...item }: ShownColumns): LibraryRow {
  return { item: toItem(item), noteCount, poster, sameFootage: sameFootage === 1 };
}

/** How many items fit a wish, whatever its page. */
export function countLibrary(db: CaseDatabase, { after: _after, ...list }: LibraryWish): number {
  return countRows(db, scopeOf({ ...list, sort: 'received' }));
}

export function countRows(db: CaseDatabase, { from, where, values }: LibraryScope): number {
  // Where words alone are asked for, the items themselves say nothing more.
  const counted = from === byWordsAlone && !where.includes('item.') ? 'item_search' : from;
  return (statement(db, `SELECT count(*) AS n FROM ${counted} ${where}`).get(...values) as { n: number }).n;
}

/** The values of video codecs, and the newest verdicts of claims, that occur in the case. */
export function libraryFacets(db: CaseDatabase): { codecs: string[]; verdicts: string[] } {
  // From each value to the next by the index: DISTINCT would read every row.
  const next = "SELECT min(value) FROM observation WHERE field = 'video-codec'";
  const codecs = statement(
    db,
    `WITH RECURSIVE codec (value) AS (${next} UNION ALL SELECT (${next} AND value > codec.value) FROM codec WHERE codec.value IS NOT NULL LIMIT 200)
     SELECT value FROM codec WHERE value IS NOT NULL`,
  ).all() as { value: string }[];
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
