import { limitsClause, basisName } from '../../../claims/evidence-words.ts';
import { bases, datesTheCopy, type Bound } from '../../../claims/bounds.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { itemsOfClaim, type Claim, type ClaimedItem } from '../../db/tables/claim.ts';
import type { EvidenceStatement } from '../../db/tables/evidence.ts';
import { shortId } from '../find-item.ts';
import { samenessOf, type JudgedSameness, type SharedStretch } from '../read-sameness.ts';
import { nameOf } from './assessment-words.ts';
import { copyBounds } from './copy-bounds.ts';
import { evidenceOfCopy } from './copy-evidence.ts';
import { evidenceId } from './find-claim.ts';
import { limitText } from './limit-words.ts';
import { weightOfBound, type Weight } from './weight.ts';

/** One date of a confirmed copy, which bounds the item of the claim by itself. */
export interface CopyDate {
  /** `e3 of i2, judged the same in entry 21`. */
  name: string;
  /** What it says of the item of the claim, in words. */
  says: string;
  weighs: Weight;
}

/** An item that a person judged to show the same as one of the claim's. */
export interface ShownCopy {
  /** The item of the claim, and the copy; short ids. */
  item: string;
  copy: string;
  /** Entry of the judgement. */
  entry: number;
  /** Empty where both were judged as a whole. */
  segments: SharedStretch[];
  dates: CopyDate[];
  /** Evidence about the copy that says nothing certain of the shared part and stays with the copy, with the reason. */
  left: { evidence: string; says: string; because: string }[];
}

/** The confirmed copies of a claim's items, with what dates them. A claim about a place has none. */
export function showCopies(db: CaseDatabase, claim: Claim, { items }: AssessmentInputs): ShownCopy[] {
  if (claim.meaning.kind === 'place') return [];
  return itemsOfClaim(db, claim.number).flatMap((item, n) => {
    const inputs = items[n] ?? { receipt: item.firstSeq };
    const bounds = copyBounds(db, { item, inputs }).map(({ bound }) => bound);
    const same = samenessOf({ db }, item).filter(({ verdict }) => verdict === 'same');
    return same.map((judged) => toShown(db, { item, judged, bounds: bounds.filter(({ id }) => id.startsWith(`copy ${judged.entry} `)) }));
  });
}

function toShown(db: CaseDatabase, { item, judged, bounds }: { item: ClaimedItem; judged: JudgedSameness; bounds: readonly Bound[] }): ShownCopy {
  const { other, entry, segments } = judged;
  return {
    item: shortId(item.number),
    copy: shortId(other.number),
    entry,
    segments,
    dates: bounds.map((bound) => ({ name: nameOf(db, item.number, bound.id), says: dateText(bound), weighs: weightOfBound(bound) })),
    left: evidenceOfCopy(db, other).left.map(({ number, statement }) => ({ evidence: evidenceId(number), says: limitText(statement), because: whyLeft(statement) })),
  };
}

function whyLeft({ basis, segment }: EvidenceStatement): string {
  if (basis === 'earlier-copy') return 'it is dated by yet another copy, and two judgements about different parts do not add up: compare that copy with this item';
  if (bases[basis].strength === 'assertion') return 'it is no more than an assertion';
  if (segment !== undefined || datesTheCopy.includes(basis)) return 'it speaks of a part of the copy; where that is the shared part, tie it to this claim';
  return 'what is seen in the copy may lie in another part of it; where this item shows it too, tie it to this claim';
}

/** "dated by a post id: not recorded after 2024-10-11T05:00:01Z" */
function dateText(bound: Bound): string {
  const { basis, kind, datedBy } = bound;
  const to = bound.kind === 'not-later-than' ? { to: bound.instant } : {};
  return `${datedBy === undefined ? '' : `dated by ${basisName(datedBy)}: `}${limitsClause({ basis, kind, ...to })}`;
}
