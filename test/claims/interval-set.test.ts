import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  checkIntervalSet,
  complement,
  contains,
  difference,
  everything,
  highest,
  includes,
  intersection,
  intersects,
  intervalSet,
  isEmpty,
  lowest,
  nothing,
  union,
  type Interval,
  type IntervalSet,
} from '../../src-main/claims/interval-set.ts';
import { intervals, repeatable } from './bounds-arbitrary.ts';

/** Every integer from -25 to 25; the generated ends lie within -20 to 20, so that 25 stands for all that is beyond. */
const domain = Array.from({ length: 51 }, (_, n) => n - 25);
const holds = (list: readonly Interval[], member: number): boolean => list.some(({ from, to }) => from <= member && member <= to);
const sets = intervals.map((list) => intervalSet(list));

function expectMembers(set: IntervalSet, isMember: (member: number) => boolean): void {
  checkIntervalSet(set);
  expect(domain.filter((member) => includes(set, member))).toEqual(domain.filter(isMember));
}

describe('a set of intervals', () => {
  it('merges neighbours without a gap and keeps those with one', () => {
    expect(intervalSet([{ from: 3, to: 4 }, { from: 1, to: 2 }])).toEqual([{ from: 1, to: 4 }]);
    expect(intervalSet([{ from: 1, to: 2 }, { from: 4, to: 5 }])).toEqual([{ from: 1, to: 2 }, { from: 4, to: 5 }]);
    expect(union([{ from: -Infinity, to: 4 }], [{ from: 5, to: Infinity }])).toEqual(everything);
  });

  it('is refused with ends that are no integers, or crossed', () => {
    for (const [from, to] of [[Number.NaN, 1], [0.5, 1], [2, 1], [Infinity, Infinity], [-Infinity, -Infinity], [0, 2 ** 53]] as const) {
      expect(() => intervalSet([{ from, to }])).toThrow(RangeError);
    }
  });

  it('is refused where a list from elsewhere is out of order, overlaps or touches', () => {
    for (const list of [[{ from: 5, to: 6 }, { from: 1, to: 2 }], [{ from: 1, to: 3 }, { from: 3, to: 4 }], [{ from: 1, to: 2 }, { from: 3, to: 4 }]]) {
      expect(() => checkIntervalSet(list)).toThrow(RangeError);
    }
    checkIntervalSet([{ from: -Infinity, to: 1 }, { from: 3, to: Infinity }]);
  });

  it('is empty between crossed ends and beyond the last one', () => {
    expect([between(2, 1), between(Infinity, Infinity), between(-Infinity, -Infinity)]).toEqual([nothing, nothing, nothing]);
    expect(between(1, 1)).toEqual([{ from: 1, to: 1 }]);
  });

  it('stays exact at the far ends of the calendar', () => {
    const last = 8_640_000_000_000_000;
    const set = intervalSet([{ from: -last, to: -last }, { from: last, to: last }]);
    expect(complement(complement(set))).toEqual(set);
    expect(complement(set)).toEqual([{ from: -Infinity, to: -last - 1 }, { from: 1 - last, to: last - 1 }, { from: last + 1, to: Infinity }]);
  });
});

describe('set algebra, against lists of integers', () => {
  it('makes the union of any intervals', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const set = intervalSet(list);
        checkIntervalSet(set);
        expect(domain.filter((t) => includes(set, t))).toEqual(domain.filter((t) => holds(list, t)));
      }),
      repeatable,
    );
  });

  it('unites, intersects, subtracts and complements', () => {
    fc.assert(
      fc.property(intervals, intervals, (left, right) => {
        const [a, b] = [intervalSet(left), intervalSet(right)];
        expectMembers(union(a, b), (t) => holds(left, t) || holds(right, t));
        expectMembers(intersection(a, b), (t) => holds(left, t) && holds(right, t));
        expectMembers(difference(a, b), (t) => holds(left, t) && !holds(right, t));
        expectMembers(complement(a), (t) => !holds(left, t));
        expect(complement(complement(a))).toEqual(a);
      }),
      repeatable,
    );
  });

  it('tells containment, overlap, emptiness and the ends', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(contains(a, b)).toBe(domain.every((t) => includes(a, t) || !includes(b, t)));
        expect(intersects(a, b)).toBe(domain.some((t) => includes(a, t) && includes(b, t)));
        expect(isEmpty(a)).toBe(!domain.some((t) => includes(a, t)));
        const finite = intersection(a, between(-25, 25));
        const members = domain.filter((t) => includes(a, t));
        expect([lowest(finite), highest(finite)]).toEqual([Math.min(...members), Math.max(...members)]);
      }),
      repeatable,
    );
  });

  it('gives equal lists for equal sets', () => {
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        expect(intersection(a, union(b, c))).toEqual(union(intersection(a, b), intersection(a, c)));
        expect(complement(union(a, b))).toEqual(intersection(complement(a), complement(b)));
        expect(intersection(a, b)).toEqual(intersection(b, a));
        expect(union(a, b)).toEqual(union(b, a));
      }),
      repeatable,
    );
  });
});
