import type { UncertainInstant } from './instant.ts';
import type { LocalSpan, Zone } from './local-time.ts';

/** The languages whose words are read. */
export type Language = 'en' | 'fr' | 'uk' | 'ru';
export const languages: readonly Language[] = ['en', 'fr', 'uk', 'ru'];

/** What the error of a stated instant rests on. */
export type TimeBasis =
  | 'year-only' | 'month-only' | 'week-only' | 'date-only' | 'hour-only' | 'minute-only'
  | 'offset-unknown' | 'offset-handed-in' | 'zone-named' | 'zone-fold'
  | 'finer-than-milliseconds' | 'leap-second' | 'end-of-day' | 'before-gregorian' | 'digits-of-another-script'
  | 'approximate' | 'uncertain' | 'unspecified-digits' | 'significant-digits' | 'season' | 'decade' | 'century'
  | 'one-of-a-set' | 'interval' | 'open-start' | 'open-end' | 'unknown-start' | 'unknown-end'
  | 'ambiguous-day-month' | 'basic-notation' | 'ordinal-date' | 'relative-to-reference' | 'part-of-day' | 'read-by-chrono';

/** Why a text was not read as a time. */
export type TimeProblem =
  | 'empty' | 'too-long' | 'not-understood' | 'no-such-date' | 'no-such-time' | 'no-such-zone' | 'offset-out-of-range'
  | 'offset-contradicts-zone' | 'offset-or-range' | 'local-time-skipped' | 'not-a-leap-second' | 'out-of-range' | 'several-dates'
  | 'interval-reversed' | 'weekday-contradicts-date' | 'two-digit-year' | 'reference-missing' | 'languages-disagree';

/** A text that was not read: why, which part of it, and a notation that would be accepted in its place. */
export interface Unread<Code extends string = TimeProblem> {
  problem: Code;
  part: string;
  accepted: string;
}

export const acceptedInstant = '2024-10-18T14:30:00+03:00';

/** How the reading is named when it is shown back. */
export type ReadingCode =
  | 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'leap-second'
  | 'season' | 'decade' | 'century' | 'set' | 'interval' | 'ambiguous-day' | 'relative-day' | 'ago';

/** A time as written, before it is placed in UTC: wall-clock readings, or for relative ones the instants themselves. */
export interface WrittenTime {
  code: ReadingCode;
  where: LocalSpan | UncertainInstant;
  /** The zone that the text itself names. */
  zone?: Zone;
  basis: TimeBasis[];
  needsConfirmation?: boolean;
  facts?: Record<string, string | number>;
}

export type Reading = WrittenTime | Unread | undefined;

export function unread(problem: TimeProblem, part: string, accepted: string = acceptedInstant): Unread {
  return { problem, part, accepted };
}
