import { parse, type Parsed, type ParsedDate, type ParsedEnd, type ParsedPart } from 'edtf';
import { calendarDay, monthOrYear } from './calendar-day.ts';
import { dayMs, midnight, type LocalSpan } from './local-time.ts';
import { seasonSpan } from './season.ts';
import { possibleDates } from './unspecified-digits.ts';
import { unread, type Reading, type ReadingCode, type TimeBasis } from './written-time.ts';

/** What one part of an EDTF text stands for. */
interface Part extends LocalSpan {
  code: ReadingCode;
  basis: TimeBasis[];
}

/**
 * Read EDTF, levels 0 to 2 (ISO 8601-2; loc.gov/standards/datetime). The grammar is npm `edtf`'s; the spans are counted
 * here, since its seasons know only the calendar's quarters and its spans leave approximation out. "Approximate"
 * has no size in EDTF: it widens by one of the last stated unit on both sides, for a person to confirm. "Uncertain"
 * doubts the source, not the size, and widens nothing. Undefined when the text is no EDTF.
 */
export function readEdtf(text: string): Reading {
  const parsed = parseQuietly(text);
  if (parsed === undefined) return undefined;
  if (parsed.type === 'List') return unread('several-dates', text, `[${text.slice(1, -1)}]`);
  const span = spanOf(parsed);
  if (span === undefined) return unread('no-such-date', text);
  if (Number.isNaN(span.from) || Number.isNaN(span.to)) return unread('out-of-range', text);
  if (span.from > span.to) return unread('interval-reversed', text);
  return { code: span.code, where: { from: span.from, to: span.to }, basis: [...new Set(span.basis)], needsConfirmation: isDoubtful(span.basis) };
}

function parseQuietly(text: string): Parsed | undefined {
  // Times of day are read by readIso, with their precision.
  if (/t\d/i.test(text)) return undefined;
  return attempt(() => parse(text)) ?? attempt(() => parse(text, { seasonIntervals: true, seasonUncertainty: true }));
}

/** The parser throws for what it cannot read; asked for seasons, it also throws for an interval without a start. */
function attempt(read: () => Parsed): Parsed | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const doubtful: ReadonlySet<TimeBasis> = new Set(['approximate', 'uncertain', 'season', 'decade', 'century', 'unknown-start', 'unknown-end']);

function isDoubtful(basis: readonly TimeBasis[]): boolean {
  return basis.some((code) => doubtful.has(code));
}

function spanOf(parsed: Exclude<Parsed, { type: 'List' }>): Part | undefined {
  if (parsed.type === 'Interval') return intervalSpan(...parsed.values);
  if (parsed.type !== 'Set') return partSpan(parsed);
  return setSpan(parsed.values.flat(), { earlier: parsed.earlier === true, later: parsed.later === true });
}

/** An open end (`..`) and an unknown one (nothing) both leave that side without a bound; the basis says which it was. */
function intervalSpan(lower: ParsedEnd, upper: ParsedEnd): Part | undefined {
  const start = endSpan(lower, -Infinity, lower === null ? 'unknown-start' : 'open-start');
  const end = endSpan(upper, Infinity, upper === null ? 'unknown-end' : 'open-end');
  return start && end && { code: 'interval', from: start.from, to: end.to, basis: ['interval', ...start.basis, ...end.basis] };
}

function endSpan(end: ParsedEnd, without: number, why: TimeBasis): Omit<Part, 'code'> | undefined {
  return end === null || typeof end === 'number' ? { from: without, to: without, basis: [why] } : partSpan(end);
}

/** One of a set: the hull of its members. */
function setSpan(members: readonly ParsedPart[], open: { earlier: boolean; later: boolean }): Part | undefined {
  const spans = members.map(partSpan).filter((span) => span !== undefined);
  if (spans.length === 0 || spans.length < members.length) return undefined;
  const basis: TimeBasis[] = ['one-of-a-set', ...spans.flatMap((span) => span.basis)];
  if (open.earlier) basis.push('open-start');
  if (open.later) basis.push('open-end');
  const from = open.earlier ? -Infinity : Math.min(...spans.map((span) => span.from));
  const to = open.later ? Infinity : Math.max(...spans.map((span) => span.to));
  return { code: 'set', from, to, basis };
}

function partSpan(part: ParsedPart): Part | undefined {
  const span = exactSpan(part);
  if (span === undefined) return undefined;
  const approximate = part.approximate !== undefined && Boolean(part.approximate);
  if (part.uncertain) span.basis.push('uncertain');
  if (!approximate) return span;
  const unit = approximationUnit(span);
  return { ...span, from: span.from - unit, to: span.to + unit, basis: [...span.basis, 'approximate'] };
}

function approximationUnit(span: Part): number {
  return Math.ceil((span.to - span.from + 1) / dayMs) * dayMs;
}

function exactSpan(part: ParsedPart): Part | undefined {
  switch (part.type) {
    case 'Season': {
      const span = seasonSpan(part.values[0], part.values[1], part.unspecified ?? 0);
      return span && { code: 'season', ...span, basis: ['season'] };
    }
    case 'Year':
      return yearSpan(part.values[0], part.significant);
    case 'Decade':
      return { code: 'decade', ...years(part.values[0] * 10, part.values[0] * 10 + 9), basis: ['decade'] };
    case 'Century':
      return { code: 'century', ...years(part.values[0] * 100, part.values[0] * 100 + 99), basis: ['century'] };
    case 'Date':
    case undefined:
      return dateSpan(part);
  }
}

function years(first: number, last: number): LocalSpan {
  return { from: midnight(first, 1, 1), to: midnight(last + 1, 1, 1) - 1 };
}

/** Significant digits: `1950S2` is some year from 1900 to 1999 (ISO 8601-2, 4.4.3). */
function yearSpan(year: number, significant: number | undefined): Part {
  if (significant === undefined) return { code: 'year', ...years(year, year), basis: ['year-only'] };
  const step = 10 ** Math.max(0, String(Math.abs(year)).length - significant);
  const [low, high] = [Math.floor(Math.abs(year) / step) * step, Math.floor(Math.abs(year) / step) * step + step - 1];
  return { code: 'year', ...(year < 0 ? years(-high, -low) : years(low, high)), basis: ['significant-digits'] };
}

function dateSpan({ values, unspecified = 0 }: ParsedDate): Part | undefined {
  const [year, month, day] = [values[0] ?? NaN, values[1] === undefined ? undefined : values[1] + 1, values[2]];
  const whole = (y: number, m: number | undefined, d: number | undefined): ReturnType<typeof calendarDay> =>
    m === undefined || d === undefined ? monthOrYear(y, m) : calendarDay(y, m, d);
  if (unspecified === 0) return whole(year, month, day);
  const possible = possibleDates({ year, month, day }, unspecified);
  if (possible === undefined) return undefined;
  const [first, last] = [whole(...possible.first), whole(...possible.last)];
  return { code: first.code, from: first.from, to: last.to, basis: [...first.basis, 'unspecified-digits'] };
}
