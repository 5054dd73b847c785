import type Database from 'better-sqlite3';

/** Where the whole layout stands in a database that was slimmed down. */
export const wholeLayout = 'whole_layout';

/** Indexes that no row's making asks: only people's questions do. */
const notAsked = ['receipt_by_source', 'item_not_examined', 'item_by_name', 'item_by_bytes', 'item_by_duration', 'observation_of_codec', 'observation_of_position'];

/**
 * Leave out of a fresh database what costs time with every row and is compared with nothing: the search index, of which
 * only the texts stay (SQLite compares those with the index itself, see damageIn), and indexes that only readers ask.
 * What the layout was before stands in the table `whole_layout`.
 */
export function slimDown(db: Database.Database): void {
  db.exec(`CREATE TABLE ${wholeLayout} AS SELECT type, name, tbl_name, sql FROM sqlite_schema`);
  const settings = db.prepare('SELECT k, v FROM item_search_config').all() as { k: string; v: unknown }[];
  const settingsTable = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'item_search_config'").pluck().get() as string;
  const texts = db.prepare("SELECT group_concat(name, ', ') FROM pragma_table_info('item_search')").pluck().get() as string;
  db.exec(`DROP TABLE item_search; CREATE TABLE item_search (${texts}); ${settingsTable}`);
  const keep = db.prepare('INSERT INTO item_search_config (k, v) VALUES (?, ?)');
  for (const { k, v } of settings) keep.run(k, v);
  for (const index of notAsked) db.exec(`DROP INDEX ${index}`);
}
