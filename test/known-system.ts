import type { Clock, Random } from '../src-main/shared/clock.ts';

/** A clock that moves on by one second at each look. */
export function steppingClock(start = '2026-11-22T08:00:00.000Z'): Clock {
  let now = Date.parse(start);
  return { now: () => (now += 1000) - 1000 };
}

/** Chance that is the same in every run: a linear congruential generator (Numerical Recipes, section 7.1). */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  return { bytes: (count) => Uint8Array.from({ length: count }, next) };
}
