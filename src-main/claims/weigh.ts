import { strengthOf, timesAllowedBy, type Bound, type BoundKind, type StrengthReading } from './bounds.ts';
import type { EpochMs } from './instant.ts';
import { everything, intersection, type IntervalSet } from './interval-set.ts';
import { allowedByAll, type Constraint } from './minimal-set.ts';
import { verdictOn, type Verdict, type WindowReadings } from './window.ts';

/** A bound with what it weighs and all that it certainly implies. */
export interface WeighedBound extends Constraint {
  bound: Bound;
  reading: StrengthReading;
}

/**
 * The bounds in the canonical order, whatever the order they came in. Throws RangeError for two of one id, or an instant
 * that is not one.
 */
export function weighBounds(bounds: readonly Bound[]): WeighedBound[] {
  const weighed = bounds.map((bound) => ({ id: bound.id, bound, reading: strengthOf(bound), allows: timesAllowedBy(bound) }));
  const sorted = weighed.sort((a, b) => byTightness(a.bound, b.bound));
  const ids = new Set(sorted.map(({ id }) => id));
  if (ids.size !== sorted.length) throw new RangeError('two bounds of one assessment have the same id');
  return sorted;
}

const kindOrder: readonly BoundKind[] = ['not-later-than', 'not-earlier-than', 'during', 'periodic'];

/** Simple kinds first, the tightest first, then by id: the plainest bound that will do is the one named. */
function byTightness(a: Bound, b: Bound): number {
  return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || ascending(slack(a), slack(b)) || (a.id < b.id ? -1 : 1);
}

function ascending(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Smaller is tighter, among bounds of one kind. */
function slack(bound: Bound): EpochMs {
  switch (bound.kind) {
    case 'not-later-than':
      return bound.instant.latest;
    case 'not-earlier-than':
      return -bound.instant.earliest;
    case 'during':
      return bound.to.latest - bound.from.earliest;
    case 'periodic':
      return 0;
  }
}

/**
 * One recording that is weighed by itself. Footage can be cut together from recordings of different times: what a bound
 * says of one segment holds for that segment alone, what it says of the whole holds for every part.
 */
export interface Part {
  /** Absent for the part of which no bound speaks in particular. */
  segment?: string;
  /** The decisive bounds that speak of it, in canonical order. */
  decisive: readonly WeighedBound[];
  /** What they allow together. */
  evidence: IntervalSet;
  /** The same within what the publication gives. */
  feasible: IntervalSet;
  verdict: Verdict;
}

/**
 * The parts that the claim speaks of: the one named, or the rest of the footage followed by each segment that decisive
 * evidence names. One pass of intersections over all bounds, and a pass over the bounds of each segment.
 */
export function partsOf(weighed: readonly WeighedBound[], readings: WindowReadings, only?: string): [Part, ...Part[]] {
  const decisive = weighed.filter(({ reading }) => reading.strength === 'decisive');
  const ofTheWhole = decisive.filter(({ bound }) => bound.segment === undefined);
  const evidence = allowedByAll(everything, ofTheWhole);
  const rest = withVerdict({ decisive: ofTheWhole, evidence }, readings);
  const segments = new Set(decisive.map(({ bound }) => bound.segment).filter((segment) => segment !== undefined));
  const part = (segment: string): Part => {
    const own = decisive.filter(({ bound }) => bound.segment === segment);
    const both = decisive.filter(({ bound }) => bound.segment === undefined || bound.segment === segment);
    return withVerdict({ segment, decisive: both, evidence: allowedByAll(evidence, own) }, readings);
  };
  return only === undefined ? [rest, ...[...segments].sort().map(part)] : [part(only)];
}

function withVerdict(part: Pick<Part, 'segment' | 'decisive' | 'evidence'>, readings: WindowReadings): Part {
  const feasible = intersection(part.evidence, readings.given);
  return { ...part, feasible, verdict: verdictOn(feasible, readings) };
}

/**
 * The part whose verdict is that of the claim. One part that conflicts, or else one that is refuted, settles it; a claim
 * about the whole is supported only where the whole is, segment or not.
 */
export function decidingPart(parts: readonly [Part, ...Part[]]): Part {
  return parts.find(({ verdict }) => verdict === 'conflicting') ?? parts.find(({ verdict }) => verdict === 'refuted') ?? parts[0];
}
