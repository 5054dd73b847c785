import type { FixityResult } from '../../../shared/fixity.ts';
import type { FileReference } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

interface FixityRows {
  seq: number;
  at: string;
  payload: { checked: number; findingCount: number; result: FileReference };
  result: FixityResult;
}

export function insertFixityCheck(db: CaseDatabase, { seq, at, payload, result }: FixityRows): void {
  statement(
    db,
    'INSERT INTO fixity_check (seq, checked_at, checked, finding_count, result_sha256) VALUES (?, ?, ?, ?, ?)',
  ).run(seq, at, payload.checked, payload.findingCount, payload.result.sha256);
  result.findings.forEach((f, n) => {
    statement(
      db,
      'INSERT INTO fixity_finding (seq, n, item_number, path, code, expected, actual) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(seq, n, f.item === undefined ? null : itemNumber(db, f.item), f.path, f.code, f.expected, f.actual);
  });
}

/** The newest checks since an entry, newest first, each with what it found about an item's files; at most 200. */
export function fixityChecksSince(db: CaseDatabase, item: number, since: number): { seq: number; at: string; findings: number }[] {
  return statement(
    db,
    `SELECT c.seq, c.checked_at AS at, (SELECT count(*) FROM fixity_finding f WHERE f.seq = c.seq AND f.item_number = ?) AS findings
       FROM fixity_check c WHERE c.seq > ? ORDER BY c.seq DESC LIMIT 200`,
  ).all(item, since) as { seq: number; at: string; findings: number }[];
}
