import { assess } from '../../src-main/claims/assess.ts';
import type { Bound } from '../../src-main/claims/bounds.ts';
import { complement, intervalSet, type IntervalSet } from '../../src-main/claims/interval-set.ts';
import type { ClaimWindow } from '../../src-main/claims/window.ts';
import { seededRandom } from '../known-system.ts';
import { tell } from './bench-case.ts';

// PERFORMANCE.md: 200 bounds and 1,000 periodic intervals within 5 ms. The reference is the clock itself.
const targetMs = 5;
const dayMs = 86_400_000;
const said = Date.UTC(2024, 9, 18);
const random = seededRandom(7);
const draw = (below: number): number => new DataView(random.bytes(4).buffer).getUint32(0) % below;

/** `days` days of daylight that fits, each at an hour of its own. */
function daylight(days: number): IntervalSet {
  return intervalSet(Array.from({ length: days }, (_, n) => {
    const from = said + (n - days + 2) * dayMs + draw(dayMs / 4);
    return { from, to: from + dayMs / 2 + draw(dayMs / 8) };
  }));
}

function simpleBounds(count: number): Bound[] {
  return Array.from({ length: count }, (_, n): Bound => {
    const late = n % 2 === 0;
    const earliest = late ? said + draw(dayMs) : said - 900 * dayMs - draw(dayMs);
    const rest = { id: `b${n}`, instant: { earliest, latest: earliest + 3_600_000 }, origin: `o${n % 50}` };
    return late ? { ...rest, kind: 'not-later-than', basis: 'post-id' } : { ...rest, kind: 'not-earlier-than', basis: 'dated-object' };
  });
}

const periodic = (id: string, within: IntervalSet): Bound => ({ id, kind: 'periodic', basis: 'sun', within });
const hour = 3_600_000;
const window: ClaimWindow = {
  start: { earliest: said - 72 * hour - 14 * hour, latest: said - 72 * hour + 36 * hour },
  end: { earliest: said - 14 * hour, latest: said + 36 * hour },
  endFrom: 'publication',
};
const earlier: Bound = { id: 'post', kind: 'not-later-than', basis: 'post-id', instant: { earliest: said - 5 * dayMs, latest: said - 5 * dayMs } };

/** Each leaves out one of `count` hours: all are needed to leave nothing, the worst case for a minimal set. */
function eachNeeded(count: number): Bound[] {
  return Array.from({ length: count }, (_, n) => {
    const from = said - (72 + 14) * hour + Math.floor((n * 136 * hour) / count);
    const to = said - (72 + 14) * hour + Math.floor(((n + 1) * 136 * hour) / count) - 1;
    return periodic(`p${n}`, complement(intervalSet([{ from, to: n === count - 1 ? Infinity : to }])));
  });
}

/** What is measured, the bounds, and the limit as a multiple of 5 ms. */
const cases: [string, Bound[], number][] = [
  ['199 simple bounds, one periodic of 1,000 intervals: unproven', [...simpleBounds(199), periodic('sun', daylight(1_000))], 1],
  ['100 simple bounds, 100 periodic of 10: unproven', [...simpleBounds(100), ...Array.from({ length: 100 }, (_, n) => periodic(`p${n}`, daylight(10)))], 1],
  ['198 simple, one periodic of 1,000, a post: refuted', [...simpleBounds(198), periodic('sun', daylight(1_000)), earlier], 1],
  ['200 periodic bounds that are all needed: refuted', eachNeeded(200), 1],
  ['200 simple bounds of 100 segments: unproven', simpleBounds(200).map((bound, n) => (n < 40 ? bound : { ...bound, segment: `s${n % 100}` })), 1],
  ['199 simple bounds of 100 segments, a post of one: refuted', [...simpleBounds(199).map((bound, n) => ({ ...bound, segment: `s${n % 100}` })), { ...earlier, segment: 's7' }], 1],
  // Two hundred times what is asked: it has to grow no faster than the intervals.
  ['200 periodic bounds of 1,000 intervals each', Array.from({ length: 200 }, (_, n) => periodic(`p${n}`, daylight(1_000))), 10],
];

for (const [what, bounds, target] of cases) {
  const times: number[] = [];
  for (let round = 0; round < 60; round++) {
    const start = performance.now();
    assess(window, bounds);
    times.push(performance.now() - start);
  }
  const oursMs = times.toSorted((a, b) => a - b)[30] ?? Infinity;
  const { verdict, restsOn } = assess(window, bounds);
  // The slowest run is most often the first, which nothing has compiled yet.
  const longestPauseMs = Math.max(...times);
  const named = `assessment: ${what} (${verdict}, rests on ${restsOn.length})`;
  tell({ what: named, reference: 'the clock', oursMs, referenceMs: targetMs, target, longestPauseMs });
}
