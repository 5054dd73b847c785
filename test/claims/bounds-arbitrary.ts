import * as fc from 'fast-check';
import { bases, type Basis, type Bound, type DatedLimit } from '../../src-main/claims/bounds.ts';
import type { UncertainInstant } from '../../src-main/claims/instant.ts';
import { intervalSet, type Interval } from '../../src-main/claims/interval-set.ts';
import type { ClaimWindow } from '../../src-main/claims/window.ts';

/** The same cases in every run. */
export const repeatable = { seed: 20_241_018, numRuns: 1_500 } as const;

/** Small, so that ends meet often and every integer can be tried. */
export const smallInstant = fc.integer({ min: -20, max: 20 });

const mostlySmall = (rarely: number): fc.Arbitrary<number> => fc.oneof({ weight: 9, arbitrary: smallInstant }, { weight: 1, arbitrary: fc.constant(rarely) });

const interval: fc.Arbitrary<Interval> = fc
  .tuple(mostlySmall(-Infinity), mostlySmall(Infinity))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

export const intervals: fc.Arbitrary<Interval[]> = fc.array(interval, { maxLength: 6 });

export const uncertain: fc.Arbitrary<UncertainInstant> = fc
  .tuple(smallInstant, fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8 })))
  .map(([earliest, error]) => ({ earliest, latest: Math.min(20, earliest + error) }));

const within = intervals.map((list) => intervalSet(list));

/** "Not older than": a start, and an end that is the publication. */
export const notOlderThan: fc.Arbitrary<ClaimWindow> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), uncertain)
  .map(([age, end]) => ({ start: { earliest: end.earliest - age, latest: end.latest - age }, end, endFrom: 'publication' as const }));

const periodicOnes = fc.record({ periodic: within, periodicCertain: within }, { requiredKeys: ['periodic'] });

const claimedEnds = fc.record({ start: uncertain, end: uncertain }, { requiredKeys: [] });

/** Windows of every form. */
export const windows: fc.Arbitrary<ClaimWindow> = fc.oneof(
  { weight: 2, arbitrary: notOlderThan },
  { weight: 2, arbitrary: claimedEnds },
  { weight: 1, arbitrary: fc.tuple(notOlderThan, periodicOnes).map(([window, periodic]) => ({ ...window, ...periodic })) },
  { weight: 1, arbitrary: fc.tuple(claimedEnds, periodicOnes).map(([window, periodic]) => ({ ...window, ...periodic })) },
);

const simple = fc.record({ kind: fc.constantFrom('not-earlier-than' as const, 'not-later-than' as const), instant: uncertain });
const during = fc.record({ kind: fc.constant('during' as const), from: uncertain, to: uncertain });
const periodic = fc.record({ kind: fc.constant('periodic' as const), within });
const limits: fc.Arbitrary<DatedLimit> = fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: during }, { weight: 2, arbitrary: periodic });

const decisiveFor: Readonly<Record<DatedLimit['kind'], readonly Basis[]>> = {
  'not-later-than': ['post-id', 'web-capture', 'rfc3161-token', 'dated-object'],
  'not-earlier-than': ['dated-object', 'satellite-image'],
  during: ['dated-object', 'satellite-image'],
  periodic: ['sun', 'shadow', 'weather'],
};
const assertions = (Object.keys(bases) as Basis[]).filter((basis) => bases[basis].strength === 'assertion');

const attributes = fc.record({ origin: fc.constantFrom('a', 'b'), segment: fc.constantFrom('first', 'second') }, { requiredKeys: [] });

function bounds(basisOf: (kind: DatedLimit['kind']) => readonly Basis[], prefix: string): fc.Arbitrary<Bound[]> {
  const one = fc.tuple(limits, fc.nat({ max: 7 }), fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: attributes }));
  return fc.array(one, { maxLength: 6 }).map((all) =>
    all.map(([limit, pick, more], n): Bound => {
      const possible = basisOf(limit.kind);
      return { ...limit, ...more, id: `${prefix}${n}`, basis: possible[pick % possible.length] ?? 'analyst' };
    }),
  );
}

export const decisiveBounds = bounds((kind) => decisiveFor[kind], 'd');
export const assertionBounds = bounds(() => assertions, 'a');
/** A post, capture or other mark that the footage existed. */
export const notLaterThan: fc.Arbitrary<Bound> = uncertain.map((instant) => ({ kind: 'not-later-than', instant, id: 'late', basis: 'post-id' }));
