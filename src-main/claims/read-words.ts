import type { UncertainInstant } from './instant.ts';
import { dayMs, type Zone } from './local-time.ts';
import type { PhraseWords } from './phrase-words/words.ts';
import type { ClockTime } from './read-clock-time.ts';
import { readDuration } from './read-duration.ts';
import { readWordDate } from './read-word-date.ts';
import { clockPattern, clockTimeOf } from './read-word-time.ts';
import { isUnread, readZone, zonePattern } from './read-zone.ts';
import { readRelativeDay, relativeDayEnds, type RelativeDay } from './relative-day.ts';
import { unread, type Language, type Reading, type Unread, type WrittenTime } from './written-time.ts';

/** What relative words hang on. */
export interface Surroundings {
  relativeTo?: UncertainInstant | undefined;
  zone: Zone;
  /** The language that the text is said to be in, if any. */
  language?: Language | undefined;
}

/** Read a time in the words of one language; `text` as `comparable` leaves it. All of it must be understood. */
export function readWords(text: string, words: PhraseWords, surroundings: Surroundings): Reading {
  return readAgo(text, words, surroundings) ?? readDay(text, words, surroundings) ?? readDayAndTime(text, words, surroundings);
}

/** "Three days ago" is counted in days: it may be off by one of them on both sides. */
function readAgo(text: string, words: PhraseWords, { relativeTo }: Surroundings): Reading {
  for (const template of words.ago) {
    const said = new RegExp(`^${template.replace('{D}', '(?<duration>.+)')}$`, 'u').exec(text)?.groups?.['duration'];
    const duration = said === undefined ? undefined : readDuration(said, words.language);
    if (!duration || 'problem' in duration) continue;
    if (!isFinite(relativeTo)) return unread('reference-missing', text);
    const earliest = relativeTo.earliest - duration.longestMs - duration.stepMs;
    const latest = relativeTo.latest - Math.max(0, duration.shortestMs - duration.stepMs);
    return { code: 'ago', where: { earliest, latest }, basis: ['relative-to-reference', 'approximate'], needsConfirmation: true };
  }
  return undefined;
}

function isFinite(reference: UncertainInstant | undefined): reference is UncertainInstant {
  return reference !== undefined && Number.isFinite(reference.earliest) && Number.isFinite(reference.latest);
}

function readDay(text: string, words: PhraseWords, surroundings: Surroundings): Reading {
  const relative = readRelativeDay(text, words);
  return relative ? placeRelative(relative, text, surroundings) : readWordDate(text, words, surroundings.language);
}

function placeRelative(day: RelativeDay, text: string, { relativeTo, zone }: Surroundings): WrittenTime | Unread {
  if (!isFinite(relativeTo)) return unread('reference-missing', text);
  const ends = relativeDayEnds(day, relativeTo, zone);
  if (!ends) return unread('local-time-skipped', text);
  const basis: WrittenTime['basis'] = ['relative-to-reference', ...(day.vague ? ['part-of-day' as const] : ['date-only' as const])];
  if (zone === 'unknown') basis.push('offset-unknown');
  const where = { earliest: ends.start.earliest, latest: ends.end.latest };
  return { code: 'relative-day', where, basis, needsConfirmation: true, facts: { daysBefore: day.daysBefore } };
}

const ordersOf = new Map<PhraseWords, RegExp[]>();

/** Day and time in both orders, and a day with a zone alone. Compiled once for each language: they are long. */
function orders(words: PhraseWords): RegExp[] {
  const known = ordersOf.get(words) ?? dayAndTimeOrders(words);
  ordersOf.set(words, known);
  return known;
}

function dayAndTimeOrders(words: PhraseWords): RegExp[] {
  const clock = clockPattern(words);
  const [sign, zone] = [`(?:${words.beforeTime})?`, `(?: ?\\(?(?<zone>${zonePattern})\\)?)?`];
  const dayFirst = `^(?<date>.+?)(?:,? | - )${sign}${clock}${zone}$`;
  const timeFirst = `^${sign}${clock}${zone},? (?<date>.+)$`;
  const dayOnly = `^(?<date>.+?) \\(?(?<zone>${zonePattern})\\)?$`;
  return [dayFirst, timeFirst, dayOnly].map((order) => new RegExp(order, 'u'));
}

/** "18 October 2024 at 14:30 UTC+3" and "at 14:30 on 18 October 2024". */
function readDayAndTime(text: string, words: PhraseWords, surroundings: Surroundings): Reading {
  for (const order of orders(words)) {
    const groups = order.exec(text)?.groups;
    const reading = groups && combine(groups, words, surroundings);
    if (reading) return reading;
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function combine(groups: Groups, words: PhraseWords, surroundings: Surroundings): Reading {
  const written = groups['zone'] === undefined ? undefined : readZone(groups['zone']);
  if (written && isUnread(written)) return written.problem === 'no-such-zone' ? undefined : written;
  // "14:30-15:30" may be an hour of a day; behind seconds it is an offset (RFC 5322).
  if (groups['zone']?.startsWith('-') && groups['second'] === undefined) return unread('offset-or-range', groups['zone']);
  const zone = written ?? surroundings.zone;
  const hasTime = ['hour', 'signedHour', 'halfHour'].some((name) => groups[name] !== undefined);
  const time = hasTime ? clockTimeOf(groups) : undefined;
  const date = groups['date'] ?? '';
  const day = readRelativeDay(date, words);
  const reading = day ? atTime(day, time, { text: date, surroundings: { ...surroundings, zone } }) : dateAtTime(readWordDate(date, words, surroundings.language), time);
  if (!reading || isUnread(reading)) return reading;
  if (hasTime && !time) return unread('no-such-time', date);
  return written === undefined ? reading : { ...reading, zone: written };
}

function atTime(day: RelativeDay, time: ClockTime | undefined, at: { text: string; surroundings: Surroundings }): Reading {
  // "Yesterday evening at 8:30" does not say which 8:30.
  if (day.vague && time) return undefined;
  const part = time ? { ...day, fromMs: time.from, toMs: time.to } : day;
  return placeRelative(part, at.text, at.surroundings);
}

function dateAtTime(date: Reading, time: ClockTime | undefined): Reading {
  if (!date || isUnread(date) || !time) return date;
  if ((date.code !== 'day' && date.code !== 'ambiguous-day') || !('from' in date.where)) return undefined;
  const [first, last] = [date.where.from, date.where.to - dayMs + 1];
  const basis = [...date.basis.filter((code) => code !== 'date-only'), ...time.basis];
  const code = date.code === 'day' ? time.code : date.code;
  return { ...date, code, where: { from: first + time.from, to: last + time.to }, basis, needsConfirmation: true };
}
