import type { UncertainInstant } from './instant.ts';
import { between, checkIntervalSet, contains, everything, intersection, intersects, isEmpty, type IntervalSet } from './interval-set.ts';

/**
 * What a claim says about the recording time T: start <= T <= end, and T in `periodic`. Each end lies somewhere in its
 * error; what holds for a part of the error only is not certain.
 */
export interface ClaimWindow {
  start?: UncertainInstant;
  end?: UncertainInstant;
  /**
   * `publication`: the end is the moment R at which the claim was made about footage that could be seen, as in "not older
   * than 72 hours". Then T <= R is no part of what is claimed but follows from the publication (DESIGN.md, "Reasoning
   * about time"): it needs no evidence, and a "not later than" bound can never be what supports the claim. Evidence that
   * puts T after R contradicts the publication, not the claim: that is a conflict. Without the mark the end is claimed.
   */
  endFrom?: 'publication';
  /** All times that the claim may mean, an outer approximation ("in the morning": of any time zone that is possible). */
  periodic?: IntervalSet;
  /** The times that it means under every reading, an inner approximation. Absent: `periodic` is exact. */
  periodicCertain?: IntervalSet;
}

/** A claim without a window; the reason is a code, such as `reference-unknown`. */
export interface UndefinedWindow {
  undefinedBecause: string;
}

/** The window read in the two ways that count. */
export interface WindowReadings {
  /** What the publication gives before any evidence: T <= the latest moment at which the claim can have been made. */
  given: IntervalSet;
  /** T lies in the window for at least one admissible value of its ends. */
  possible: IntervalSet;
  /** T lies in the window for every admissible value of its ends; as far as `given` reaches. */
  certain: IntervalSet;
}

/**
 * The widest and the narrowest reading of a window. A window that nothing can lie in, and one that says no more than
 * the publication, state nothing that could be weighed: they are undefined (`window-empty`, `nothing-claimed`). Throws
 * RangeError for an instant that is not one (NaN, fractions, `earliest` after `latest`).
 */
export function readWindow(window: ClaimWindow | UndefinedWindow): WindowReadings | UndefinedWindow {
  if ('undefinedBecause' in window) return window;
  const { start = { earliest: -Infinity, latest: -Infinity }, end = { earliest: Infinity, latest: Infinity } } = window;
  const { periodic = everything, periodicCertain = periodic } = window;
  checkInstant(start);
  checkInstant(end);
  checkIntervalSet(periodic);
  checkIntervalSet(periodicCertain);
  const published = window.endFrom === 'publication';
  const given = published ? between(-Infinity, end.latest) : everything;
  const possible = intersection(between(start.earliest, end.latest), periodic);
  const certain = intersection(between(start.latest, published ? Infinity : end.earliest), intersection(periodic, periodicCertain));
  if (isEmpty(possible)) return { undefinedBecause: 'window-empty' };
  if (contains(certain, given)) return { undefinedBecause: 'nothing-claimed' };
  return { given, possible, certain };
}

export function checkInstant({ earliest, latest }: UncertainInstant): void {
  const fits = [earliest, latest].every((end) => Number.isSafeInteger(end) || Math.abs(end) === Infinity);
  if (fits && earliest <= latest) return;
  throw new RangeError(`not an instant with its error: ${earliest} to ${latest}`);
}

export type Verdict = 'refuted' | 'supported' | 'consistent-but-unproven' | 'conflicting' | 'undefined';

/** The verdict when decisive evidence leaves `feasible` (already within `given`). */
export function verdictOn(feasible: IntervalSet, { possible, certain }: WindowReadings): Verdict {
  if (isEmpty(feasible)) return 'conflicting';
  if (!intersects(feasible, possible)) return 'refuted';
  return contains(certain, feasible) ? 'supported' : 'consistent-but-unproven';
}
