import type { Alteration } from './alteration.ts';
import { inDatabase, type Raw } from './altering.ts';

interface Column {
  name: string;
  type: string;
  pk: number;
}

interface Table {
  name: string;
  key: string[];
  others: Column[];
}

/** Every table that holds rows but the log itself, and the tables inside the search index. */
export function tablesWithRows(folder: string): Table[] {
  return inDatabase(folder, (db) => {
    const names = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'log_entry' AND name NOT LIKE 'item\\_search%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
      .pluck()
      .all() as string[];
    return names.filter((name) => db.prepare(`SELECT 1 FROM ${name}`).get() !== undefined).map((name) => tableOf(db, name));
  });
}

function tableOf(db: Raw, name: string): Table {
  const columns = db.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(name) as Column[];
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
  const told = key.length > 0 ? key : name === 'derivative' ? ['sha256', 'item_number'] : ['rowid'];
  return { name, key: told, others: columns.filter((column) => !told.includes(column.name)) };
}

type Row = Record<string, string | number | null | Buffer>;

function rowOf(db: Raw, { name, key }: Table, order: 'ASC' | 'DESC' = 'ASC'): Row {
  return db.prepare(`SELECT ${key.includes('rowid') ? 'rowid, ' : ''}* FROM ${name} ORDER BY ${key.map((column) => `${column} ${order}`).join(', ')} LIMIT 1`).get() as Row;
}

const thing = ({ name, key }: Table, row: Row): string => `${name}: ${key.map((column) => `${column} ${String(row[column] ?? 'nothing')}`).join(', ')}`;
const whereKey = ({ key }: Table): string => key.map((column) => `${column} IS @${column}`).join(' AND ');

function otherValue(value: Row[string], { type }: Column): Row[string] {
  if (type === 'INTEGER') return typeof value === 'number' ? value + 100_000 : 1;
  if (type === 'BLOB') return Buffer.isBuffer(value) ? Buffer.concat([value, Buffer.of(0)]) : Buffer.of(0);
  return `${value === null ? '' : String(value)}x`;
}

/** One more of the last row, under a key of its own. */
function addRow(db: Raw, table: Table): Row {
  const row = rowOf(db, table, 'DESC');
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'number') row[column] = value + 200_000;
    if (typeof value === 'string') row[column] = `${value}y`;
  }
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`).run(row);
  return row;
}

/** Checkpoints are read as rows before they are compared, so they say more. */
const andMaySay = /^checkpoint-(?:unreadable|not-recorded)/;

function editRow(db: Raw, table: Table, row: Row): void {
  for (const column of table.others) {
    db.prepare(`UPDATE ${table.name} SET ${column.name} = @value WHERE ${whereKey(table)}`).run({ ...row, value: otherValue(row[column.name] ?? null, column) });
  }
}

const deleteRow = (db: Raw, table: Table, row: Row): void => void db.prepare(`DELETE FROM ${table.name} WHERE ${whereKey(table)}`).run(row);

/** For one table: every column of its first row edited, its last row deleted where it is another, and a row added. */
export function rowAlteration(folder: string, table: Table): Alteration {
  const [first, last] = inDatabase(folder, (db): [Row, Row] => [rowOf(db, table), rowOf(db, table, 'DESC')]);
  const lone = thing(table, first) === thing(table, last);
  const added = { row: first };
  return {
    what: `rows of ${table.name}, one edited, ${lone ? '' : 'one deleted, '}one added`,
    alter: (copy) =>
      inDatabase(copy, (db) => {
        added.row = addRow(db, table);
        editRow(db, table, first);
        if (!lone) deleteRow(db, table, last);
      }),
    finds: () => [
      ...table.others.map(({ name }) => `row-differs: ${thing(table, first)}, column ${name}`),
      ...(lone ? [] : [`row-missing: ${thing(table, last)}`]),
      `row-added: ${thing(table, added.row)}`,
    ],
    ...(table.name === 'checkpoint' ? { andMaySay } : {}),
  };
}

/** The last row of every table deleted at once: each is missed for itself. */
export function lastRowsDeleted(folder: string, tables: readonly Table[]): Alteration {
  const lasts = inDatabase(folder, (db) => tables.map((table) => [table, rowOf(db, table, 'DESC')] as const));
  return {
    what: 'the last row of every table, deleted',
    alter: (copy) => inDatabase(copy, (db) => lasts.forEach(([table, row]) => deleteRow(db, table, row))),
    finds: () => lasts.map(([table, row]) => `row-missing: ${thing(table, row)}`),
    andMaySay,
  };
}
