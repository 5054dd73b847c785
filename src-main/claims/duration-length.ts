import { dayMs, hourMs, midnight, minuteMs, secondMs } from './local-time.ts';
import type { UnitName } from './phrase-words/words.ts';
import type { Fraction } from './read-number.ts';

/** A length of time, in ms, that lies between two others, both included; equal where it is exact. */
export interface Duration {
  shortestMs: number;
  longestMs: number;
}

/** `days-of-24-hours`: three days are 72 hours exactly, whatever clocks did; `calendar`: months and years differ in length. */
export type DurationBasis = 'days-of-24-hours' | 'calendar' | 'finer-than-milliseconds';

/** A number of one unit. */
export interface Amount {
  value: Fraction;
  unit: UnitName;
}

const exactUnits = {
  millisecond: 1,
  second: secondMs,
  minute: minuteMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
} as const satisfies Partial<Record<UnitName, number>>;
/** From the longest to the shortest: the order in which a length names its units. */
export const falling: readonly UnitName[] = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'];

/** Half a million years: far longer than anything that is meant. */
const longestMs = 6_000_000 * 31 * dayMs;
/** A length, what it rests on, and the longest that one of its smallest unit can be. */
export interface MeasuredLength extends Duration {
  basis: DurationBasis[];
  stepMs: number;
}

/** How long amounts are together; fractions of a ms are rounded outward. Cost: 4,800 steps where there are months. */
export function lengthOf(amounts: readonly Amount[]): MeasuredLength | { problem: 'out-of-range' | 'fraction-of-a-month' } {
  const calendar = amounts.filter(({ unit }) => unit === 'month' || unit === 'year');
  if (calendar.some(({ value }) => value.denominator > 1n)) return { problem: 'fraction-of-a-month' };
  const months = calendar.reduce((sum, { value, unit }) => sum + Number(value.numerator) * (unit === 'year' ? 12 : 1), 0);
  const exact = amounts.filter((amount) => !calendar.includes(amount)).map(exactLength);
  const sum = (side: 'floor' | 'ceiling'): bigint => exact.reduce((total, length) => total + length[side], 0n);
  if (months > 6_000_000 || sum('ceiling') > BigInt(longestMs)) return { problem: 'out-of-range' };
  const [shortest, longest] = months === 0 ? [0, 0] : monthsLength(months);
  const basis: DurationBasis[] = [];
  if (amounts.some(({ unit }) => unit === 'day' || unit === 'week')) basis.push('days-of-24-hours');
  if (calendar.length > 0) basis.push('calendar');
  if (sum('floor') !== sum('ceiling')) basis.push('finer-than-milliseconds');
  return { shortestMs: shortest + Number(sum('floor')), longestMs: longest + Number(sum('ceiling')), basis, stepMs: stepOf(amounts) };
}

function exactLength({ value, unit }: Amount): { floor: bigint; ceiling: bigint } {
  const scaled = value.numerator * BigInt(exactUnits[unit as keyof typeof exactUnits]);
  const floor = scaled / value.denominator;
  return { floor, ceiling: scaled % value.denominator === 0n ? floor : floor + 1n };
}

function stepOf(amounts: readonly Amount[]): number {
  const unit = amounts.at(-1)?.unit ?? 'millisecond';
  if (unit === 'year') return 366 * dayMs;
  return unit === 'month' ? 31 * dayMs : exactUnits[unit];
}

/** The shortest and the longest run of so many months in the 400 years after which the Gregorian calendar repeats. */
function monthsLength(months: number): [number, number] {
  const cycle = 4800;
  const [cycles, rest] = [Math.floor(months / cycle), months % cycle];
  let [shortest, longest] = [Infinity, 0];
  for (let start = 1; start <= cycle; start++) {
    const length = midnight(2000, start + rest, 1) - midnight(2000, start, 1);
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  const cyclesMs = cycles * (midnight(2400, 1, 1) - midnight(2000, 1, 1));
  return [cyclesMs + shortest, cyclesMs + longest];
}
