import type { StatedTime } from '../../../shared/facts.ts';

interface WallClock {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  /** `.580`, with its point; empty when not stated. */
  fraction: string;
  offset: string;
  /** The second was not stated. */
  shortened: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** ISO 8601, EXIF (`2019:07:24 08:25:57`), MediaInfo (`... UTC`, older: `UTC ...`). */
const numeric =
  /^(UTC )?(-?\d{4,6})[-:/](\d\d)[-:/](\d\d)[T ](\d\d):(\d\d)(?::(\d\d)([.,]\d{1,9})?)?\s?(Z|UTC|[+-]\d\d:?(?:\d\d)?)?$/;
/** AVI's IDIT as cameras write it: C's asctime, `MON SEP 10 20:52:00 2012`. */
const asctime = /^[a-z]{3},? +([a-z]{3}) +(\d{1,2}) +(\d\d):(\d\d):(\d\d) +(\d{4})$/i;
/** AVI's IDIT of other cameras: `2005/ 4/ 5 12:13`. */
const spaced = /^(\d{4})\/ ?(\d{1,2})\/ ?(\d{1,2}) +(\d\d):(\d\d)(?::(\d\d))?$/;

/**
 * A recording time as a witness prints it. The offset stays `unknown` unless the text states one;
 * the wall clock is kept as stated, however odd, with the oddity named in `doubt`.
 * @returns undefined when the text is no date with a time of day.
 */
export function parseStatedTime(printed: string): StatedTime | undefined {
  const clock = readNumeric(printed.trim()) ?? readAsctime(printed.trim()) ?? readSpaced(printed.trim());
  if (!clock) return undefined;
  const local = `${clock.year}-${clock.month}-${clock.day}T${clock.hour}:${clock.minute}:${clock.second}${clock.fraction}`;
  const utcMs = toUtcMs(clock);
  const doubt = doubtAbout(clock, local, utcMs);
  return {
    local,
    offset: clock.offset,
    ...(utcMs !== undefined && clock.offset !== 'unknown' ? { utc: utcText(utcMs, clock.fraction) } : {}),
    ...(doubt ? { doubt } : {}),
  };
}

function readNumeric(text: string): WallClock | undefined {
  const match = numeric.exec(text);
  if (!match) return undefined;
  const [, utcBefore, year = '', month = '', day = '', hour = '', minute = '', second, fraction = '', offset] = match;
  return {
    year,
    month,
    day,
    hour,
    minute,
    second: second ?? '00',
    fraction: fraction.replace(',', '.'),
    offset: utcBefore ? 'Z' : offsetText(offset),
    shortened: second === undefined,
  };
}

function readAsctime(text: string): WallClock | undefined {
  const match = asctime.exec(text);
  if (!match) return undefined;
  const [, monthName = '', day = '', hour = '', minute = '', second = '', year = ''] = match;
  const month = months.indexOf(monthName.toLowerCase()) + 1;
  if (month === 0) return undefined;
  return { year, month: twoDigits(month), day: twoDigits(day), hour, minute, second, fraction: '', offset: 'unknown', shortened: false };
}

function readSpaced(text: string): WallClock | undefined {
  const match = spaced.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second] = match;
  return {
    year,
    month: twoDigits(month),
    day: twoDigits(day),
    hour,
    minute,
    second: second ?? '00',
    fraction: '',
    offset: 'unknown',
    shortened: second === undefined,
  };
}

function twoDigits(value: string | number): string {
  return String(value).padStart(2, '0');
}

function offsetText(printed: string | undefined): string {
  if (printed === undefined) return 'unknown';
  if (printed === 'Z' || printed === 'UTC') return 'Z';
  const digits = printed.replace(':', '').padEnd(5, '0');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}

/** Milliseconds since 1970 of the wall clock taken as UTC, without its fraction; undefined for a day that does not exist. */
export function wallClockMs(local: string): number | undefined {
  const match = /^(-?\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(local);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || day < 1 || hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.setUTCHours(hour, minute, second);
}

/** An offset as milliseconds east of UTC. */
export function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

function toUtcMs(clock: WallClock): number | undefined {
  const local = `${clock.year}-${clock.month}-${clock.day}T${clock.hour}:${clock.minute}:${clock.second}`;
  const wallMs = wallClockMs(local);
  if (wallMs === undefined || clock.offset === 'unknown') return wallMs;
  const utcMs = wallMs - offsetMs(clock.offset);
  return Math.abs(utcMs) <= 8.64e15 ? utcMs : undefined;
}

function utcText(utcMs: number, fraction: string): string {
  return `${new Date(utcMs).toISOString().slice(0, -5)}${fraction}Z`;
}

/** The zeroes of the clocks that containers count from: QuickTime (ISO 14496-12, 8.2.2) and Unix. */
const clockZeroes = [Date.UTC(1904, 0, 1), 0];

function doubtAbout(clock: WallClock, local: string, utcMs: number | undefined): string | undefined {
  if (/^0+-00-00T/.test(local)) return 'never-set';
  if (utcMs === undefined) return 'impossible-date';
  if (clockZeroes.includes(utcMs) || clockZeroes.includes(wallClockMs(local) ?? Number.NaN)) return 'epoch-zero';
  return clock.shortened ? 'seconds-not-stated' : undefined;
}
