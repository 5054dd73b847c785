import { strengthOf, type Bound } from '../../../claims/bounds.ts';
import type { CopyInputs } from '../../../shared/claim-record.ts';
import type { CaseDatabase } from '../../db/database.ts';
import type { Evidence } from '../../db/tables/evidence.ts';
import type { Item } from '../../db/tables/item.ts';
import { judgementOf, type JudgedSameness } from '../read-sameness.ts';
import { segmentText } from './confirmed-copy.ts';
import { evidenceDating } from './copy-evidence.ts';
import type { EnteredBound } from './one-witness.ts';
import { fromRecordedInstant } from './recorded-instant.ts';
import { aboutBound, sourcesOf } from './weight.ts';
import { receiptBound, type ItemInputs } from './witness-bounds.ts';

/**
 * What dates the confirmed copies of an item, as bounds on the item for the segments that were judged the same: the
 * copy existed by then, so what it shows was recorded by then. Each weighs no more than it weighs for the copy itself.
 * Entries that are not what the inputs call them give nothing.
 */
export function copyBounds(db: CaseDatabase, { item, inputs }: ItemInputs): EnteredBound[] {
  return (inputs.copies ?? []).flatMap((copy) => {
    const judged = judgementOf({ db }, item, copy.judgement);
    if (judged?.verdict !== 'same') return [];
    const evidence = evidenceDating(db, judged.other, copy.evidence ?? []);
    return [...evidence.flatMap((one) => byEvidence(judged, one)), ...byReceipt(db, judged, copy)];
  });
}

/** `copy 21 evidence 14`: by the judgement of entry 21, the evidence of entry 14. */
function aboutCopy({ entry, segments }: JudgedSameness, what: string): Pick<Bound, 'id' | 'basis' | 'confirmed' | 'segment'> {
  const segment = segmentText(segments.map(({ here }) => here));
  return { id: `copy ${entry} ${what}`, basis: 'earlier-copy', confirmed: true, ...(segment === undefined ? {} : { segment }) };
}

function byEvidence(judged: JudgedSameness, { seq, statement }: Evidence): EnteredBound[] {
  const { basis, limit } = statement;
  if (limit.kind !== 'not-later-than') return [];
  const { origin, override } = aboutBound('', statement);
  const instant = fromRecordedInstant(limit.instant);
  const underlying: Bound = { ...aboutBound('', statement), kind: limit.kind, instant };
  const lowered = override !== undefined && strengthOf(underlying).strength === 'assertion' ? { override } : {};
  const bound: Bound = { ...aboutCopy(judged, `evidence ${seq}`), kind: limit.kind, instant, datedBy: basis, ...lowered, ...(origin === undefined ? {} : { origin }) };
  return [{ bound, sources: [...sourcesOf(seq, statement), datedCopy(judged.other, bound)] }];
}

function byReceipt(db: CaseDatabase, judged: JudgedSameness, { receipt, anchor }: CopyInputs): EnteredBound[] {
  const own = receipt === undefined ? undefined : receiptBound(db, judged.other.number, { receipt, anchor });
  if (own?.bound.kind !== 'not-later-than') return [];
  const { instant, anchored = false } = own.bound;
  const bound: Bound = { ...aboutCopy(judged, `receipt ${receipt}`), kind: 'not-later-than', instant, datedBy: 'log-entry', anchored };
  return [{ bound, sources: own.sources }];
}

/** One date of one copy, whether it was tied to the claim by hand or came in by the judgement. */
export function datedCopy({ sha256 }: Pick<Item, 'sha256'>, { datedBy, ...bound }: Bound): string {
  const { earliest, latest } = bound.kind === 'not-later-than' ? bound.instant : { earliest: 0, latest: 0 };
  return `copy ${sha256} ${datedBy} ${earliest} ${latest}`;
}
