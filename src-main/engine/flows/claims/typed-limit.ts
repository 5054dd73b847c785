import { correctForClock } from '../../../claims/device-clock.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import type { ReadInstantOptions } from '../../../claims/read-instant.ts';
import type { EvidenceBasis, EvidenceLimit, RecordedPost, RecurringTimes } from '../../../shared/claim-record.ts';
import { toRecordedInstant } from './recorded-instant.ts';
import { refused } from './refused.ts';
import { measuresAsTyped, timesThatFit, type TypedSunMeasures } from './sun-measures.ts';
import { toRecordedPlace, typedPlace } from './typed-place.ts';
import { toRecordedPost, typedCapture, typedPost } from './typed-post.ts';
import { typedDuration, typedInstant, typedSpan, typedZone, widened } from './typed-time.ts';

/** What a piece of evidence says, as typed: one of these, or a note alone. */
export interface TypedLimit extends TypedSunMeasures {
  notLaterThan?: string | undefined;
  notEarlierThan?: string | undefined;
  /** `FROM/TO`; with measurements of the sun, the dates in which to look. */
  during?: string | undefined;
  place?: string | undefined;
  near?: string | undefined;
  note?: string | undefined;
  /** The address or id of a post, or of an archived page: its time is the limit. */
  post?: string | undefined;
  zone?: string | undefined;
  /** A length of time by which the instant may be wrong either way. */
  error?: string | undefined;
  /** How far the clock that gave the time was ahead of UTC, or behind it; and how well that is known. */
  clockAhead?: string | undefined;
  clockBehind?: string | undefined;
  clockError?: string | undefined;
}

/** The limit of the record; a periodic one still has its document with it. */
export type ReadLimit = Exclude<EvidenceLimit, { kind: 'periodic' }> | { kind: 'periodic'; searched: { from: number; to: number }; times: RecurringTimes };

export interface LimitReading {
  limit: ReadLimit;
  stated?: string;
  errorMs?: number;
  clock?: { leastAheadMs: number; mostAheadMs: number };
  post?: RecordedPost;
  /** What a person should know of it before it counts. */
  remarks: string[];
}

/** Read what a piece of evidence says. `now` in ms. Throws CaseError `argument-invalid`. */
export function readLimit(typed: TypedLimit, basis: EvidenceBasis, { now, datedBy }: { now: number; datedBy: EvidenceBasis | undefined }): LimitReading {
  refuseSeveral(typed);
  const post = typed.post === undefined ? undefined : { text: typed.post, byCapture: basis === 'web-capture' || datedBy === 'web-capture' };
  if (measures(typed).length > 0) return recurring(typed);
  if (typed.place !== undefined) return { limit: { kind: 'place', place: toRecordedPlace(typedPlace(typed.place, typed.near)) }, stated: typed.place, remarks: [], ...namedPost(typed.post, now) };
  const limit = timeLimit(typed);
  if (limit !== undefined) return { ...limit, ...namedPost(typed.post, now) };
  if (post !== undefined) return post.byCapture ? fromCapture(post.text, now) : fromPost(post.text, now);
  if (typed.note !== undefined) return { limit: { kind: 'note' }, remarks: [] };
  throw refused('The evidence says nothing yet. Accepted: a time (not later than, not earlier than, during), a post, a place, measurements of the sun, or a note.');
}

function measures({ elevation, azimuth, shadowRatio }: TypedLimit): string[] {
  return [elevation, azimuth, shadowRatio].filter((measure) => measure !== undefined);
}

function refuseSeveral(typed: TypedLimit): void {
  const { notLaterThan, notEarlierThan, during, place } = typed;
  const measured = measures(typed).length > 0;
  const given = [notLaterThan, notEarlierThan, measured ? undefined : during, measured ? undefined : place].filter((limit) => limit !== undefined);
  if (given.length + Number(measured) > 1) throw refused('The evidence says several things at once. Accepted: one time, span, place or measurement; record the others as evidence of their own.');
  const timed = notLaterThan ?? notEarlierThan ?? (measured ? undefined : during);
  const corrected = typed.error ?? typed.clockAhead ?? typed.clockBehind ?? typed.clockError;
  if (corrected !== undefined && timed === undefined) throw refused('An error or a clock offset belongs to a time, and the evidence states none.');
}

