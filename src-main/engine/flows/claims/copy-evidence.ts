import { datesTheCopy } from '../../../claims/bounds.ts';
import type { CopyInputs } from '../../../shared/claim-record.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { CaseDatabase } from '../../db/database.ts';
import type { Anchor } from '../../db/tables/anchor.ts';
import type { ClaimedItem } from '../../db/tables/claim.ts';
import { evidenceOfClaimsAbout, type Evidence, type EvidenceStatement } from '../../db/tables/evidence.ts';
import { samenessOf } from '../read-sameness.ts';
import { earliestCovering } from './own-anchor.ts';

/**
 * Whether evidence dates all of an item as a copy. What is seen in it does not; where the shared part shows it, the other
 * item shows it too, and a person ties it to the claim about that one. Nor does an earlier copy of the copy: how far two
 * judgements about different stretches go together is for a person, who can hold the first and the last item together.
 */
function datesAllOf(item: Sha256, { basis, limit, of, segment, seenIn }: EvidenceStatement): boolean {
  const ofItem = of === undefined || of === item;
  const ofAPart = segment !== undefined || (seenIn?.item === item && seenIn.pts !== undefined);
  return limit.kind === 'not-later-than' && datesTheCopy.includes(basis) && ofItem && !ofAPart;
}

/** What was recorded before an entry and not withdrawn before it. */
export function stoodBefore(before: number): (evidence: Pick<Evidence, 'seq' | 'withdrawnSeq'>) => boolean {
  return ({ seq, withdrawnSeq }) => seq < before && (withdrawnSeq === null || withdrawnSeq > before);
}

/** Evidence tied to claims about a copy, which dates all of it (`taken`) or not, in the order in which it was recorded. */
export function evidenceOfCopy(db: CaseDatabase, copy: { number: number; sha256: Sha256 }, before = Infinity): { taken: Evidence[]; left: Evidence[] } {
  const standing = evidenceOfClaimsAbout(db, copy.number).filter(stoodBefore(before));
  const speaking = standing.filter(({ statement: { of, limit } }) => (of === undefined || of === copy.sha256) && limit.kind !== 'place' && limit.kind !== 'note');
  const { taken = [], left = [] } = Object.groupBy(speaking, ({ statement }) => (datesAllOf(copy.sha256, statement) ? 'taken' : 'left'));
  return { taken, left };
}

/** The items that a person judged to show the same as one of a claim's, with the entries that date them, as the case stood before an entry. */
export function gatherCopies(db: CaseDatabase, item: ClaimedItem, { stamps, before }: { stamps: readonly Anchor[]; before: number }): CopyInputs[] {
  const same = samenessOf({ db }, item, before).filter(({ verdict }) => verdict === 'same');
  const found = same.map(({ other, entry }): CopyInputs => {
    const evidence = evidenceOfCopy(db, other, before).taken.map(({ seq }) => seq);
    const receipt = other.firstSeq < item.firstSeq ? other.firstSeq : undefined;
    const anchor = receipt === undefined ? undefined : earliestCovering(stamps, receipt);
    return {
      judgement: entry,
      ...(evidence.length === 0 ? {} : { evidence }),
      ...(receipt === undefined ? {} : { receipt }),
      ...(anchor === undefined ? {} : { anchor: anchor.seq }),
    };
  });
  return found.filter(({ evidence, receipt }) => evidence !== undefined || receipt !== undefined).sort((a, b) => a.judgement - b.judgement);
}

/** Of the entries named, those that are evidence which dates a copy. What an assessment names is not believed without it. */
export function evidenceDating(db: CaseDatabase, copy: { number: number; sha256: Sha256 }, named: readonly number[]): Evidence[] {
  const entries = new Set(named);
  return evidenceOfClaimsAbout(db, copy.number).filter(({ seq, statement }) => entries.has(seq) && datesAllOf(copy.sha256, statement));
}
