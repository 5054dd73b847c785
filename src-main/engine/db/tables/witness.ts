import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import type { Examination } from '../../../shared/examination.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { itemNumber } from './item.ts';

export interface WitnessReport {
  witness: string;
  version: string;
  outcome: string;
  problem: string | null;
  rawSha256: string;
  rawBytes: number;
}

interface ExaminationRows {
  seq: number;
  item: Sha256;
  reports: { witness: string; version: string; outcome: string; problem?: string | undefined; raw: FileReference }[];
  examination: Examination;
}

export function insertExamination(db: CaseDatabase, { seq, item, reports, examination }: ExaminationRows): void {
  const number = itemNumber(db, item);
  for (const r of reports) {
    statement(
      db,
      `INSERT INTO witness_report (seq, witness, item_number, version, outcome, problem, raw_sha256, raw_bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(seq, r.witness, number, r.version, r.outcome, r.problem ?? null, r.raw.sha256, r.raw.bytes);
  }
  examination.observations.forEach(({ witness, observation: o }, n) => {
    statement(
      db,
      'INSERT INTO observation (seq, n, witness, field, basis, path, raw, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(seq, n, witness, o.field, o.basis, o.path, o.raw, JSON.stringify(o.value));
  });
  examination.disagreements.forEach((d, n) => {
    statement(db, 'INSERT INTO disagreement (seq, n, field, tolerance, statements) VALUES (?, ?, ?, ?, ?)').run(
      seq,
      n,
      d.field,
      d.tolerance,
      JSON.stringify(d.statements),
    );
  });
}

export function reportsOfExamination(db: CaseDatabase, seq: number): WitnessReport[] {
  return statement(
    db,
    `SELECT witness, version, outcome, problem, raw_sha256 AS rawSha256, raw_bytes AS rawBytes
       FROM witness_report WHERE seq = ? ORDER BY witness`,
  ).all(seq) as WitnessReport[];
}

/** The newest examination of an item among the entries before `before`. Cost: O(reports of the item). */
export function examinationBefore(db: CaseDatabase, item: number, before: number): number | null {
  return statement(db, 'SELECT max(seq) FROM witness_report WHERE item_number = ? AND seq < ?').pluck().get(item, before) as number | null;
}

export interface ObservationRow {
  witness: string;
  field: string;
  basis: string;
  path: string;
  raw: string;
  value: string;
}

export function observationsOfExamination(db: CaseDatabase, seq: number): ObservationRow[] {
  return statement(db, 'SELECT witness, field, basis, path, raw, value FROM observation WHERE seq = ? ORDER BY n').all(
    seq,
  ) as ObservationRow[];
}

export function disagreementsOfExamination(
  db: CaseDatabase,
  seq: number,
): { field: string; tolerance: string; statements: string }[] {
  return statement(db, 'SELECT field, tolerance, statements FROM disagreement WHERE seq = ? ORDER BY n').all(seq) as {
    field: string;
    tolerance: string;
    statements: string;
  }[];
}
