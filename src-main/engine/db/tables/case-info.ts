import { statement, type CaseDatabase } from '../database.ts';

export interface CaseInfo {
  log: string;
  title: string;
  openedAt: string;
  /** The log that this one is the successor of. */
  predecessor: string | null;
}

export function insertCaseInfo(db: CaseDatabase, row: { seq: number; log: string; title: string; at: string; predecessor: string | null }): void {
  statement(db, 'INSERT INTO case_info (id, seq, log, title, opened_at, predecessor) VALUES (1, ?, ?, ?, ?, ?)').run(
    row.seq,
    row.log,
    row.title,
    row.at,
    row.predecessor,
  );
}

export function readCaseInfo(db: CaseDatabase): CaseInfo | undefined {
  return statement(db, 'SELECT log, title, opened_at AS openedAt, predecessor FROM case_info').get() as CaseInfo | undefined;
}
