import { hourMs, minuteMs, secondMs, type LocalSpan } from './local-time.ts';
import type { ReadingCode, TimeBasis } from './written-time.ts';

/** The digits of a time of day as written; absent parts were not written. */
export interface ClockDigits {
  hour: string;
  minute?: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
}

/** A stretch of a day in ms after its midnight, both ends included. */
export interface ClockTime extends LocalSpan {
  code: Extract<ReadingCode, 'hour' | 'minute' | 'second' | 'fraction' | 'leap-second'>;
  basis: TimeBasis[];
}

/**
 * Read a time of day. It covers the whole of its last written unit: 14:30 is 14:30:00.000 to 14:30:59.999. Fractions
 * finer than a millisecond are rounded outward. 24:00 is the beginning of the next day (ISO 8601-1). The second 60 has
 * no POSIX number: it covers the seconds on both sides. Undefined when there is no such time of day.
 */
export function readClockTime(digits: ClockDigits): ClockTime | undefined {
  const [h, m, s] = [digits.hour, digits.minute ?? 0, digits.second ?? 0].map(Number) as [number, number, number];
  const endOfDay = h === 24 && m === 0 && s === 0 && /^0*$/.test(digits.fraction ?? '');
  if (m > 59 || s > 60 || (h > 23 && !endOfDay)) return undefined;
  const start = h * hourMs + m * minuteMs + s * secondMs;
  if (s === 60) return { code: 'leap-second', from: start - secondMs, to: start + secondMs - 1, basis: ['leap-second'] };
  const unit = lastUnit(digits);
  const basis: TimeBasis[] = endOfDay ? [...unit.basis, 'end-of-day'] : unit.basis;
  return { code: unit.code, from: start + unit.from, to: start + unit.to, basis };
}

function lastUnit(digits: ClockDigits): ClockTime {
  if (digits.minute === undefined) return { code: 'hour', from: 0, to: hourMs - 1, basis: ['hour-only'] };
  if (digits.second === undefined) return { code: 'minute', from: 0, to: minuteMs - 1, basis: ['minute-only'] };
  if (digits.fraction === undefined) return { code: 'second', from: 0, to: secondMs - 1, basis: [] };
  return readFraction(digits.fraction);
}

function readFraction(digits: string): ClockTime {
  const from = Number(digits.slice(0, 3).padEnd(3, '0'));
  if (digits.length <= 3) return { code: 'fraction', from, to: Number(digits.padEnd(3, '9')), basis: [] };
  const finer = /[1-9]/.test(digits.slice(3));
  return { code: 'fraction', from, to: finer ? from + 1 : from, basis: ['finer-than-milliseconds'] };
}
