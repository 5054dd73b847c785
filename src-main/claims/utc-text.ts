import type { EpochMs } from './instant.ts';

/** The last millisecond that Date can name, and minus that the first (ECMA-262, "Time Values and Time Range"). */
const lastNamed = 8_640_000_000_000_000;

/**
 * An instant in UTC with its zone, as short as it can be without rounding: `2024-10-14T09:12Z`,
 * `2024-10-18T10:36:58.428Z`. Nothing is ever cut off, since a bound may lie within the same minute. Years outside 0 to
 * 9999 have a sign and six digits; beyond the calendar of Date the milliseconds since 1970 are given.
 */
export function utcText(instant: EpochMs): string {
  if (Math.abs(instant) > lastNamed) return `${instant} ms from 1970-01-01T00:00Z`;
  return new Date(instant).toISOString().replace(/(:00)?\.000Z$/, 'Z');
}
