import { statement, type CaseDatabase } from '../database.ts';

/** The entries that concern an item, given by its number: ascending. */
export function entriesOfItem(db: CaseDatabase, item: number): number[] {
  const rows = statement(db, 'SELECT seq FROM entry_item WHERE item_number = ? ORDER BY seq').all(item) as { seq: number }[];
  return rows.map(({ seq }) => seq);
}
