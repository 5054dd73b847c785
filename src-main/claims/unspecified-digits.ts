import { daysInMonth } from './local-time.ts';

/** A year, then month and day from 1 where they are written. */
export type WrittenDate = [year: number, month: number | undefined, day: number | undefined];

/** The digits that a masked number can be: from all its X as 0 to all as 9. `bits` marks its digits, the first lowest. */
function digitRange(value: number, width: number, bits: number): [number, number] {
  const digits = String(Math.abs(value)).padStart(width, '0').split('');
  const filled = (digit: string): number => Number(digits.map((known, at) => ((bits >> at) & 1 ? digit : known)).join(''));
  return [filled('0'), filled('9')];
}

function* counting(from: number, to: number): Generator<number> {
  const step = from <= to ? 1 : -1;
  for (let n = from; n !== to + step; n += step) yield n;
}

/**
 * The first and the last date that fit unspecified digits, such as 2024-02-2X: the 20th to the 29th. Bit i of the mask
 * marks the i-th digit of YYYYMMDD (npm `edtf`, Bitmask). Undefined when no date fits, e.g. 2023-02-3X. Cost: at most
 * the years that fit, 10,000.
 */
export function possibleDates(
  written: { year: number; month: number | undefined; day: number | undefined },
  mask: number,
): { first: WrittenDate; last: WrittenDate } | undefined {
  const [low, high] = digitRange(written.year, 4, mask & 0b1111);
  const yearRange: [number, number] = written.year < 0 ? [-high, -low] : [low, high];
  const monthRange = written.month === undefined ? undefined : maskedRange(written.month, (mask >> 4) & 0b11, 12);
  const dayRange = written.day === undefined ? undefined : maskedRange(written.day, (mask >> 6) & 0b11, 31);
  const first = nearest({ yearRange, monthRange, dayRange });
  const last = nearest({ yearRange: swapped(yearRange), monthRange: swapped(monthRange), dayRange: swapped(dayRange) });
  return first && last ? { first, last } : undefined;
}

/** A masked month or day is read by npm `edtf` as 1 where its digits are unknown, so only its marked digits vary. */
function maskedRange(value: number, bits: number, limit: number): [number, number] {
  const [low, high] = digitRange(value, 2, bits);
  return [Math.max(1, low), Math.min(limit, high)];
}

function swapped<Range extends [number, number] | undefined>(range: Range): Range {
  return range && ([range[1], range[0]] as Range);
}

interface Ranges {
  yearRange: [number, number];
  monthRange: [number, number] | undefined;
  dayRange: [number, number] | undefined;
}

/** The first date that exists, counting each part in the direction of its range. */
function nearest({ yearRange, monthRange, dayRange }: Ranges): WrittenDate | undefined {
  for (const year of counting(...yearRange)) {
    if (monthRange === undefined) return [year, undefined, undefined];
    for (const month of counting(...monthRange)) {
      if (dayRange === undefined) return [year, month, undefined];
      for (const day of counting(...dayRange)) if (day <= daysInMonth(year, month)) return [year, month, day];
    }
  }
  return undefined;
}
