import { verdicts, type RecordedVerdict } from '../../shared/claim-record.ts';
import { claimJudged } from '../custody/kinds/assessment.ts';
import { assessmentsOfClaim } from '../db/tables/assessment.ts';
import { itemsOfClaim } from '../db/tables/claim.ts';
import { findClaim } from './claims/find-claim.ts';
import { orNothingRecorded, refused } from './claims/refused.ts';
import type { WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';

export interface JudgedClaim {
  entry: number;
  verdict: RecordedVerdict;
  /** The newest verdict by rule, beside which the person's stands; absent when the claim was never assessed. */
  byRule?: RecordedVerdict;
}

/**
 * Record a person's own judgement of a claim, with the reason. It stands beside the verdict by rule and may differ.
 * Throws CaseError `claim-not-found`, `argument-invalid`.
 */
export async function judgeClaim(target: WritableCase, name: string, typed: { verdict: string; because: string }): Promise<JudgedClaim> {
  const claim = findClaim(target, name);
  const judged = await orNothingRecorded(() => ({ verdict: typedVerdict(typed.verdict), because: typedText('reason', typed.because) }));
  const [newest] = assessmentsOfClaim(target.db, claim.number);
  const items = itemsOfClaim(target.db, claim.number).map(({ sha256 }) => sha256);
  const before = newest === undefined ? {} : { assessment: newest.seq };
  const entry = await target.record([claimJudged.draft({ claim: claim.seq, items, ...judged, ...before })]);
  return { entry, verdict: judged.verdict, ...(newest === undefined ? {} : { byRule: newest.verdict }) };
}

function typedVerdict(text: string): RecordedVerdict {
  const wanted = text.trim().toLowerCase().replaceAll(/\s+/g, '-');
  const verdict = verdicts.find((known) => known === wanted);
  if (verdict !== undefined) return verdict;
  throw refused(`"${text}" is no verdict. Accepted: ${verdicts.map((known) => known.replaceAll('-', ' ')).join(', ')}.`);
}
