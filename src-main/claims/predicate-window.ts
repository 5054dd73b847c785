import type { UncertainInstant } from './instant.ts';
import { intervalSet, type IntervalSet } from './interval-set.ts';
import { dayMs, isZoneName, minuteMs, place, type Zone } from './local-time.ts';
import type { DailyWindow, PredicateZone, TimePredicate } from './predicate.ts';
import { relativeDayEnds } from './relative-day.ts';
import type { ClaimWindow, UndefinedWindow } from './window.ts';

/** Why a predicate has no window. */
export type NoWindow =
  | 'reference-unknown'
  | 'free-text'
  | 'window-reversed'
  | 'zone-unknown-name'
  | 'date-skipped'
  | 'daily-window-needs-range';

type Kind<Name extends TimePredicate['kind']> = Extract<TimePredicate, { kind: Name }>;
type Window = ClaimWindow | (UndefinedWindow & { undefinedBecause: NoWindow });

const none = (undefinedBecause: NoWindow): Window => ({ undefinedBecause });

/**
 * The window that a predicate claims for T, each end with its error. "Not older than D before R" is T >= R - D, with
 * R in [r1, r2] and D in [d1, d2] a start in [r1 - d2, r2 - d1], and T <= R; said of footage that could be seen, that end
 * follows from the publication. A reference `when-said` is `saidAt`; without it the window is undefined.
 */
export function predicateWindow(predicate: TimePredicate, saidAt: UncertainInstant | undefined): Window {
  switch (predicate.kind) {
    case 'not-older-than':
      return ageWindow(predicate, saidAt);
    case 'between':
      return ordered({ start: predicate.from, end: predicate.to });
    case 'before':
      return { end: predicate.at };
    case 'after':
      return { start: predicate.at };
    case 'on-date':
      return dateWindow(predicate);
    case 'on-relative-day':
      return relativeDayWindow(predicate, saidAt);
    case 'periodic':
      return periodicWindow(predicate);
    case 'free-text':
      return none('free-text');
  }
}

function ordered(window: { start: UncertainInstant; end: UncertainInstant }): Window {
  return window.start.earliest <= window.end.latest ? window : none('window-reversed');
}

function ageWindow({ duration, before }: Kind<'not-older-than'>, saidAt: UncertainInstant | undefined): Window {
  const reference = before === 'when-said' ? saidAt : before;
  if (!reference) return none('reference-unknown');
  const start = { earliest: reference.earliest - duration.longestMs, latest: reference.latest - duration.shortestMs };
  // Only what was said of footage already seen follows from the publication; a date that the claim names is claimed.
  return { start, end: reference, ...(before === 'when-said' ? { endFrom: 'publication' as const } : {}) };
}

/** A place that nobody resolved to a zone leaves the offset unknown. */
function knownZone(zone: PredicateZone): Zone | undefined {
  if (zone === 'unknown' || 'place' in zone) return 'unknown';
  return 'name' in zone && !isZoneName(zone.name) ? undefined : zone;
}

/** An unknown zone moves both ends of the day together; each end carries the whole error. */
function dateWindow({ date, zone }: Kind<'on-date'>): Window {
  const known = knownZone(zone);
  if (known === undefined) return none('zone-unknown-name');
  const from = Date.parse(`${date}T00:00:00.000Z`);
  const day = place({ from, to: from + dayMs - 1 }, known);
  if ('problem' in day) return none('date-skipped');
  if (known !== 'unknown') return { start: exactly(day.earliest), end: exactly(day.latest) };
  const errorMs = day.latest - day.earliest - dayMs + 1;
  return {
    start: { earliest: day.earliest, latest: day.earliest + errorMs },
    end: { earliest: day.latest - errorMs, latest: day.latest },
  };
}

function exactly(ms: number): UncertainInstant {
  return { earliest: ms, latest: ms };
}

function relativeDayWindow(predicate: Kind<'on-relative-day'>, saidAt: UncertainInstant | undefined): Window {
  const reference = predicate.reference === 'when-said' ? saidAt : predicate.reference;
  const zone = knownZone(predicate.zone);
  if (!reference) return none('reference-unknown');
  if (zone === undefined) return none('zone-unknown-name');
  const ends = relativeDayEnds({ ...predicate, vague: false }, reference, zone);
  return ends ? ordered(ends) : none(Number.isFinite(reference.earliest) && Number.isFinite(reference.latest) ? 'date-skipped' : 'reference-unknown');
}

function periodicWindow({ windows }: Kind<'periodic'>): Window {
  if (!Array.isArray(windows)) return none('daily-window-needs-range');
  const periodic = intervalSet(windows.map(({ earliest, latest }) => ({ from: earliest, to: latest })));
  return { periodic };
}

/** The windows of every day that reach into a range, cut to it. Cost: one window per day. Throws RangeError for a range without end. */
export function dailyWindows(window: DailyWindow, range: UncertainInstant): IntervalSet {
  if (!Number.isFinite(range.earliest) || !Number.isFinite(range.latest)) throw new RangeError('daily windows of a range without end');
  const found: { from: number; to: number }[] = [];
  const lengthMs = (((window.toMinute - window.fromMinute + 1440) % 1440) || 1440) * minuteMs;
  const firstOfDay = (window.fromMinute - window.offsetMinutes) * minuteMs;
  const firstDay = Math.floor((range.earliest - firstOfDay - lengthMs) / dayMs);
  for (let from = firstDay * dayMs + firstOfDay; from <= range.latest; from += dayMs) {
    const cut = { from: Math.max(from, range.earliest), to: Math.min(from + lengthMs - 1, range.latest) };
    if (cut.from <= cut.to) found.push(cut);
  }
  return intervalSet(found);
}
