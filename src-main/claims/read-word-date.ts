import { calendarDay, monthOrYear, type Day } from './calendar-day.ts';
import type { PhraseWords } from './phrase-words/words.ts';
import { readIso } from './read-iso.ts';
import { readNumericDate } from './read-numeric-date.ts';
import { unread, type Language, type Reading, type Unread } from './written-time.ts';

/** Words as alternatives of a pattern, the longest first. */
export function anyOf(words: Iterable<string>): string {
  return [...words].sort((a, b) => b.length - a.length).join('|');
}

/** The forms of a date in one language. */
function datePatterns(words: PhraseWords): RegExp[] {
  const weekday = `(?:(?<weekday>${anyOf(Object.keys(words.weekdays))})\\.?,? (?:the )?)?`;
  const day = `(?<day>\\d{1,2})(?:${words.afterDay})?`;
  const month = `(?<month>${anyOf(Object.keys(words.months))})\\.?`;
  const year = `(?<year>\\d{4})(?:${words.afterYear})?`;
  const dayFirst = `${weekday}${day} (?:${words.beforeMonth})?${month},? ${year}`;
  const monthFirst = `${weekday}${month} ${day},? ${year}`;
  const forms = words.language === 'en' ? [dayFirst, monthFirst] : [dayFirst];
  return [...forms, `${month},? ${year}`].map((form) => new RegExp(`^(?:${words.beforeDate})?(?:${form})$`, 'u'));
}

const patternsOf = new Map<PhraseWords, RegExp[]>();

function patterns(words: PhraseWords): RegExp[] {
  const known = patternsOf.get(words) ?? datePatterns(words);
  patternsOf.set(words, known);
  return known;
}

/** Read a date with a month in words, or of numbers, without a time of day; `text` as `comparable` leaves it. */
export function readWordDate(text: string, words: PhraseWords, statedLanguage: Language | undefined): Reading {
  const found = patterns(words).map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!found) return readNumbersOnly(text.replace(new RegExp(`^(?:${words.beforeDate})`, 'u'), ''), statedLanguage);
  const month = words.months[found['month'] ?? ''];
  const [year, day] = [Number(found['year']), found['day']];
  const span = day === undefined ? monthOrYear(year, month) : calendarDay(year, Number(month), Number(day));
  if (Number.isNaN(span.from)) return unread('no-such-date', text, '2024-10-18');
  return weekdayProblem(span, found['weekday'], words) ?? { ...span, where: { from: span.from, to: span.to }, needsConfirmation: true };
}

/** The order of numbers is the stated language's, not that of the words tried. */
function readNumbersOnly(text: string, statedLanguage: Language | undefined): Reading {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? readIso(text) : readNumericDate(text, statedLanguage);
}

/** A weekday that is not that day's: one of the two is wrong, and nobody can say which. */
function weekdayProblem(day: Day, weekday: string | undefined, words: PhraseWords): Unread | undefined {
  if (weekday === undefined) return undefined;
  const actual = new Date(day.from).getUTCDay() || 7;
  return words.weekdays[weekday] === actual ? undefined : unread('weekday-contradicts-date', weekday, '2024-10-18');
}
