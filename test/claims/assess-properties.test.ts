import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src-main/claims/assess.ts';
import { timesAllowedBy, type Bound } from '../../src-main/claims/bounds.ts';
import type { Change } from '../../src-main/claims/change.ts';
import type { UncertainInstant } from '../../src-main/claims/instant.ts';
import { checkIntervalSet, includes, intersection, intervalSet, union } from '../../src-main/claims/interval-set.ts';
import type { ClaimWindow, Verdict } from '../../src-main/claims/window.ts';
import { assertionBounds, decisiveBounds, intervals, notLaterThan, notOlderThan, repeatable, windows } from './bounds-arbitrary.ts';
import { modelVerdict } from './verdict-model.ts';

const decided: readonly Verdict[] = ['refuted', 'supported'];
const wholeOnly = decisiveBounds.map((bounds) => bounds.filter(({ segment }) => segment === undefined));

describe('a verdict', () => {
  it('is the one found by trying every time and every admissible window, and each verdict occurs', () => {
    const seen = new Map<Verdict, number>();
    fc.assert(
      fc.property(windows, decisiveBounds, (window, bounds) => {
        const { verdict } = assess(window, bounds);
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
        expect(verdict).toBe(modelVerdict(window, bounds));
      }),
      { ...repeatable, numRuns: 4_000 },
    );
    for (const verdict of ['refuted', 'supported', 'consistent-but-unproven', 'conflicting', 'undefined'] as const) {
      expect({ verdict, often: (seen.get(verdict) ?? 0) > 100 }).toEqual({ verdict, often: true });
    }
  });

  it('does not depend on the order of the evidence, nor does anything said with it', () => {
    const both = fc.tuple(decisiveBounds, assertionBounds).map(([decisive, assertions]) => [...decisive, ...assertions]);
    const shuffled = both.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(windows, shuffled, (window, [bounds, other]) => {
        expect(assess(window, other)).toEqual(assess(window, bounds));
      }),
      repeatable,
    );
  });

  it('of "not older than" never becomes supported by "not later than" evidence', () => {
    let supported = 0;
    fc.assert(
      fc.property(notOlderThan, decisiveBounds, notLaterThan, (window, bounds, late) => {
        const isSupported = assess(window, [...bounds, late]).verdict === 'supported';
        const wasSupported = assess(window, bounds).verdict === 'supported';
        if (isSupported) supported++;
        expect(isSupported && !wasSupported).toBe(false);
      }),
      repeatable,
    );
    expect(supported).toBeGreaterThan(30);
  });

  it('never goes from unproven to refuted or supported when an error grows', () => {
    const widening = fc.record({ window: fc.nat({ max: 5 }), bound: fc.nat({ max: 5 }), which: fc.nat(), more: intervals });
    fc.assert(
      fc.property(windows, decisiveBounds, widening, (window, bounds, by) => {
        fc.pre(assess(window, bounds).verdict === 'consistent-but-unproven');
        const wider = bounds.map((bound, n) => (n === by.which % bounds.length ? widened(bound, by.bound, by.more) : bound));
        const { verdict } = assess(widenedWindow(window, by.window, by.more), wider);
        expect(verdict).toBe('consistent-but-unproven');
      }),
      repeatable,
    );
  });

  it('never goes from unproven to refuted or supported when decisive evidence is removed', () => {
    const withSubset = decisiveBounds.chain((bounds) => fc.tuple(fc.constant(bounds), fc.subarray(bounds)));
    fc.assert(
      fc.property(windows, withSubset, (window, [bounds, fewer]) => {
        fc.pre(assess(window, bounds).verdict === 'consistent-but-unproven');
        expect(decided).not.toContain(assess(window, fewer).verdict);
      }),
      repeatable,
    );
  });

  it('and what it rests on are untouched by assertions', () => {
    fc.assert(
      fc.property(windows, decisiveBounds, assertionBounds, (window, bounds, assertions) => {
        const { verdict, restsOn, feasible, whatWouldChange, missing, corroboratedBy } = assess(window, bounds);
        const alone = { verdict, restsOn, feasible, whatWouldChange, missing, corroboratedBy };
        expect(assess(window, [...bounds, ...assertions])).toMatchObject(alone);
      }),
      repeatable,
    );
  });
});

describe('what a verdict rests on', () => {
  it('gives the verdict by itself, and without any one of its members does not', () => {
    let larger = 0;
    fc.assert(
      fc.property(windows, decisiveBounds, (window, bounds) => {
        const { verdict, restsOn } = assess(window, bounds);
        const basis = bounds.filter(({ id }) => restsOn.includes(id));
        expect(basis).toHaveLength(restsOn.length);
        if (restsOn.length > 1) larger++;
        expect(assess(window, basis).verdict).toBe(verdict);
        for (const id of restsOn) expect(assess(window, basis.filter((bound) => bound.id !== id)).verdict).not.toBe(verdict);
      }),
      { ...repeatable, numRuns: 3_000 },
    );
    expect(larger).toBeGreaterThan(200);
  });

  it('is corroborated only by other witnesses, of whom each would do alone', () => {
    let corroborated = 0;
    fc.assert(
      fc.property(windows, decisiveBounds, (window, bounds) => {
        const { verdict, restsOn, corroboratedBy } = assess(window, bounds);
        const witnesses = bounds.filter(({ id }) => [...restsOn, ...corroboratedBy].includes(id));
        fc.pre(corroboratedBy.length > 0);
        corroborated++;
        expect(new Set(witnesses.map(({ id, origin }) => origin ?? id)).size).toBe(witnesses.length);
        for (const witness of witnesses) expect(assess(window, [witness]).verdict).toBe(verdict);
      }),
      { ...repeatable, numRuns: 100, maxSkipsPerRun: 1_000 },
    );
    expect(corroborated).toBe(100);
  });

  it('leaves as feasible exactly the times that all decisive bounds and the publication allow', () => {
    fc.assert(
      fc.property(windows, wholeOnly, (window, bounds) => {
        const { feasible, verdict } = assess(window, bounds);
        checkIntervalSet(feasible);
        const published = verdict !== 'undefined' && window.endFrom === 'publication' ? (window.end?.latest ?? Infinity) : Infinity;
        for (let t = -25; t <= 25; t++) {
          expect(includes(feasible, t)).toBe(t <= published && bounds.every((bound) => includes(timesAllowedBy(bound), t)));
        }
      }),
      { ...repeatable, numRuns: 500 },
    );
  });
});

