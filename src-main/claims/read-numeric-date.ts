import { calendarDay } from './calendar-day.ts';
import { dayMs } from './local-time.ts';
import { unread, type Language, type Reading, type Unread, type WrittenTime } from './written-time.ts';

/**
 * Read a date of three numbers with its year last. Which of the first two is the month depends on who wrote it: it is
 * the second for a writer of French, Ukrainian or Russian and between dots, else both orders are possible, and the
 * result covers every day from the earlier reading to the later, both of which are in the facts. Always to be confirmed.
 */
export function readNumericDate(text: string, language: Language | undefined): Reading {
  const groups = /^(?<a>\d{1,2}) ?(?<sign>[./-]) ?(?<b>\d{1,2}) ?\k<sign> ?(?<year>\d{2,4})$/.exec(text)?.groups;
  if (!groups) return undefined;
  const { a = '', b = '', sign, year = '' } = groups;
  if (year.length !== 4) return unread('two-digit-year', text, '2024-10-18');
  const dayFirst = sign === '.' || (language !== undefined && language !== 'en');
  const orders = dayFirst ? [[a, b]] : [[a, b], [b, a]];
  const starts = orders.map(([day, month]) => calendarDay(Number(year), Number(month), Number(day)).from);
  return fromStarts([...new Set(starts.filter((from) => !Number.isNaN(from)))], text);
}

function fromStarts(starts: readonly number[], text: string): WrittenTime | Unread {
  if (starts.length === 0) return unread('no-such-date', text, '2024-10-18');
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  const where = { from: first, to: last + dayMs - 1 };
  if (first === last) return { code: 'day', where, basis: ['date-only'], needsConfirmation: true };
  const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const facts = { oneReading: date(first), otherReading: date(last) };
  return { code: 'ambiguous-day', where, basis: ['date-only', 'ambiguous-day-month'], needsConfirmation: true, facts };
}
