import type { EvidenceBasis, EvidenceLimit, RecordedPost } from '../../../shared/claim-record.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { statement, type CaseDatabase } from '../database.ts';
import { claimNumber } from './claim.ts';

/** What an entry says of one piece of evidence. */
export interface EvidenceStatement {
  claim: number;
  items: readonly Sha256[];
  basis: EvidenceBasis;
  limit: EvidenceLimit;
  stated?: string | undefined;
  errorMs?: number | undefined;
  clock?: { leastAheadMs: number; mostAheadMs: number } | undefined;
  origin?: string | undefined;
  of?: Sha256 | undefined;
  segment?: string | undefined;
  seenIn?: { item: Sha256; pts?: number | undefined; timeBase?: string | undefined } | undefined;
  post?: RecordedPost | undefined;
  datedBy?: EvidenceBasis | undefined;
  confirmed?: boolean | undefined;
  sameness?: number | undefined;
  override?: { strength: 'decisive' | 'assertion'; reason: string } | undefined;
  note?: string | undefined;
}

export interface Evidence {
  number: number;
  seq: number;
  claimNumber: number;
  recordedAt: string;
  statement: EvidenceStatement;
  withdrawnSeq: number | null;
  withdrawnBecause: string | null;
}

/** Its number is its place in the order of all evidence of the case. */
export function insertEvidence(db: CaseDatabase, { seq, recordedAt, ...stated }: EvidenceStatement & { seq: number; recordedAt: string }): void {
  const limitKind = stated.limit.kind;
  statement(db, 'INSERT INTO evidence (seq, claim_number, recorded_at, basis, limit_kind, statement) VALUES (?, ?, ?, ?, ?, ?)').run(
    seq,
    claimNumber(db, stated.claim),
    recordedAt,
    stated.basis,
    limitKind,
    JSON.stringify(stated),
  );
}

export function withdrawEvidence(db: CaseDatabase, row: { seq: number; withdrawnSeq: number; because: string }): void {
  const done = statement(db, 'UPDATE evidence SET withdrawn_seq = ?, withdrawn_because = ? WHERE seq = ? AND withdrawn_seq IS NULL').run(
    row.withdrawnSeq,
    row.because,
    row.seq,
  );
  if (done.changes !== 1) throw new CaseError('entry-invalid', { detail: `entry ${row.seq} is no evidence that stands` });
}

const columns = `number, seq, claim_number AS claimNumber, recorded_at AS recordedAt, statement,
  withdrawn_seq AS withdrawnSeq, withdrawn_because AS withdrawnBecause`;

function toEvidence(row: unknown): Evidence {
  const evidence = row as Omit<Evidence, 'statement'> & { statement: string };
  // Written from a checked entry by the projection.
  return { ...evidence, statement: JSON.parse(evidence.statement) as EvidenceStatement };
}

/** All evidence tied to a claim, withdrawn or not, in the order in which it was recorded. */
export function evidenceOfClaim(db: CaseDatabase, claim: number): Evidence[] {
  return statement(db, `SELECT ${columns} FROM evidence WHERE claim_number = ? ORDER BY number`).all(claim).map(toEvidence);
}

/** All evidence tied to claims about an item, withdrawn or not, in the order in which it was recorded. */
export function evidenceOfClaimsAbout(db: CaseDatabase, item: number): Evidence[] {
  return statement(
    db,
    `SELECT ${columns} FROM evidence WHERE claim_number IN (SELECT claim_number FROM claim_item WHERE item_number = ?) ORDER BY number`,
  ).all(item).map(toEvidence);
}

export function findEvidenceByNumber(db: CaseDatabase, number: number): Evidence | undefined {
  const row = statement(db, `SELECT ${columns} FROM evidence WHERE number = ?`).get(number);
  return row === undefined ? undefined : toEvidence(row);
}

export function findEvidenceBySeq(db: CaseDatabase, seq: number): Evidence | undefined {
  const row = statement(db, `SELECT ${columns} FROM evidence WHERE seq = ?`).get(seq);
  return row === undefined ? undefined : toEvidence(row);
}
