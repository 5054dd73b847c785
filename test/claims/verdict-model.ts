import { strengthOf, type Bound } from '../../src-main/claims/bounds.ts';
import type { UncertainInstant } from '../../src-main/claims/instant.ts';
import type { Interval } from '../../src-main/claims/interval-set.ts';
import type { ClaimWindow, Verdict } from '../../src-main/claims/window.ts';

// The verdicts by trying everything: every recording time, every admissible value of the window's ends. Written from the
// definitions and not from the code under test. Finite ends lie within -32 and 20.

const times = Array.from({ length: 91 }, (_, n) => n - 50);

function values(instant: UncertainInstant | undefined, open: number): number[] {
  if (instant === undefined) return [open];
  return Array.from({ length: instant.latest - instant.earliest + 1 }, (_, n) => instant.earliest + n);
}

function holds(list: readonly Interval[] | undefined, t: number): boolean {
  return list === undefined || list.some(({ from, to }) => from <= t && t <= to);
}

function allows(bound: Bound, t: number): boolean {
  switch (bound.kind) {
    case 'not-later-than':
      return values(bound.instant, 0).some((instant) => t <= instant);
    case 'not-earlier-than':
      return values(bound.instant, 0).some((instant) => t >= instant);
    case 'during':
      return values(bound.from, 0).some((instant) => t >= instant) && values(bound.to, 0).some((instant) => t <= instant);
    case 'periodic':
      return holds(bound.within, t);
  }
}

interface Reading {
  isGiven(t: number): boolean;
  maybe(t: number): boolean;
  surely(t: number): boolean;
}

function read({ start, end, endFrom, periodic, periodicCertain }: ClaimWindow): Reading {
  const published = endFrom === 'publication';
  const windows = values(start, -Infinity).flatMap((from) => values(end, Infinity).map((to) => ({ from, to })));
  return {
    isGiven: (t) => !published || windows.some(({ to }) => t <= to),
    maybe: (t) => holds(periodic, t) && windows.some(({ from, to }) => from <= t && t <= to),
    // With the publication given, only those of its moments are admissible at which the recording existed.
    surely: (t) => holds(periodic, t) && holds(periodicCertain, t) && windows.every(({ from, to }) => from <= t && (published || t <= to)),
  };
}

function verdictOfPart(bounds: readonly Bound[], { isGiven, maybe, surely }: Reading): Verdict {
  const left = times.filter((t) => isGiven(t) && bounds.every((bound) => allows(bound, t)));
  if (left.length === 0) return 'conflicting';
  if (!left.some(maybe)) return 'refuted';
  return left.every(surely) ? 'supported' : 'consistent-but-unproven';
}

export function modelVerdict(window: ClaimWindow, bounds: readonly Bound[]): Verdict {
  const reading = read(window);
  if (!times.some(reading.maybe)) return 'undefined';
  if (times.every((t) => !reading.isGiven(t) || reading.surely(t))) return 'undefined';
  const decisive = bounds.filter((bound) => strengthOf(bound).strength === 'decisive');
  const segments = [undefined, ...new Set(decisive.map(({ segment }) => segment))];
  const verdicts = segments.map((segment) => verdictOfPart(decisive.filter((bound) => bound.segment === undefined || bound.segment === segment), reading));
  if (verdicts.includes('conflicting')) return 'conflicting';
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts[0] ?? 'undefined';
}
