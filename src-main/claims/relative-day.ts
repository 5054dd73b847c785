import type { UncertainInstant } from './instant.ts';
import { dayMs, hourMs, localDayAt, minuteMs, place, type Zone } from './local-time.ts';
import type { PhraseWords } from './phrase-words/words.ts';
import { dayParts } from './phrase-words/words.ts';
import { anyOf } from './read-word-date.ts';

/** A day counted from the day of a reference, and the stretch of it in ms from its midnight, both ends included. */
export interface RelativeDay {
  daysBefore: number;
  fromMs: number;
  toMs: number;
  /** Said as "in the evening": nobody knows where that begins. */
  vague: boolean;
}

/** Read "yesterday", "вчора ввечері", "hier soir"; `text` as `comparable` leaves it. */
export function readRelativeDay(text: string, words: PhraseWords): RelativeDay | undefined {
  const known = words.relativeParts[text];
  if (known) return relativeDay(known[0], known[1]);
  const day = `(?<day>${anyOf(Object.keys(words.relativeDays))})`;
  const part = anyOf(Object.keys(words.partsOfDay));
  const found = new RegExp(`^(?:(?<before>${part}) )?${day}(?: (?<after>${part}))?$`, 'u').exec(text)?.groups;
  const daysBefore = words.relativeDays[found?.['day'] ?? ''];
  if (!found || daysBefore === undefined || (found['before'] !== undefined && found['after'] !== undefined)) return undefined;
  return relativeDay(daysBefore, words.partsOfDay[found['before'] ?? found['after'] ?? ''] ?? dayParts.whole);
}

function relativeDay(daysBefore: number, part: readonly [number, number]): RelativeDay {
  return { daysBefore, fromMs: part[0] * minuteMs, toMs: part[1] * minuteMs - 1, vague: part !== dayParts.whole };
}

/** Clocks are put forward or back by an hour, Lord Howe's by half, between a day and the day from which it is counted. */
const clockChangeMs = hourMs;

/**
 * The first and the last instant of a relative day, each with its error. In a known zone the error is the reference's;
 * in an unknown one the reference's day began at any time of the 24 hours before it.
 */
export function relativeDayEnds(day: RelativeDay, reference: UncertainInstant, zone: Zone): { start: UncertainInstant; end: UncertainInstant } | undefined {
  if (!Number.isFinite(reference.earliest) || !Number.isFinite(reference.latest)) return undefined;
  return zone === 'unknown' ? endsAnywhere(day, reference) : endsIn(day, reference, zone);
}

function endsAnywhere({ daysBefore, fromMs, toMs }: RelativeDay, reference: UncertainInstant): { start: UncertainInstant; end: UncertainInstant } {
  const [firstMidnight, lastMidnight] = [reference.earliest - dayMs + 1, reference.latest].map((ms) => ms - daysBefore * dayMs) as [number, number];
  const around = (ms: number): UncertainInstant => ({ earliest: firstMidnight + ms - clockChangeMs, latest: lastMidnight + ms + clockChangeMs });
  const [start, end] = [around(fromMs), around(toMs)];
  // A day before the reference's ended before the reference, whatever the zone.
  const over = daysBefore > 0 && toMs < dayMs ? reference.latest - 1 : Infinity;
  return { start: { ...start, latest: Math.min(start.latest, over) }, end: { ...end, latest: Math.min(end.latest, over) } };
}

function endsIn(day: RelativeDay, reference: UncertainInstant, zone: Exclude<Zone, 'unknown'>): { start: UncertainInstant; end: UncertainInstant } | undefined {
  const midnights = [reference.earliest, reference.latest].map((utcMs) => localDayAt(utcMs, zone) - day.daysBefore * dayMs);
  const [first, last] = midnights.map((from) => place({ from: from + day.fromMs, to: from + day.toMs }, zone));
  if (!first || !last || 'problem' in first || 'problem' in last) return undefined;
  return { start: { earliest: first.earliest, latest: last.earliest }, end: { earliest: first.latest, latest: last.latest } };
}
