import type { CaseDatabase } from './database.ts';

/** A row or an object of the layout that is not what replaying the log gives. */
export interface Difference {
  what: 'missing' | 'added' | 'differs' | 'layout';
  table: string;
  /** The row, by its primary key: `seq 7`. For a layout: the object's name. */
  row: string;
  column?: string;
  expected: string;
  actual: string;
}

interface Table {
  name: string;
  key: string[];
  columns: string[];
}

/**
 * Compare every table of a database (`main`) with its twin that was made by replay (attached as `replay`). Yields every
 * difference. The entries themselves are left out: they are what the rows are compared with. Constant memory; cost: two
 * look-ups for each row.
 */
export function* compareWithReplay(db: CaseDatabase): Generator<Difference> {
  yield* compareLayouts(db);
  for (const table of tablesOf(db)) yield* compareTable(db, table);
}

function* compareLayouts(db: CaseDatabase): Generator<Difference> {
  const layout = (schema: string): string =>
    `SELECT type || ' ' || name AS object, sql FROM ${schema}.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'item\\_search\\_%' ESCAPE '\\'`;
  const text = `SELECT coalesce(r.object, s.object) AS row, r.sql AS expected, s.sql AS actual
    FROM (${layout('replay')}) r FULL JOIN (${layout('main')}) s ON s.object = r.object WHERE r.sql IS NOT s.sql ORDER BY 1`;
  for (const found of db.prepare(text).all() as { row: string; expected: string | null; actual: string | null }[]) {
    const [table = ''] = found.row.split(' ').slice(1);
    yield { what: 'layout', table, row: found.row, expected: found.expected ?? 'nothing', actual: found.actual ?? 'nothing' };
  }
}

/** The tables that replay gives, with the columns that tell their rows apart. */
function tablesOf(db: CaseDatabase): Table[] {
  const text = `SELECT name FROM replay.sqlite_schema
    WHERE type = 'table' AND name <> 'log_entry' AND name NOT LIKE 'item\\_search\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;
  const present = db.prepare("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?");
  const names = (db.prepare(text).all() as { name: string }[]).filter(({ name }) => present.get(name) !== undefined);
  return names.map(({ name }) => {
    const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?, ?)').all(name, 'replay') as { name: string; pk: number }[];
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
    return { name, key: key.length === 0 ? ['rowid'] : key, columns: columns.map((column) => column.name) };
  });
}

function* compareTable(db: CaseDatabase, table: Table): Generator<Difference> {
  const onKey = table.key.map((column) => `s.${column} = r.${column}`).join(' AND ');
  const [firstKey = 'rowid'] = table.key;
  const keys = (side: string): string => table.key.map((column, n) => `${side}.${column} AS k${n}`).join(', ');
  const values = table.columns.map((column, n) => `r.${column} AS r${n}, s.${column} AS s${n}`).join(', ');
  const differs = table.columns.map((column) => `r.${column} IS NOT s.${column}`).join(' OR ');
  const missing = db.prepare(
    `SELECT ${keys('r')}, s.${firstKey} IS NULL AS missing, ${values}
       FROM replay.${table.name} r LEFT JOIN main.${table.name} s ON ${onKey} WHERE s.${firstKey} IS NULL OR ${differs}`,
  );
  const added = db.prepare(`SELECT ${keys('s')} FROM main.${table.name} s LEFT JOIN replay.${table.name} r ON ${onKey} WHERE r.${firstKey} IS NULL`);
  for (const found of missing.iterate() as IterableIterator<Record<string, unknown>>) {
    if (found['missing'] === 1) yield { what: 'missing', table: table.name, row: rowName(table, found), expected: 'a row', actual: 'none' };
    else yield* differingColumns(table, found);
  }
  for (const found of added.iterate() as IterableIterator<Record<string, unknown>>) {
    yield { what: 'added', table: table.name, row: rowName(table, found), expected: 'no row', actual: 'a row' };
  }
}

function* differingColumns(table: Table, found: Record<string, unknown>): Generator<Difference> {
  for (const [n, column] of table.columns.entries()) {
    const [expected, actual] = [found[`r${n}`], found[`s${n}`]];
    if (same(expected, actual)) continue;
    yield { what: 'differs', table: table.name, row: rowName(table, found), column, expected: shown(expected), actual: shown(actual) };
  }
}

function same(a: unknown, b: unknown): boolean {
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b;
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

/** What SQLite itself says of the database's structure and indexes, the search index too. Empty when all is well. */
export function damageOf(db: CaseDatabase): string[] {
  const rows = db.prepare('PRAGMA main.integrity_check(20)').all() as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
}
