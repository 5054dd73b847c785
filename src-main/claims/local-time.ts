import type { EpochMs, UncertainInstant } from './instant.ts';

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** ECMA-262, section 21.4.1.1: the time values that a Date can hold. */
export const furthestMs = 8_640_000_000_000_000;

/** Offsets in use on Earth reach from UTC-12:00 (Baker Island) to UTC+14:00 (Kiribati); IANA time zone database. */
export const lowestOffsetMinutes = -12 * 60;
export const highestOffsetMinutes = 14 * 60;

/** Where a wall clock hangs: an offset east of UTC in minutes, an IANA zone such as `Europe/Kyiv`, or nobody knows. */
export type Zone = { offsetMinutes: number } | { name: string } | 'unknown';

/** Wall-clock readings from `from` to `to`, both included, as if they were UTC. */
export interface LocalSpan {
  from: EpochMs;
  to: EpochMs;
}

/** Midnight of a proleptic Gregorian day as if in UTC; month from 1; overflowing months and days carry. NaN out of range. */
export function midnight(year: number, month: number, day: number): EpochMs {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

export function daysInMonth(year: number, month: number): number {
  return new Date(midnight(year, month + 1, 0)).getUTCDate();
}

/** `2024-10-18T14:30:00.000` of a wall-clock reading, for showing it back; `..` where it is open. */
export function localText(localMs: EpochMs): string {
  if (Math.abs(localMs) > furthestMs) return '..';
  return new Date(localMs).toISOString().slice(0, -1);
}

export function isZoneName(name: string): boolean {
  try {
    return zoneClock(name) !== undefined;
  } catch {
    return false;
  }
}

const zoneClocks = new Map<string, Intl.DateTimeFormat>();

function zoneClock(name: string): Intl.DateTimeFormat {
  const known = zoneClocks.get(name);
  if (known) return known;
  const number = 'numeric';
  const parts = { year: number, month: number, day: number, hour: number, minute: number, second: number } as const;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', calendar: 'gregory', ...parts });
  zoneClocks.set(name, made);
  return made;
}

/** What the wall clock of a named zone shows at an instant, as if in UTC. */
function wallClock(utcMs: EpochMs, name: string): EpochMs {
  const shown: Record<string, string> = {};
  for (const { type, value } of zoneClock(name).formatToParts(utcMs)) shown[type] = value;
  const number = (part: string): number => Number(shown[part]);
  const year = shown['era'] === 'BC' ? 1 - number('year') : number('year');
  const timeOfDay = number('hour') * hourMs + number('minute') * minuteMs + number('second') * secondMs;
  return midnight(year, number('month'), number('day')) + timeOfDay + (((utcMs % secondMs) + secondMs) % secondMs);
}

/** The instants at which a zone's wall clock shows `localMs`: one, two in a fold, none in a gap; and the widest that offsets nearby allow. */
function instantsOf(localMs: EpochMs, name: string): { exact: EpochMs[]; nearby: EpochMs[] } {
  const offsets = [-dayMs, 0, dayMs].map((shift) => wallClock(localMs + shift, name) - (localMs + shift));
  const nearby = [...new Set(offsets)].map((offset) => localMs - offset);
  return { exact: nearby.filter((utcMs) => wallClock(utcMs, name) === localMs), nearby };
}

export interface Placed extends UncertainInstant {
  /** `offset-unknown`, or `zone-fold` where a zone's clock showed the reading twice. */
  note?: 'offset-unknown' | 'zone-fold';
}

/**
 * The instants that wall-clock readings stand for. An unknown offset widens by every offset in use. A fold gives the
 * interval from the first instant to the last. A reading that a zone's clock skipped is a problem, not an instant.
 */
export function place(span: LocalSpan, zone: Zone): Placed | { problem: 'local-time-skipped' | 'out-of-range' } {
  const placed = placeUnchecked(span, zone);
  if ('problem' in placed) return placed;
  return [placed.earliest, placed.latest].every((ms) => Math.abs(ms) <= furthestMs || Math.abs(ms) === Infinity)
    ? placed
    : { problem: 'out-of-range' };
}

function placeUnchecked(span: LocalSpan, zone: Zone): Placed | { problem: 'local-time-skipped' } {
  if (zone === 'unknown') {
    const widened = { earliest: span.from - highestOffsetMinutes * minuteMs, latest: span.to - lowestOffsetMinutes * minuteMs };
    return { ...widened, note: 'offset-unknown' };
  }
  if ('offsetMinutes' in zone) {
    const offsetMs = zone.offsetMinutes * minuteMs;
    return { earliest: span.from - offsetMs, latest: span.to - offsetMs };
  }
  return placeInNamedZone(span, zone.name);
}

function placeInNamedZone(span: LocalSpan, name: string): Placed | { problem: 'local-time-skipped' } {
  const farthest = furthestMs - 3 * dayMs;
  const at = (ms: EpochMs): { exact: EpochMs[]; nearby: EpochMs[] } =>
    Math.abs(ms) <= farthest ? instantsOf(ms, name) : { exact: [ms], nearby: [ms] };
  const [first, last] = [at(span.from), at(span.to)];
  const bothSkipped = first.exact.length === 0 && last.exact.length === 0;
  // A day that lost its first hour still began; only a span that lies in the gap as a whole never was.
  if (bothSkipped && span.to - span.from <= dayMs) return { problem: 'local-time-skipped' };
  const earliest = Math.min(...(first.exact.length > 0 ? first.exact : first.nearby));
  const latest = Math.max(...(last.exact.length > 0 ? last.exact : last.nearby));
  const folded = first.exact.length > 1 || last.exact.length > 1;
  return { earliest, latest, ...(folded ? { note: 'zone-fold' as const } : {}) };
}

/** Midnight, as if in UTC, of the day that the wall clock of a known zone shows at an instant. */
export function localDayAt(utcMs: EpochMs, zone: Exclude<Zone, 'unknown'>): EpochMs {
  const local = 'name' in zone ? wallClock(utcMs, zone.name) : utcMs + zone.offsetMinutes * minuteMs;
  return Math.floor(local / dayMs) * dayMs;
}
