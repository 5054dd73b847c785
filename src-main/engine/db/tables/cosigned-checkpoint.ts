import { statement, type CaseDatabase } from '../database.ts';

export interface CosignedCheckpoint {
  seq: number;
  /** The other log. */
  origin: string;
  verifierKey: string;
  size: number;
  /** 64 hexadecimal digits. */
  root: string;
}

export function insertCosignedCheckpoint(db: CaseDatabase, row: CosignedCheckpoint & { at: string }): void {
  statement(db, 'INSERT INTO cosigned_checkpoint (seq, cosigned_at, origin, verifier_key, size, root) VALUES (?, ?, ?, ?, ?, ?)').run(
    row.seq,
    row.at,
    row.origin,
    row.verifierKey,
    row.size,
    row.root,
  );
}

/** The largest checkpoint of another log that was cosigned here. */
export function newestCosigned(db: CaseDatabase, origin: string): CosignedCheckpoint | undefined {
  return statement(
    db,
    'SELECT seq, origin, verifier_key AS verifierKey, size, root FROM cosigned_checkpoint WHERE origin = ? ORDER BY size DESC, seq DESC LIMIT 1',
  ).get(origin) as CosignedCheckpoint | undefined;
}
