import { statement, type CaseDatabase } from '../database.ts';

export interface Receipt {
  seq: number;
  importSeq: number;
  receivedAt: string;
  name: string;
  nameBytes: string | null;
  sourcePath: string;
  sourceModifiedNs: string;
  volume: string;
  copyVerified: number;
  receivedFrom: string | null;
  how: string | null;
  sourceUrl: string | null;
  relevance: string | null;
}

export function insertOtherDigest(
  db: CaseDatabase,
  row: { item: number; algorithm: string; digest: string; seq: number },
): void {
  statement(db, 'INSERT OR IGNORE INTO other_digest (item_number, algorithm, digest, seq) VALUES (?, ?, ?, ?)').run(
    row.item,
    row.algorithm,
    row.digest,
    row.seq,
  );
}

export function insertSourceNotReceived(
  db: CaseDatabase,
  row: { seq: number; importSeq: number; sourcePath: string; reason: string },
): void {
  statement(db, 'INSERT INTO source_not_received (seq, import_seq, source_path, reason) VALUES (?, ?, ?, ?)').run(
    row.seq,
    row.importSeq,
    row.sourcePath,
    row.reason,
  );
}

/** Every receipt of an item with its collection fields, oldest first. */
export function receiptsOfItem(db: CaseDatabase, item: number): Receipt[] {
  return statement(
    db,
    `SELECT r.seq, r.import_seq AS importSeq, r.received_at AS receivedAt, r.name, hex(r.name_bytes) AS nameBytes,
            r.source_path AS sourcePath, r.source_modified AS sourceModifiedNs, r.volume, r.copy_verified AS copyVerified,
            i.received_from AS receivedFrom, i.how, i.source_url AS sourceUrl, i.relevance
       FROM receipt r JOIN import_run i ON i.seq = r.import_seq WHERE r.item_number = ? ORDER BY r.seq`,
  ).all(item) as Receipt[];
}

export function gapsOfImport(db: CaseDatabase, importSeq: number): { field: string; why: string }[] {
  return statement(db, 'SELECT field, why FROM import_gap WHERE import_seq = ? ORDER BY field').all(importSeq) as {
    field: string;
    why: string;
  }[];
}

export function otherDigestsOfItem(db: CaseDatabase, item: number): { algorithm: string; digest: string }[] {
  return statement(db, 'SELECT algorithm, digest FROM other_digest WHERE item_number = ? ORDER BY algorithm').all(item) as {
    algorithm: string;
    digest: string;
  }[];
}
