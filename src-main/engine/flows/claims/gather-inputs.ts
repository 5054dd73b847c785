import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { anchors, type Anchor } from '../../db/tables/anchor.ts';
import { itemsOfClaim, type Claim } from '../../db/tables/claim.ts';
import { evidenceOfClaim } from '../../db/tables/evidence.ts';
import { isOverruled } from './confirmed-copy.ts';
import { anchoredAt } from './witness-bounds.ts';

/** The entries that an assessment of a claim rests on as the case stands now. */
export function gatherInputs(db: CaseDatabase, claim: Claim): AssessmentInputs {
  const stamps = anchors(db);
  const standing = evidenceOfClaim(db, claim.number).filter(({ withdrawnSeq }) => withdrawnSeq === null);
  const overruled = standing.filter((evidence) => isOverruled(db, evidence)).map(({ seq }) => seq);
  return {
    claim: claim.seq,
    evidence: standing.map(({ seq }) => seq),
    ...(overruled.length === 0 ? {} : { overruled }),
    items: itemsOfClaim(db, claim.number).map(({ firstSeq, examinedSeq }) => {
      const anchor = earliestCovering(stamps, firstSeq);
      return {
        receipt: firstSeq,
        ...(examinedSeq === null ? {} : { examination: examinedSeq }),
        ...(anchor === undefined ? {} : { anchor: anchor.seq }),
      };
    }),
  };
}

/** A checkpoint of `size` entries covers the entries 0 to size - 1. */
function earliestCovering(stamps: readonly Anchor[], seq: number): Anchor | undefined {
  const covering = stamps.filter(({ size }) => size > seq);
  return covering.sort((a, b) => anchoredAt(a).latest - anchoredAt(b).latest || a.seq - b.seq)[0];
}
