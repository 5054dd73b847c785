import type { Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';

/** An item and the newest scan of its keyframes; `scan` is null while it was not examined, `timeBase` where it shows nothing. */
export interface ScannedItem {
  number: number;
  sha256: Sha256;
  name: string;
  /** Entry of the scan. */
  scan: number | null;
  basis: string | null;
  timeBase: string | null;
  indexed: number | null;
  noneBecause: string | null;
}

const columns = `item.number, item.sha256, item.name, item.keyframes_seq AS scan, s.basis, s.time_base AS timeBase, s.indexed, s.none_because AS noneBecause
  FROM item LEFT JOIN keyframe_scan s ON s.seq = item.keyframes_seq`;

/** A page of items after a number, in order of first receipt. Cost: O(page). */
export function pageOfScannedItems(db: CaseDatabase, after: number, limit: number): ScannedItem[] {
  return statement(db, `SELECT ${columns} WHERE item.number > ? ORDER BY item.number LIMIT ?`).all(after, limit) as ScannedItem[];
}

export function findScannedItem(db: CaseDatabase, number: number): ScannedItem | undefined {
  return statement(db, `SELECT ${columns} WHERE item.number = ?`).get(number) as ScannedItem | undefined;
}

/** A keyframe's hash; null where it was indexed and not decoded. */
export interface KeyframeHash {
  n: number;
  pts: number;
  pdq: string | null;
  quality: number | null;
}

/** A page of the keyframes of a scan after one of them, in their order. Cost: O(page). */
export function pageOfHashes(db: CaseDatabase, page: { scan: number; after: number; limit: number }): KeyframeHash[] {
  return statement(
    db,
    'SELECT n, pts, pdq, pdq_quality AS quality FROM keyframe WHERE seq = @scan AND n > @after ORDER BY n LIMIT @limit',
  ).all(page) as KeyframeHash[];
}
