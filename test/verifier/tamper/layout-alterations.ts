import type { Alteration } from './alteration.ts';
import { inDatabase } from './altering.ts';

function layout(what: string, sql: string, finds: string[], andMaySay?: RegExp): Alteration {
  return { what, alter: (folder) => inDatabase(folder, (db) => db.exec(sql)), finds: () => finds, ...(andMaySay === undefined ? {} : { andMaySay }) };
}

/** The whole database, or a single object of it, as it is laid out. */
export const layoutAlterations: Alteration[] = [
  layout('the trigger that guards the log dropped', 'DROP TRIGGER log_entry_is_never_changed', ['schema-differs: trigger log_entry_is_never_changed']),
  layout('a trigger that says something else', "DROP TRIGGER log_entry_is_never_removed; CREATE TRIGGER log_entry_is_never_removed BEFORE DELETE ON log_entry BEGIN SELECT 1; END", ['schema-differs: trigger log_entry_is_never_removed']),
  layout('an index dropped', 'DROP INDEX receipt_by_item', ['schema-differs: index receipt_by_item']),
  layout('an index added', 'CREATE INDEX more ON item (name)', ['schema-differs: index more']),
  layout('a table added', 'CREATE TABLE notes (text TEXT)', ['schema-differs: table notes']),
  layout('a table added under a name of the search index', 'CREATE TABLE item_search_notes (text TEXT)', ['schema-differs: table item_search_notes']),
  layout('a trigger on a table of the search index', 'CREATE TRIGGER more AFTER INSERT ON item BEGIN SELECT 1; END', ['schema-differs: trigger more']),
  layout('a view added', 'CREATE VIEW extra AS SELECT 1', ['schema-differs: view extra']),
  layout('a column added', 'ALTER TABLE item ADD COLUMN more TEXT', ['schema-differs: table item']),
  layout('a column dropped', 'ALTER TABLE session DROP COLUMN clock_state', ['schema-differs: table session', 'database-damaged: table session']),
  layout('the table of the checkpoints dropped', 'DROP TABLE checkpoint', ['schema-differs: table checkpoint'], /^checkpoint-/),
  layout('the table of the keys dropped', 'DROP TABLE signing_key', ['schema-differs: table signing_key']),
  layout('the table of the items dropped', 'DROP TABLE item', ['schema-differs: table item'], /^(?:schema-differs: index |orphan)/),
  layout('the search index dropped', 'DROP TABLE item_search', ['schema-differs: table item_search'], /^schema-differs: table item_search_/),
];