describe('what would change a verdict', () => {
  it('comes true when it happens, and a bound one millisecond weaker is not enough', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(windows, wholeOnly, (window, bounds) => {
        for (const change of assess(window, bounds).whatWouldChange) {
          const what = `${change.code} ${change.kind ?? ''} ${change.towards}`;
          seen.set(what, (seen.get(what) ?? 0) + 1);
          const { enough, tooWeak } = outcomes(window, bounds, change);
          expect({ what, enough }).toEqual({ what, enough: enough.map(() => change.towards) });
          expect(tooWeak).not.toContain(change.towards);
        }
      }),
      { ...repeatable, numRuns: 3_000 },
    );
    expect([...seen.keys()].sort()).toEqual([
      'bound-against-evidence not-earlier-than conflicting',
      'bound-against-evidence not-later-than conflicting',
      'bound-outside-window not-earlier-than refuted',
      'bound-outside-window not-later-than refuted',
      'bound-outside-window periodic refuted',
      'bound-withdrawn  consistent-but-unproven',
      'bound-withdrawn  refuted',
      'bound-withdrawn  supported',
      'bound-within-window during supported',
      'bound-within-window not-earlier-than supported',
      'bound-within-window not-later-than supported',
    ]);
  });

  it('comes true for footage in segments as well', () => {
    fc.assert(
      fc.property(windows, decisiveBounds, (window, bounds) => {
        for (const change of assess(window, bounds).whatWouldChange) {
          const { enough } = outcomes(window, bounds, change);
          expect(enough).toEqual(enough.map(() => change.towards));
        }
      }),
      { ...repeatable, numRuns: 3_000 },
    );
  });
});

/** The verdicts when the change happens, and when bounds weaker by one millisecond come instead. */
function outcomes(window: ClaimWindow, bounds: readonly Bound[], change: Change): { enough: Verdict[]; tooWeak: Verdict[] } {
  const verdict = (evidence: readonly Bound[]): Verdict => assess(window, evidence).verdict;
  if (change.id !== undefined) return { enough: [verdict(bounds.filter(({ id }) => id !== change.id))], tooWeak: [] };
  const { enough, tooWeak } = boundsFor(change);
  return { enough: enough.map((bound) => verdict([...bounds, bound])), tooWeak: tooWeak.map((bound) => verdict([...bounds, bound])) };
}

function boundsFor({ kind, instant = 0, until = 0 }: Change): { enough: Bound[]; tooWeak: Bound[] } {
  const exact = (at: number): UncertainInstant => ({ earliest: at, latest: at });
  const further = { id: 'further', basis: 'dated-object' } as const;
  const during = (from: number, to: number): Bound => ({ ...further, kind: 'during', from: exact(from), to: exact(to) });
  if (kind === undefined || kind === 'periodic') return { enough: [], tooWeak: [] };
  if (kind === 'during') return { enough: [during(instant, until)], tooWeak: [during(instant - 1, until), during(instant, until + 1)] };
  const weaker = kind === 'not-later-than' ? instant + 1 : instant - 1;
  return { enough: [{ ...further, kind, instant: exact(instant) }], tooWeak: [{ ...further, kind, instant: exact(weaker) }] };
}

function wide(instant: UncertainInstant, by: number): UncertainInstant {
  return { earliest: instant.earliest - by, latest: instant.latest + by };
}

function widened(bound: Bound, by: number, more: { from: number; to: number }[]): Bound {
  switch (bound.kind) {
    case 'not-earlier-than':
    case 'not-later-than':
      return { ...bound, instant: wide(bound.instant, by) };
    case 'during':
      return { ...bound, from: wide(bound.from, by), to: wide(bound.to, by) };
    case 'periodic':
      return { ...bound, within: union(bound.within, intervalSet(more)) };
  }
}

function widenedWindow(window: ClaimWindow, by: number, more: { from: number; to: number }[]): ClaimWindow {
  const { start, end, periodic, periodicCertain = periodic } = window;
  return {
    ...window,
    ...(start === undefined ? {} : { start: wide(start, by) }),
    ...(end === undefined ? {} : { end: wide(end, by) }),
    ...(periodic === undefined ? {} : { periodic: union(periodic, intervalSet(more)) }),
    ...(periodicCertain === undefined ? {} : { periodicCertain: intersection(periodicCertain, intervalSet([...more, { from: 0, to: 5 }])) }),
  };
}
