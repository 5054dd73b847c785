import type { Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { countRows, orderOf, scopeOf, type LibraryScope, type LibraryWish, type PageMark } from './library.ts';

/** Everything of a wish but its page. */
export type LibraryList = Omit<LibraryWish, 'limit'>;

/** What a list of digests needs of an item. */
export interface NamedItem extends PageMark {
  sha256: Sha256;
  name: string;
  bytes: number;
  mediaKind: string | null;
}

/** Rows that are looked at in one go: what is more than that goes on in the next. */
const rowsAtOnce = 20_000;

/**
 * Where the pages of a list end, each `every` rows, so that any page can be asked for without those before it. Yields the
 * marks found so far in turns, between which others may use the database; the return value is the number of rows.
 */
export function* marksOf(db: CaseDatabase, list: LibraryList, every: number): Generator<PageMark[], number> {
  const atOnce = rowsAtOnce - (rowsAtOnce % every);
  let after: PageMark | undefined;
  for (let rows = 0; ; rows += atOnce) {
    const scope = behind(list, after);
    const { from, where, values, sort, way } = scope;
    const found = statement(
      db,
      `SELECT value, number, n FROM (
         SELECT value, number, row_number() OVER (ORDER BY value ${way}, number ${way}) AS n
           FROM (SELECT ${sort} AS value, item.number AS number FROM ${from} ${where} ORDER BY ${orderOf(scope)} LIMIT ${atOnce + 1})
       ) WHERE n % ${every} = 0 OR n = ${atOnce + 1}`,
    ).all(...values) as (PageMark & { n: number })[];
    const marks = found.filter(({ n }) => n <= atOnce).map(({ value, number }) => ({ value, number }));
    yield marks;
    after = marks.at(-1) ?? after;
    if (found.at(-1)?.n !== atOnce + 1) return rows + marks.length * every + countRows(db, behind(list, after));
  }
}

function behind(list: LibraryList, after: PageMark | undefined): LibraryScope {
  return scopeOf({ ...list, after });
}

/** How many rows of a list come before an item; undefined when it is not in the list. */
export function rowsBefore(db: CaseDatabase, list: LibraryList, number: number): number | undefined {
  const { from, where, values, sort } = behind(list, undefined);
  const own = statement(db, `SELECT ${sort} AS value FROM ${from} ${where === '' ? 'WHERE' : `${where} AND`} item.number = ?`).get(...values, number) as { value: string | number } | undefined;
  if (own === undefined) return undefined;
  return countRows(db, behind({ ...list, descending: !list.descending }, { value: own.value, number }));
}

/** A page of what a selection needs of items. */
export function namesOf(db: CaseDatabase, wish: LibraryWish): NamedItem[] {
  const scope = scopeOf(wish);
  const { from, where, values, sort } = scope;
  const text = `SELECT item.number, item.sha256, item.name, item.bytes, item.media_kind AS mediaKind, ${sort} AS value FROM ${from} ${where} ORDER BY ${orderOf(scope)} LIMIT ?`;
  return statement(db, text).all(...values, wish.limit) as NamedItem[];
}
