import type { Sha256 } from '../../../shared/digest.ts';
import type { Disposition } from '../../../shared/disposition.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

interface DispositionRow {
  seq: number;
  at: string;
  payload: { item: Sha256; disposition: Disposition; to?: string | undefined; because: string };
}

export function insertDisposition(db: CaseDatabase, { seq, at, payload }: DispositionRow): void {
  statement(
    db,
    'INSERT INTO item_disposition (seq, item_number, disposed_at, disposition, receiver, because) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(seq, itemNumber(db, payload.item), at, payload.disposition, payload.to ?? null, payload.because);
}

export interface RecordedDisposition {
  seq: number;
  disposedAt: string;
  disposition: Disposition;
  receiver: string | null;
  because: string;
}

/** What became of an item, oldest first. */
export function dispositionsOfItem(db: CaseDatabase, item: number): RecordedDisposition[] {
  return statement(
    db,
    'SELECT seq, disposed_at AS disposedAt, disposition, receiver, because FROM item_disposition WHERE item_number = ? ORDER BY seq',
  ).all(item) as RecordedDisposition[];
}
