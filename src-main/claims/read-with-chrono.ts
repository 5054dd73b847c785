import * as chronoEn from 'chrono-node/en';
import * as chronoFr from 'chrono-node/fr';
import * as chronoRu from 'chrono-node/ru';
import * as chronoUk from 'chrono-node/uk';
import type { Component, ParsedResult } from 'chrono-node';
import { calendarDay } from './calendar-day.ts';
import { readClockTime } from './read-clock-time.ts';
import { unread, type Language, type Reading, type WrittenTime } from './written-time.ts';

const parsers = { en: chronoEn.strict, fr: chronoFr.strict, uk: chronoUk.strict, ru: chronoRu.strict };

/** Two references as different as can be: what comes out the same for both rests on the text alone. */
const references = ['2001-02-28T23:59:00Z', '2098-07-05T00:01:00Z'];

/**
 * Ask chrono-node for spellings of an absolute date that the grammar here does not have. It is held short, since it
 * reads relative words by the clock of the machine, takes the parts it likes of a text, and 03/04 for 4 March: only a
 * reading of the whole text counts, with day, month and year written, no zone abbreviation, no date of numbers only,
 * and the same from two references. Always to be confirmed.
 */
export function readWithChrono(text: string, language: Language): Reading {
  if (/\d ?[./-] ?\d/.test(text) || /[+-] ?\d/.test(text)) return undefined;
  const [one, other] = references.map((instant) => wholeReading(text, language, instant));
  if (!one || !other || JSON.stringify(one) !== JSON.stringify(other)) return undefined;
  const { year, month, day, weekday, hour, minute, second } = one;
  if (year === undefined || month === undefined || day === undefined || !text.includes(String(year))) return undefined;
  const date = calendarDay(year, month, day);
  if (Number.isNaN(date.from)) return unread('no-such-date', text, '2024-10-18');
  if (weekday !== undefined && weekday !== new Date(date.from).getUTCDay()) return unread('weekday-contradicts-date', text, '2024-10-18');
  const written: WrittenTime = { code: 'day', where: { from: date.from, to: date.to }, basis: ['date-only', 'read-by-chrono'], needsConfirmation: true };
  if (hour === undefined) return written;
  // It calls minutes and seconds certain that nobody wrote.
  const [, seconds] = /\d:\d\d(:\d\d)?/.exec(text) ?? [];
  if (!text.includes(':')) return undefined;
  const time = readClockTime({ hour: String(hour), minute: minuteText(minute), second: seconds === undefined ? undefined : minuteText(second) });
  return time && { ...written, code: time.code, where: { from: date.from + time.from, to: date.from + time.to }, basis: [...time.basis, 'read-by-chrono'] };
}

function minuteText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

const components = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'second'] as const satisfies Component[];
type Certain = Partial<Record<(typeof components)[number], number>>;

/** The parts that the text itself gives, when all of the text was read as one time. */
function wholeReading(text: string, language: Language, instant: string): Certain | undefined {
  const results: ParsedResult[] = parsers[language].parse(text, { instant: new Date(instant), timezone: 0 });
  const [result] = results;
  if (!result || results.length > 1 || result.end || result.text.trim() !== text || result.start.isCertain('timezoneOffset')) return undefined;
  const certain: Certain = {};
  for (const name of components) {
    if (result.start.isCertain(name)) certain[name] = result.start.get(name) ?? NaN;
  }
  return certain;
}
