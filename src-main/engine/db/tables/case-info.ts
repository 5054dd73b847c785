import { statement, type CaseDatabase } from '../database.ts';

export interface CaseInfo {
  log: string;
  title: string;
  openedAt: string;
}

export function insertCaseInfo(db: CaseDatabase, row: { seq: number; log: string; title: string; at: string }): void {
  statement(db, 'INSERT INTO case_info (id, seq, log, title, opened_at) VALUES (1, ?, ?, ?, ?)').run(
    row.seq,
    row.log,
    row.title,
    row.at,
  );
}

export function readCaseInfo(db: CaseDatabase): CaseInfo | undefined {
  return statement(db, 'SELECT log, title, opened_at AS openedAt FROM case_info').get() as CaseInfo | undefined;
}
