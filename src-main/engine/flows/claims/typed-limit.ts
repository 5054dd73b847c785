import { correctForClock } from '../../../claims/device-clock.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import type { ReadInstantOptions, StatedInstant } from '../../../claims/read-instant.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { EvidenceBasis, EvidenceLimit, RecordedInstant, RecordedPost, RecurringTimes } from '../../../shared/claim-record.ts';
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
  /** Why it weighs as an assertion, whatever its basis. */
  weakBecause?: string;
  /** What a person should know of it before it counts. */
  remarks: string[];
}

/** Read what a piece of evidence says. `now` in ms. Throws CaseError `argument-invalid`. */
export function readLimit(typed: TypedLimit, basis: EvidenceBasis, { now, datedBy }: { now: number; datedBy: EvidenceBasis | undefined }): LimitReading {
  refuseSeveral(typed);
  const post = typed.post === undefined ? undefined : { text: typed.post, byCapture: basis === 'web-capture' || datedBy === 'web-capture' };
  if (measures(typed).length > 0) return recurring(typed);
  if (typed.place !== undefined) return { limit: { kind: 'place', place: toRecordedPlace(typedPlace(typed.place, typed.near)) }, stated: typed.place, remarks: [], ...namedPost(typed.post, now) };
  const limit = timeLimit(typed, now);
  if (limit !== undefined) return { ...limit, ...namedPost(typed.post, now) };
  if (post !== undefined) return post.byCapture ? fromCapture(post.text, now) : fromPost(post.text, now);
  if (typed.note !== undefined) return { limit: { kind: 'note' }, remarks: [] };
  throw refused('The evidence says nothing yet. Accepted: a time (not later than, not earlier than, during), a post, a place, measurements of the sun, or a note.');
}

function measures({ elevation, azimuth, shadowRatio }: TypedLimit): string[] {
  return [elevation, azimuth, shadowRatio].filter((measure) => measure !== undefined);
}

function refuseSeveral(typed: TypedLimit): void {
  const { notLaterThan, notEarlierThan, during, place, near } = typed;
  if (near !== undefined && place === undefined) throw refused('Where to look (near) belongs to a place, and the evidence states none.');
  const measured = measures(typed).length > 0;
  const given = [notLaterThan, notEarlierThan, measured ? undefined : during, measured ? undefined : place].filter((limit) => limit !== undefined);
  if (given.length + Number(measured) > 1) throw refused('The evidence says several things at once. Accepted: one time, span, place or measurement; record the others as evidence of their own.');
  const timed = notLaterThan ?? notEarlierThan ?? (measured ? undefined : during);
  const corrected = typed.error ?? typed.clockAhead ?? typed.clockBehind ?? typed.clockError;
  if (corrected !== undefined && timed === undefined) throw refused('An error or a clock offset belongs to a time, and the evidence states none.');
}

const nothingFits = 'At no time of that range does the measurement fit at that place: look at the three again. As it stands, it says that the footage was not recorded then.';

function recurring(typed: TypedLimit): LimitReading {
  const { place, during } = typed;
  if (place === undefined || during === undefined) throw refused('Measurements of the sun need the place, and the range of dates in which to look (during FROM/TO).');
  const search = { ...typed, place, during };
  const found = timesThatFit(search);
  const intervals = found.intervals.map(({ earliest, latest }) => ({ from: earliest, to: latest }));
  return { limit: { kind: 'periodic', searched: { from: found.range.earliest, to: found.range.latest }, times: { measured: measuresAsTyped(search), intervals } }, remarks: intervals.length > 0 ? [] : [nothingFits] };
}

/** How far off "uncertain" and "approximate" may be is not said (EDTF, "Qualification of a date"): no error can stand for it. */
function doubtOf(stated: string, instants: readonly StatedInstant[]): Pick<LimitReading, 'weakBecause'> {
  const doubted = instants.some(({ basis }) => basis.includes('uncertain') || basis.includes('approximate'));
  return doubted ? { weakBecause: `The time "${stated}" is stated as uncertain or approximate, and by how much is not known.` } : {};
}

/** Footage that exists was not recorded in the future: the year is mistyped, or the clock of this computer is wrong. */
function refuseFuture(stated: string, { earliest = -Infinity }: RecordedInstant, now: number): void {
  if (earliest <= now) return;
  throw refused(`The time "${stated}" has not come yet by the clock of this computer (${utcText(now)}), and footage that exists was recorded before now. Accepted: a time in the past; or set the clock right.`);
}

function timeLimit(typed: TypedLimit, now: number): Omit<LimitReading, 'post'> | undefined {
  const { notLaterThan, notEarlierThan, during } = typed;
  const zone: ReadInstantOptions = typed.zone === undefined ? {} : { zone: typedZone(typed.zone) };
  const stated = notLaterThan ?? notEarlierThan ?? during;
  if (stated === undefined) return undefined;
  const correction = readCorrection(typed);
  const { errorMs = 0, clock = { leastAheadMs: 0, mostAheadMs: 0 } } = correction;
  const corrected = (instant: UncertainInstant) => toRecordedInstant(widened(correctForClock(instant, clock), errorMs));
  if (during !== undefined) {
    const { from, to } = typedSpan('span', during, zone);
    const doubt = doubtOf(during, [from, to]);
    const limit = { kind: 'during', from: corrected(from), to: corrected(to) } as const;
    refuseFuture(during, limit.from, now);
    return { limit, stated, ...correction, ...doubt, remarks: [] };
  }
  const kind = notLaterThan === undefined ? 'not-earlier-than' : 'not-later-than';
  const read = typedInstant(`"${kind.replaceAll('-', ' ')}" time`, stated, zone);
  const instant = corrected(read);
  const says = kind === 'not-later-than' ? instant.latest : instant.earliest;
  if (says === undefined) throw refused(`The time "${stated}" has no end on the side that counts, so "${kind.replaceAll('-', ' ')}" says nothing. Accepted: a time with that end.`);
  if (kind === 'not-earlier-than') refuseFuture(stated, instant, now);
  return { limit: { kind, instant }, stated, ...correction, ...doubtOf(stated, [read]), remarks: [] };
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

const anybodysServer = 'The server that made the id can be run by anybody, and write any time into it.';

function fromPost(text: string, now: number): LimitReading {
  const post = typedPost(text, now);
  const weak = post.basis.clock === 'self-hosted' ? { weakBecause: anybodysServer } : {};
  return { limit: { kind: 'not-later-than', instant: toRecordedInstant(post.createdAt) }, post: toRecordedPost(text, post), ...weak, remarks: [] };
}

function fromCapture(text: string, now: number): LimitReading {
  const { at } = typedCapture(text, now);
  return { limit: { kind: 'not-later-than', instant: toRecordedInstant(at) }, stated: text.trim(), remarks: [] };
}

/** A post that is named where something else gives the limit: where it was seen. */
function namedPost(text: string | undefined, now: number): Pick<LimitReading, 'post'> {
  return text === undefined ? {} : { post: toRecordedPost(text, typedPost(text, now)) };
}
