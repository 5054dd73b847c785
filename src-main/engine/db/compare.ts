import type { CaseDatabase } from './database.ts';
import type { Difference } from './difference.ts';
import { searchIndexDifferences } from './search-index.ts';
import { wholeLayout } from './slim-layout.ts';

export type { Difference };

interface Table {
  name: string;
  key: string[];
  /** Those of the key that may be null. */
  nullable: string[];
  columns: string[];
}

/**
 * Compare every table of a database (`main`) with its twin that was made by replay (attached as `replay`). Yields every
 * difference. The entries themselves are left out: they are what the rows are compared with. Constant memory; cost: one
 * look-up for each row.
 */
export function* compareWithReplay(db: CaseDatabase): Generator<Difference> {
  yield* compareLayouts(db);
  for (const table of tablesOf(db)) yield* compareReadable(db, table);
}

/** A table whose pages are damaged, or that lacks a column, is a difference; the others are compared all the same. */
function* compareReadable(db: CaseDatabase, table: Table): Generator<Difference> {
  try {
    yield* compareTable(db, table);
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    yield { what: 'unreadable', table: table.name, row: `table ${table.name}`, expected: 'rows that can be read', actual: error.message };
  }
}

/** Whether the database could not be read, in SQLite's own words. */
export function isSqliteError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

function* compareLayouts(db: CaseDatabase): Generator<Difference> {
  const layout = (table: string): string => `SELECT type || ' ' || name AS object, sql FROM ${table}`;
  const text = `SELECT coalesce(r.object, s.object) AS row, r.sql AS expected, s.sql AS actual
    FROM (${layout(`replay.${wholeLayout}`)}) r FULL JOIN (${layout('main.sqlite_schema')}) s ON s.object = r.object WHERE r.sql IS NOT s.sql ORDER BY 1`;
  for (const found of db.prepare(text).all() as { row: string; expected: string | null; actual: string | null }[]) {
    const [table = ''] = found.row.split(' ').slice(1);
    yield { what: 'layout', table, row: found.row, expected: found.expected ?? 'nothing', actual: found.actual ?? 'nothing' };
  }
}

/**
 * The tables that replay gives, with the columns that tell their rows apart. The search index
 * shows its texts itself; how it counts and spreads their words depends on how many rows were written at once, so that
 * is compared with the texts and with itself: see damageIn.
 */
function tablesOf(db: CaseDatabase): Table[] {
  const text = `SELECT name FROM replay.${wholeLayout}
    WHERE type = 'table' AND name NOT IN ('log_entry', 'item_search_content', 'item_search_data', 'item_search_idx', 'item_search_docsize') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;
  const present = db.prepare("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?");
  const names = (db.prepare(text).all() as { name: string }[]).filter(({ name }) => present.get(name) !== undefined);
  return names.map(({ name }) => {
    const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?, ?)').all(name, 'replay') as { name: string; pk: number }[];
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
    return { name, ...(key.length === 0 ? keyless(name) : { key, nullable: [] }), columns: columns.map((column) => column.name) };
  });
}

/** What tells rows apart where no primary key does. A row's number would not: one row missing moves all that follow. */
function keyless(table: string): Pick<Table, 'key' | 'nullable'> {
  return table === 'derivative' ? { key: ['sha256', 'item_number'], nullable: ['item_number'] } : { key: ['rowid'], nullable: [] };
}

function* compareTable(db: CaseDatabase, table: Table): Generator<Difference> {
  const inJoin = (side: string, column: string): string => (table.nullable.includes(column) ? `coalesce(${side}.${column}, 0)` : `${side}.${column}`);
  const onKey = table.key.map((column) => `${inJoin('s', column)} = ${inJoin('r', column)}`).join(' AND ');
  const [firstKey = 'rowid'] = table.key;
  const keys = (side: string): string => table.key.map((column, n) => `${side}.${column} AS k${n}`).join(', ');
  const values = table.columns.map((column, n) => `r.${column} AS r${n}, s.${column} AS s${n}, r.${column} IS NOT s.${column} AS d${n}`).join(', ');
  const differs = table.columns.map((column) => `r.${column} IS NOT s.${column}`).join(' OR ');
  const missing = db.prepare(
    `SELECT ${keys('r')}, s.${firstKey} IS NULL AS missing, ${values}
       FROM replay.${table.name} r LEFT JOIN main.${table.name} s ON ${onKey} WHERE s.${firstKey} IS NULL OR ${differs}`,
  );
  const added = db.prepare(`SELECT ${keys('s')} FROM main.${table.name} s LEFT JOIN replay.${table.name} r ON ${onKey} WHERE r.${firstKey} IS NULL`);
  let missingCount = 0;
  for (const found of missing.iterate() as IterableIterator<Record<string, unknown>>) {
    missingCount += Number(found['missing']);
    if (found['missing'] === 1) yield { what: 'missing', table: table.name, row: rowName(table, found), expected: 'a row', actual: 'none' };
    else yield* differingColumns(table, found);
  }
  // Every row of the replay has its twin, but for those missing: a row more here shows in the number of rows.
  if (countOf(db, 'main', table) === countOf(db, 'replay', table) - missingCount) return;
  for (const found of added.iterate() as IterableIterator<Record<string, unknown>>) {
    yield { what: 'added', table: table.name, row: rowName(table, found), expected: 'no row', actual: 'a row' };
  }
}

function countOf(db: CaseDatabase, schema: 'main' | 'replay', table: Table): number {
  return (db.prepare(`SELECT count(*) AS n FROM ${schema}.${table.name}`).get() as { n: number }).n;
}

function* differingColumns(table: Table, found: Record<string, unknown>): Generator<Difference> {
  for (const [n, column] of table.columns.entries()) {
    // SQLite compares bytes; here two texts can look the same that are not.
    if (found[`d${n}`] === 0) continue;
    yield { what: 'differs', table: table.name, row: rowName(table, found), column, expected: shown(found[`r${n}`]), actual: shown(found[`s${n}`]) };
  }
}

function rowName({ key }: Table, found: Record<string, unknown>): string {
  return key.map((column, n) => `${column} ${shown(found[`k${n}`])}`).join(', ');
}

const longest = 200;

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = Buffer.isBuffer(value) ? `0x${value.toString('hex')}` : `${value as string | number | bigint}`;
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

/** What a database says of itself, without the log. */
export interface Damage {
  /** SQLite's words about its structure and its indexes. */
  structure: string[];
  /** Rows inside the search index that do not belong together, as far as SQLite does not look at them. At most a thousand. */
  searchIndex: Difference[];
}

/** What speaks against a database by itself. Empty lists when all is well. Memory: constant; cost: a pass over every page. */
export function damageIn(db: CaseDatabase): Damage {
  return { structure: damageOf(db), searchIndex: searchIndexDamage(db) };
}

const mostTold = 1000;

function searchIndexDamage(db: CaseDatabase): Difference[] {
  const parts = db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name IN ('item_search', 'item_search_data', 'item_search_idx')").get() as { n: number };
  const found: Difference[] = [];
  // That a table is gone is for the comparison of the layouts to say.
  if (parts.n < 3) return found;
  try {
    for (const difference of searchIndexDifferences(db)) if (found.push(difference) === mostTold) break;
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    found.push({ what: 'unreadable', table: 'item_search', row: 'table item_search', expected: 'a search index that can be read', actual: error.message });
  }
  return found;
}

/** What SQLite itself says of the database's structure and indexes, the search index too. Empty when all is well. */
function damageOf(db: CaseDatabase): string[] {
  try {
    const rows = db.prepare('PRAGMA main.integrity_check(20)').all() as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return [error.message];
  }
}
