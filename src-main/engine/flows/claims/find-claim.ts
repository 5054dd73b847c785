import { CaseError } from '../../../shared/errors.ts';
import { findClaimByNumber, type Claim } from '../../db/tables/claim.ts';
import { findEvidenceByNumber, type Evidence } from '../../db/tables/evidence.ts';
import type { ReadableCase } from '../open-case.ts';

/** A claim's short id: `c` and its place in the order in which claims were recorded. */
export function claimId(number: number): string {
  return `c${number}`;
}

/** The short id of evidence: `e` and its place in the order of all evidence of the case. */
export function evidenceId(number: number): string {
  return `e${number}`;
}

/** The claim that a person names. Throws CaseError `claim-not-found`. */
export function findClaim({ db }: ReadableCase, name: string): Claim {
  const number = /^c(\d{1,15})$/i.exec(name.trim())?.[1];
  const claim = number === undefined ? undefined : findClaimByNumber(db, Number(number));
  if (claim === undefined) throw new CaseError('claim-not-found', { name });
  return claim;
}

/** The evidence that a person names. Throws CaseError `evidence-not-found`. */
export function findEvidence({ db }: ReadableCase, name: string): Evidence {
  const number = /^e(\d{1,15})$/i.exec(name.trim())?.[1];
  const evidence = number === undefined ? undefined : findEvidenceByNumber(db, Number(number));
  if (evidence === undefined) throw new CaseError('evidence-not-found', { name });
  return evidence;
}
