import { intersection, intersects, isEmpty, type IntervalSet } from './interval-set.ts';

/** A bound as the times that it allows. */
export interface Constraint {
  id: string;
  allows: IntervalSet;
}

/**
 * A minimal set of constraints that leave nothing of `background`: without any one of them something is left. All three
 * verdicts that rest on evidence are of this form (the background is what has to be ruled out). One constraint that does it
 * alone is preferred, else the set whose members come first in the given order; the order therefore has to be canonical.
 * Throws RangeError where all constraints together leave something.
 *
 * The last member of the shortest prefix that leaves nothing is needed; with it in hand, the prefixes before it are searched
 * again. (The result is the preferred explanation of Junker, "QuickXplain", AAAI 2004.) Prefixes only shrink, so each search
 * is by halves: n intersections and k log n tests for k members.
 */
export function minimalRulingOut<C extends Constraint>(background: IntervalSet, constraints: readonly C[]): C[] {
  if (isEmpty(background)) return [];
  const alone = constraints.find(({ allows }) => !intersects(background, allows));
  if (alone !== undefined) return [alone];
  const prefixes = leftByPrefixes(background, constraints);
  const found: C[] = [];
  let left = background;
  while (!isEmpty(left)) {
    const needed = constraints[firstWithout(prefixes, left)];
    if (needed === undefined) throw new RangeError('the constraints leave something of the background');
    found.push(needed);
    left = intersection(left, needed.allows);
  }
  return found.reverse();
}

/** What is left of the background after each constraint, up to the first that leaves nothing. */
function leftByPrefixes(background: IntervalSet, constraints: readonly Constraint[]): IntervalSet[] {
  const prefixes: IntervalSet[] = [];
  let left = background;
  for (const { allows } of constraints) {
    left = intersection(left, allows);
    prefixes.push(left);
    if (isEmpty(left)) break;
  }
  return prefixes;
}

/** Index of the first prefix that leaves nothing of `set`; their number where each leaves something. */
function firstWithout(prefixes: readonly IntervalSet[], set: IntervalSet): number {
  let [low, high] = [0, prefixes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intersects(prefixes[middle] ?? [], set)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What all constraints allow together, within `background`. */
export function allowedByAll(background: IntervalSet, constraints: readonly Constraint[]): IntervalSet {
  let left = background;
  for (const { allows } of constraints) {
    if (isEmpty(left)) return left;
    left = intersection(left, allows);
  }
  return left;
}

/** For each constraint, what the others allow within `background`. O(n) intersections by prefixes and suffixes. */
export function allowedWithoutEach(background: IntervalSet, constraints: readonly Constraint[]): Map<string, IntervalSet> {
  const before: IntervalSet[] = [background];
  for (const { allows } of constraints) before.push(intersection(before.at(-1) ?? background, allows));
  const without = new Map<string, IntervalSet>();
  let after = background;
  for (let n = constraints.length - 1; n >= 0; n--) {
    const { id, allows } = constraints[n]!;
    without.set(id, intersection(before[n]!, after));
    after = intersection(after, allows);
  }
  return without;
}