function recurring(typed: TypedLimit): LimitReading {
  const { place, during } = typed;
  if (place === undefined || during === undefined) throw refused('Measurements of the sun need the place, and the range of dates in which to look (during FROM/TO).');
  const search = { ...typed, place, during };
  const found = timesThatFit(search);
  const intervals = found.intervals.map(({ earliest, latest }) => ({ from: earliest, to: latest }));
  return { limit: { kind: 'periodic', searched: { from: found.range.earliest, to: found.range.latest }, times: { measured: measuresAsTyped(search), intervals } }, remarks: [] };
}

function timeLimit(typed: TypedLimit): Omit<LimitReading, 'post'> | undefined {
  const { notLaterThan, notEarlierThan, during } = typed;
  const zone: ReadInstantOptions = typed.zone === undefined ? {} : { zone: typedZone(typed.zone) };
  const stated = notLaterThan ?? notEarlierThan ?? during;
  if (stated === undefined) return undefined;
  const correction = readCorrection(typed);
  const { errorMs = 0, clock = { leastAheadMs: 0, mostAheadMs: 0 } } = correction;
  const corrected = (instant: UncertainInstant) => toRecordedInstant(widened(correctForClock(instant, clock), errorMs));
  if (during !== undefined) {
    const { from, to } = typedSpan('span', during, zone);
    return { limit: { kind: 'during', from: corrected(from), to: corrected(to) }, stated, ...correction, remarks: [] };
  }
  const kind = notLaterThan === undefined ? 'not-earlier-than' : 'not-later-than';
  const instant = corrected(typedInstant(`"${kind.replaceAll('-', ' ')}" time`, stated, zone));
  const says = kind === 'not-later-than' ? instant.latest : instant.earliest;
  if (says === undefined) throw refused(`The time "${stated}" has no end on the side that counts, so "${kind.replaceAll('-', ' ')}" says nothing. Accepted: a time with that end.`);
  return { limit: { kind, instant }, stated, ...correction, remarks: [] };
}

function readCorrection({ error, clockAhead, clockBehind, clockError }: TypedLimit): Pick<LimitReading, 'errorMs' | 'clock'> {
  const errorMs = error === undefined ? {} : { errorMs: typedDuration('error', error).longestMs };
  if (clockAhead === undefined && clockBehind === undefined) {
    if (clockError === undefined) return errorMs;
    throw refused('An error of a clock needs the offset to which it belongs: how far the clock was ahead, or behind.');
  }
  if (clockAhead !== undefined && clockBehind !== undefined) throw refused('A clock is ahead or behind, not both.');
  const { shortestMs, longestMs } = typedDuration('clock offset', clockAhead ?? clockBehind ?? '');
  const size = clockError === undefined ? 0 : typedDuration('error of the clock', clockError).longestMs;
  const [least, most] = clockAhead === undefined ? [-longestMs, -shortestMs] : [shortestMs, longestMs];
  return { ...errorMs, clock: { leastAheadMs: least - size, mostAheadMs: most + size } };
}

function fromPost(text: string, now: number): LimitReading {
  const post = typedPost(text, now);
  const hosted = post.basis.clock === 'self-hosted' ? ['The server that made this id can be run by anybody, and write any time into it: it weighs as an assertion.'] : [];
  return { limit: { kind: 'not-later-than', instant: toRecordedInstant(post.createdAt) }, post: toRecordedPost(text, post), remarks: hosted };
}

function fromCapture(text: string, now: number): LimitReading {
  const { at } = typedCapture(text, now);
  return { limit: { kind: 'not-later-than', instant: toRecordedInstant(at) }, stated: text.trim(), remarks: [] };
}

/** A post that is named where something else gives the limit: where it was seen. */
function namedPost(text: string | undefined, now: number): Pick<LimitReading, 'post'> {
  return text === undefined ? {} : { post: toRecordedPost(text, typedPost(text, now)) };
}
