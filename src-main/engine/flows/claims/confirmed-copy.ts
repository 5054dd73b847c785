import type { Sha256 } from '../../../shared/digest.ts';
import type { Stretch } from '../../../shared/sameness.ts';
import type { CaseDatabase } from '../../db/database.ts';
import type { Evidence, EvidenceStatement } from '../../db/tables/evidence.ts';
import { findItemByNumber, itemNumber, type Item } from '../../db/tables/item.ts';
import type { ReadableCase } from '../open-case.ts';
import { confirmedCopiesOf, samenessOf } from '../read-sameness.ts';
import { refused } from './refused.ts';

interface TypedConfirmation {
  confirmed?: boolean | undefined;
  segment?: string | undefined;
}

type CopyAt = Pick<EvidenceStatement, 'basis' | 'items' | 'of' | 'seenIn'>;

/**
 * Whether an earlier copy is confirmed: by whoever ties it to the claim, or by a judgement of sameness that stands in the
 * case; then for the segments that were judged and no more. Throws CaseError `argument-invalid` where that judgement says otherwise.
 */
export function confirmationOf(readable: ReadableCase, typed: TypedConfirmation, copy: CopyAt): Pick<EvidenceStatement, 'confirmed' | 'sameness' | 'segment'> {
  const pair = copy.basis === 'earlier-copy' ? comparedItems(readable.db, copy) : undefined;
  if (pair === undefined) return typed.confirmed === true ? { confirmed: true } : {};
  const judged = samenessOf(readable, pair.claimed).find(({ other }) => other.number === pair.copy.number);
  if (judged !== undefined && judged.verdict !== 'same' && typed.confirmed === true) {
    throw refused(`Whether the two show the same recording was judged "${judged.verdict}" by entry ${judged.entry}. Judge it anew first ("postquem same"), or leave the confirmation out.`);
  }
  const parts = confirmedCopiesOf(readable, pair.claimed).filter(({ other }) => other.number === pair.copy.number);
  const [first] = parts;
  if (first === undefined) return typed.confirmed === true ? { confirmed: true } : {};
  const segment = segmentText(parts.flatMap(({ segment: shared }) => shared?.here ?? []));
  if (segment !== undefined && typed.segment !== undefined && typed.segment.trim() !== segment) return ofAnotherPart(typed, segment, first.entry);
  if (segment === undefined && typed.segment !== undefined) return { confirmed: true, sameness: first.entry };
  return { confirmed: true, sameness: first.entry, ...(segment === undefined ? {} : { segment }) };
}

/** A judgement about one part confirms nothing of another; a person who ties the evidence may. */
function ofAnotherPart({ confirmed }: TypedConfirmation, judged: string, entry: number): { confirmed: true } {
  if (confirmed === true) return { confirmed };
  throw refused(`By entry ${entry} the two were judged the same in ${judged}. Leave the segment out to tie the evidence to that, or confirm the other one (--confirmed).`);
}

/** The judged parts of an item, as one name for them; nothing where it was judged as a whole. */
export function segmentText(stretches: readonly Stretch[]): string | undefined {
  return stretches.length === 0 ? undefined : stretches.map(({ fromPts, toPts }) => `pts ${fromPts} to ${toPts}`).join(', ');
}

/** The one item that it speaks of, and the copy of it; nothing where there is no such pair in the case. */
function comparedItems(db: CaseDatabase, { items, of, seenIn }: CopyAt): { claimed: Item; copy: Item } | undefined {
  const spokenOf = of === undefined ? items.filter((item) => item !== seenIn?.item) : [of];
  const [claimed, copy] = [spokenOf.length === 1 ? itemOf(db, spokenOf[0]) : undefined, itemOf(db, seenIn?.item)];
  return claimed === undefined || copy === undefined || claimed.number === copy.number ? undefined : { claimed, copy };
}

function itemOf(db: CaseDatabase, sha256: Sha256 | undefined): Item | undefined {
  const number = sha256 === undefined ? undefined : itemNumber(db, sha256);
  return number === undefined ? undefined : findItemByNumber(db, number);
}

/**
 * A confirmation falls when a later judgement of the two items says otherwise; one that came from a judgement of sameness
 * falls with that judgement, since the next one may be about other segments. As the case stands, or stood before an entry.
 */
export function isOverruled(db: CaseDatabase, { seq, statement }: Evidence, before = Infinity): boolean {
  const { sameness, seenIn, confirmed, items, of } = statement;
  const copy = itemOf(db, seenIn?.item);
  if (confirmed !== true || copy === undefined) return false;
  const spokenOf = of === undefined ? items : [of];
  const judged = samenessOf({ db }, copy, before).filter(({ other }) => spokenOf.includes(other.sha256));
  const otherwise = judged.some(({ entry, verdict }) => verdict !== 'same' && entry > seq);
  return otherwise || (sameness !== undefined && !judged.some(({ entry }) => entry === sameness));
}
