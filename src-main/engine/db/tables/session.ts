import { statement, type CaseDatabase } from '../database.ts';

interface SessionRow {
  seq: number;
  at: string;
  toolVersion: string;
  clockState: string;
}

export function insertSession(db: CaseDatabase, row: SessionRow): void {
  statement(db, 'INSERT INTO session (seq, started_at, tool_version, clock_state) VALUES (?, ?, ?, ?)').run(
    row.seq,
    row.at,
    row.toolVersion,
    row.clockState,
  );
}

export function endSession(db: CaseDatabase, seq: number, at: string): void {
  statement(db, 'UPDATE session SET ended_at = ? WHERE seq = ?').run(at, seq);
}

/** The entries by which sessions began, ascending. */
export function sessionStarts(db: CaseDatabase): number[] {
  const rows = statement(db, 'SELECT seq FROM session ORDER BY seq').all() as { seq: number }[];
  return rows.map(({ seq }) => seq);
}

/** The session during which an entry was written. */
export function sessionOfEntry(db: CaseDatabase, seq: number): { seq: number; startedAt: string } | undefined {
  const row = statement(db, 'SELECT seq, started_at AS startedAt FROM session WHERE seq <= ? ORDER BY seq DESC LIMIT 1').get(seq);
  return row as { seq: number; startedAt: string } | undefined;
}
