import { dayMs, daysInMonth, furthestMs, midnight, type LocalSpan } from './local-time.ts';
import type { ReadingCode, TimeBasis } from './written-time.ts';

/** A day, week, month or year as wall-clock readings; its bounds are NaN where there is no such date. */
export interface Day extends LocalSpan {
  code: Extract<ReadingCode, 'day' | 'week' | 'month' | 'year'>;
  basis: TimeBasis[];
}

const noDay: Day = { code: 'day', from: NaN, to: NaN, basis: [] };

/** The local day of a calendar date; NaN bounds where there is no such date. */
export function calendarDay(year: number, month: number, day: number): Day {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? wholeDays('day', midnight(year, month, day), 1) : noDay;
}

function wholeDays(code: 'day' | 'week' | 'month' | 'year', from: number, days: number): Day {
  const only = { day: 'date-only', week: 'week-only', month: 'month-only', year: 'year-only' } as const;
  const to = from + days * dayMs - 1;
  return Math.abs(to) <= furthestMs ? { code, from, to, basis: [only[code]] } : noDay;
}

/** A month from 1 of a year, or without it the year, as local wall-clock readings. */
export function monthOrYear(year: number, month: number | undefined): Day {
  const from = midnight(year, month ?? 1, 1);
  const next = month === undefined ? midnight(year + 1, 1, 1) : midnight(year, month + 1, 1);
  return wholeDays(month === undefined ? 'year' : 'month', from, Math.round((next - from) / dayMs));
}

/** The local day of an ordinal date (ISO 8601-1: day 1 is 1 January). */
export function dayOfYear(year: number, day: number): Day {
  const length = (midnight(year + 1, 1, 1) - midnight(year, 1, 1)) / dayMs;
  return day >= 1 && day <= length ? wholeDays('day', midnight(year, 1, day), 1) : noDay;
}

/** Week 1 is the week, from Monday, that holds 4 January (ISO 8601-1, 3.1.1.23). */
export function week(year: number, number: number, weekday: string | undefined): Day {
  const firstMonday = (y: number): number => midnight(y, 1, 4) - ((new Date(midnight(y, 1, 4)).getUTCDay() + 6) % 7) * dayMs;
  const monday = firstMonday(year) + (number - 1) * 7 * dayMs;
  if (number < 1 || monday >= firstMonday(year + 1)) return noDay;
  return weekday === undefined ? wholeDays('week', monday, 7) : wholeDays('day', monday + (Number(weekday) - 1) * dayMs, 1);
}
