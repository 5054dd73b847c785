import { CaseError } from '../../shared/errors.ts';
import type { JudgedSegment, SamenessVerdict } from '../../shared/sameness.ts';
import { samenessJudged } from '../custody/kinds/sameness-judged.ts';
import type { Item } from '../db/tables/item.ts';
import { findItem, shortId } from './find-item.ts';
import type { WritableCase } from './open-case.ts';
import { samenessOf } from './read-sameness.ts';
import { segmentsAbout, type AboutSegments } from './similar/judged-segments.ts';
import { typedText } from './typed-text.ts';

export interface JudgeSameness {
  a: string;
  b: string;
  verdict: SamenessVerdict;
  because: string;
  /** Without it the judgement is about both items as a whole. */
  about?: AboutSegments | undefined;
  /** Both items as a whole are meant although they differ in length: what dates one then counts for all of the other. */
  whole?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

export interface RecordedSameness {
  /** Log entry of the judgement. */
  entry: number;
  a: { id: string; name: string };
  b: { id: string; name: string };
  verdict: SamenessVerdict;
  because: string;
  segments: JudgedSegment[];
  /** The earlier judgement of the two that does not count any more. */
  replaces: { entry: number; verdict: SamenessVerdict } | null;
  /** What a person should know of it before it counts. */
  remarks: string[];
}

/**
 * Record whether two items show the same footage, as a person judges it. The newest judgement of two items counts.
 * Items of unequal length are judged the same as a whole only when that is said. Then nothing is recorded, and CaseError
 * `lengths-differ` thrown; also `item-not-found`, `item-ambiguous`, `argument-invalid`, `no-such-segment`, `nothing-to-compare`.
 */
export async function judgeSameness(target: WritableCase, { a, b, verdict, because, about, whole = false, signal }: JudgeSameness): Promise<RecordedSameness> {
  const pair = { a: findItem(target, a), b: findItem(target, b) };
  if (pair.a.number === pair.b.number) throw new CaseError('argument-invalid', { detail: `"${a}" and "${b}" are one and the same item. Name two. Nothing was changed.` });
  const reason = typedText('reason', because);
  const segments = await segmentsAbout(target, pair, { about, signal });
  const remarks = verdict === 'same' && segments.length === 0 ? ofUnequalLength(pair) : [];
  if (remarks.length > 0 && !whole) throw new CaseError('lengths-differ', { lengths: lengthsText(pair) });
  const before = samenessOf(target, pair.a).find(({ other }) => other.number === pair.b.number);
  signal?.throwIfAborted();
  const extent = segments.length === 0 ? {} : { segments };
  const entry = await target.record([samenessJudged.draft({ a: pair.a.sha256, b: pair.b.sha256, verdict, because: reason, ...extent })]);
  const shown = ({ number, name }: Item): RecordedSameness['a'] => ({ id: shortId(number), name });
  const replaces = before === undefined ? null : { entry: before.entry, verdict: before.verdict };
  return { entry, a: shown(pair.a), b: shown(pair.b), verdict, because: reason, segments, replaces, remarks };
}

/** Seconds by which copies of one film differ in length: players and containers cut and pad its ends. */
const lengthSlackS = 2;

/** Judged as a whole, what dates one item counts for all of the other: also for what the shorter one cannot show. */
function ofUnequalLength({ a, b }: { a: Item; b: Item }): string[] {
  if (a.durationS === null || b.durationS === null) return [];
  if (Math.abs(Number(a.durationS) - Number(b.durationS)) <= lengthSlackS) return [];
  return [`${lengthsText({ a, b })}, and they were judged the same as a whole: what dates one counts for all of the other.`];
}

function lengthsText(pair: { a: Item; b: Item }): string {
  const [longer, shorter] = [pair.a, pair.b].toSorted((one, other) => Number(other.durationS) - Number(one.durationS)) as [Item, Item];
  return `${shortId(longer.number)} is ${longer.durationS} s long and ${shortId(shorter.number)} is ${shorter.durationS} s`;
}
