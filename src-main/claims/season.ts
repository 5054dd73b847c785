import { midnight, type LocalSpan } from './local-time.ts';
import { possibleDates } from './unspecified-digits.ts';

type Months = readonly [first: number, last: number];

/**
 * Seasons in whole months, from the first that meteorology counts to the last that the sun counts; a winter is named
 * after the year it began or ended in, so it reaches into both neighbours. Month 0 is December of the year before, 13
 * to 15 January to March of the year after.
 */
const warming: Months = [3, 6];
const cooling: Months = [9, 12];
const middle: Months = [6, 9];
const turning: Months = [0, 15];

/** The divisions of a year of ISO 8601-2, 4.8: 21 to 24 say no hemisphere, 25 to 28 are northern, 29 to 32 southern. */
const divisions: Readonly<Record<number, Months>> = {
  21: [3, 12], 22: [0, 15], 23: [3, 12], 24: [0, 15],
  25: warming, 26: middle, 27: cooling, 28: turning,
  29: cooling, 30: turning, 31: warming, 32: middle,
  33: [1, 3], 34: [4, 6], 35: [7, 9], 36: [10, 12],
  37: [1, 4], 38: [5, 8], 39: [9, 12],
  40: [1, 6], 41: [7, 12],
};

/** The local days that a season can cover; `mask` marks unspecified digits of its year. Undefined for an unknown division. */
export function seasonSpan(year: number, division: number, mask: number): LocalSpan | undefined {
  const months = divisions[division];
  const years = possibleDates({ year, month: undefined, day: undefined }, mask & 0b1111);
  if (!months || !years) return undefined;
  return { from: midnight(years.first[0], months[0], 1), to: midnight(years.last[0], months[1] + 1, 1) - 1 };
}
