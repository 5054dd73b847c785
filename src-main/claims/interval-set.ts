import type { EpochMs } from './instant.ts';

/** A closed interval of integers: both ends belong to it. `from` may be -Infinity, `to` may be Infinity. */
export interface Interval {
  from: EpochMs;
  to: EpochMs;
}

/**
 * A set of integers: disjoint intervals in rising order, never adjacent ([1,2] and [3,4] are [1,4]), so that equal sets
 * are equal lists. Made by `intervalSet` and the operations below, which are exact and cost O(n + m).
 */
export type IntervalSet = readonly Interval[];

export const everything: IntervalSet = [{ from: -Infinity, to: Infinity }];
export const nothing: IntervalSet = [];

/**
 * The set that the intervals make together, in any order, overlapping or not. Throws RangeError unless every `from` <= `to`,
 * both integers or without end. O(n log n).
 */
export function intervalSet(intervals: Iterable<Interval>): IntervalSet {
  const sorted = [...intervals].sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const set: Interval[] = [];
  for (const interval of sorted) {
    checkInterval(interval);
    append(set, interval);
  }
  return set;
}

/** All integers from `from` to `to`; none when `from` is above `to`. */
export function between(from: EpochMs, to: EpochMs): IntervalSet {
  return from > to || from === Infinity || to === -Infinity ? nothing : intervalSet([{ from, to }]);
}

/**
 * Throw RangeError unless the list is a set as `intervalSet` makes them. The operations rely on that order, and a list that
 * came from elsewhere without it would give a wrong verdict in silence. O(n).
 */
export function checkIntervalSet(set: IntervalSet): void {
  let last: Interval | undefined;
  for (const interval of set) {
    checkInterval(interval);
    if (last !== undefined && interval.from <= last.to + 1) throw new RangeError(`intervals out of order or touching at ${interval.from}`);
    last = interval;
  }
}

export function union(a: IntervalSet, b: IntervalSet): IntervalSet {
  const set: Interval[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [left, right] = [a[i], b[j]];
    if (right === undefined || (left !== undefined && left.from <= right.from)) {
      if (left !== undefined) append(set, left);
      i++;
    } else {
      append(set, right);
      j++;
    }
  }
  return set;
}

/** A short set against a long one costs O(n + log m): the long one is entered where the short one begins. */
export function intersection(a: IntervalSet, b: IntervalSet): IntervalSet {
  const set: Interval[] = [];
  overlaps(a, b, (from, to) => {
    set.push({ from, to });
    return true;
  });
  return set;
}

/** Whether the two sets have a member in common. */
export function intersects(a: IntervalSet, b: IntervalSet): boolean {
  let found = false;
  overlaps(a, b, () => {
    found = true;
    return false;
  });
  return found;
}

export function complement(set: IntervalSet): IntervalSet {
  const gaps: Interval[] = [];
  let from = -Infinity;
  for (const interval of set) {
    if (interval.from > from) gaps.push({ from, to: interval.from - 1 });
    from = interval.to + 1;
  }
  if (from < Infinity) gaps.push({ from, to: Infinity });
  return gaps;
}

/** The members of `a` that are not members of `b`. */
export function difference(a: IntervalSet, b: IntervalSet): IntervalSet {
  return intersection(a, complement(b));
}

/** Whether every member of `inner` is one of `outer`; the empty set is contained in every set. */
export function contains(outer: IntervalSet, inner: IntervalSet): boolean {
  let i = 0;
  return inner.every(({ from, to }) => {
    // An interval is covered by one interval or not at all, since neighbours are never adjacent.
    while (i < outer.length && outer[i]!.to < to) i++;
    return i < outer.length && outer[i]!.from <= from;
  });
}

export function includes(set: IntervalSet, member: EpochMs): boolean {
  return (set[firstEndingAtOrAfter(set, member)]?.from ?? Infinity) <= member;
}

export function isEmpty(set: IntervalSet): boolean {
  return set.length === 0;
}

/** The lower end: -Infinity where there is none, Infinity for the empty set. */
export function lowest(set: IntervalSet): EpochMs {
  return set[0]?.from ?? Infinity;
}

/** The upper end: Infinity where there is none, -Infinity for the empty set. */
export function highest(set: IntervalSet): EpochMs {
  return set.at(-1)?.to ?? -Infinity;
}

function checkInterval({ from, to }: Interval): void {
  const fromFits = Number.isSafeInteger(from) || from === -Infinity;
  const toFits = Number.isSafeInteger(to) || to === Infinity;
  if (!fromFits || !toFits || from > to) throw new RangeError(`not an interval of integers: ${from} to ${to}`);
}

/** Add an interval that begins at or after the last one's beginning. */
function append(set: Interval[], { from, to }: Interval): void {
  const last = set.at(-1);
  if (last !== undefined && from <= last.to + 1) {
    if (to > last.to) set[set.length - 1] = { from: last.from, to };
  } else set.push({ from, to });
}

/** Tell each common interval, rising, until `tell` returns false. Both lists keep gaps between neighbours, so do the results. */
function overlaps(a: IntervalSet, b: IntervalSet, tell: (from: EpochMs, to: EpochMs) => boolean): void {
  let i = firstEndingAtOrAfter(a, lowest(b));
  let j = firstEndingAtOrAfter(b, lowest(a));
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!];
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from <= to && !tell(from, to)) return;
    if (left.to < right.to) i++;
    else j++;
  }
}

function firstEndingAtOrAfter(set: IntervalSet, instant: EpochMs): number {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[middle]!.to < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
