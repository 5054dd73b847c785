import { rulesNumber } from '../../../claims/rules.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { anchors } from '../../db/tables/anchor.ts';
import { itemsOfClaim, type Claim, type ClaimedItem } from '../../db/tables/claim.ts';
import { evidenceOfClaim } from '../../db/tables/evidence.ts';
import { examinationBefore } from '../../db/tables/witness.ts';
import { isOverruled } from './confirmed-copy.ts';
import { gatherCopies, stoodBefore } from './copy-evidence.ts';
import { earliestCovering } from './own-anchor.ts';

/** The entries that an assessment of a claim rests on, as the case stands now or as it stood before an entry. */
export function gatherInputs(db: CaseDatabase, claim: Claim, before = Infinity): AssessmentInputs {
  const stamps = anchors(db).filter(({ seq }) => seq < before);
  const standing = evidenceOfClaim(db, claim.number).filter(stoodBefore(before));
  const overruled = standing.filter((evidence) => isOverruled(db, evidence, before)).map(({ seq }) => seq);
  return {
    rules: rulesNumber,
    claim: claim.seq,
    evidence: standing.map(({ seq }) => seq),
    ...(overruled.length === 0 ? {} : { overruled }),
    items: itemsOfClaim(db, claim.number).map((item) => {
      const examination = examinationOf(db, item, before);
      const anchor = earliestCovering(stamps, item.firstSeq);
      // A claim about a place is compared with places; when the copy existed says nothing of it.
      const copies = claim.meaning.kind === 'place' ? [] : gatherCopies(db, item, { stamps, before });
      return {
        receipt: item.firstSeq,
        ...(examination === null ? {} : { examination }),
        ...(anchor === undefined ? {} : { anchor: anchor.seq }),
        ...(copies.length === 0 ? {} : { copies }),
      };
    }),
  };
}

function examinationOf(db: CaseDatabase, { number, examinedSeq }: ClaimedItem, before: number): number | null {
  return examinedSeq === null || examinedSeq < before ? examinedSeq : examinationBefore(db, number, before);
}
