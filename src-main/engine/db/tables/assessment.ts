import type { AssessmentInputs, RecordedVerdict } from '../../../shared/claim-record.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { claimNumber } from './claim.ts';

export interface StoredAssessment {
  seq: number;
  assessedAt: string;
  verdict: RecordedVerdict;
  inputs: AssessmentInputs;
  document: FileReference;
}

export interface Judgement {
  seq: number;
  judgedAt: string;
  verdict: RecordedVerdict;
  because: string;
  /** Entry of the assessment that the person had before them. */
  assessment: number | null;
}

export function insertAssessment(db: CaseDatabase, row: StoredAssessment & { claim: number }): void {
  const { sha256, bytes } = row.document;
  statement(
    db,
    'INSERT INTO assessment (seq, claim_number, assessed_at, verdict, inputs, document_sha256, document_bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(row.seq, claimNumber(db, row.claim), row.assessedAt, row.verdict, JSON.stringify(row.inputs), sha256, bytes);
}

export function insertJudgement(
  db: CaseDatabase,
  row: { seq: number; claim: number; judgedAt: string; verdict: RecordedVerdict; because: string; assessment?: number | undefined },
): void {
  statement(db, 'INSERT INTO judgement (seq, claim_number, judged_at, verdict, because, assessment_seq) VALUES (?, ?, ?, ?, ?, ?)').run(
    row.seq,
    claimNumber(db, row.claim),
    row.judgedAt,
    row.verdict,
    row.because,
    row.assessment ?? null,
  );
}

const columns = 'seq, assessed_at AS assessedAt, verdict, inputs, document_sha256 AS sha256, document_bytes AS bytes';

function toAssessment(row: unknown): StoredAssessment {
  const { sha256, bytes, inputs, ...rest } = row as Omit<StoredAssessment, 'inputs' | 'document'> & { inputs: string; sha256: Sha256; bytes: number };
  return { ...rest, inputs: JSON.parse(inputs) as AssessmentInputs, document: { sha256, bytes } };
}

/** Every assessment of a claim, newest first. */
export function assessmentsOfClaim(db: CaseDatabase, claim: number): StoredAssessment[] {
  return statement(db, `SELECT ${columns} FROM assessment WHERE claim_number = ? ORDER BY seq DESC`).all(claim).map(toAssessment);
}

/** A page of the assessments of all claims after an entry, oldest first. */
export function pageOfAssessments(db: CaseDatabase, after: number, limit: number): (StoredAssessment & { claimNumber: number })[] {
  const rows = statement(db, `SELECT claim_number AS claimNumber, ${columns} FROM assessment WHERE seq > ? ORDER BY seq LIMIT ?`).all(after, limit);
  return rows.map((row) => ({ ...toAssessment(row), claimNumber: (row as { claimNumber: number }).claimNumber }));
}

/** Every judgement of a claim, oldest first. */
export function judgementsOfClaim(db: CaseDatabase, claim: number): Judgement[] {
  return statement(
    db,
    'SELECT seq, judged_at AS judgedAt, verdict, because, assessment_seq AS assessment FROM judgement WHERE claim_number = ? ORDER BY seq',
  ).all(claim) as Judgement[];
}
