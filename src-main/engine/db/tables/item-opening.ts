import type { Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

export function insertOpening(db: CaseDatabase, row: { seq: number; at: string; item: Sha256; place: string }): void {
  statement(db, 'INSERT INTO item_opening (seq, item_number, opened_at, place) VALUES (?, ?, ?, ?)').run(
    row.seq,
    itemNumber(db, row.item),
    row.at,
    row.place,
  );
}

/** How often an item was opened for review, and when last. */
export function openingsOfItem(db: CaseDatabase, item: number): { count: number; lastAt: string | null } {
  const text = `SELECT count(*) AS count, (SELECT opened_at FROM item_opening WHERE item_number = :item ORDER BY seq DESC LIMIT 1) AS lastAt
    FROM item_opening WHERE item_number = :item`;
  return statement(db, text).get({ item }) as { count: number; lastAt: string | null };
}
