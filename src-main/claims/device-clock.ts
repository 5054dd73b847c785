import type { UncertainInstant } from './instant.ts';

/**
 * How far a device's clock is ahead of UTC, in whole ms: somewhere from `leastAheadMs` to `mostAheadMs`, both included;
 * below zero for a clock that is behind.
 */
export interface DeviceClock {
  leastAheadMs: number;
  mostAheadMs: number;
}

/** What a device clock was found to be: at one true instant it showed a time, each with its error. */
export function compareClock(shown: UncertainInstant, truly: UncertainInstant): DeviceClock {
  return { leastAheadMs: shown.earliest - truly.latest, mostAheadMs: shown.latest - truly.earliest };
}

/**
 * The clock's error some time before or after it was compared: it may have drifted either way by `partsPerMillion` of the
 * time between, rounded up to whole ms.
 */
export function afterDrift(clock: DeviceClock, betweenMs: number, partsPerMillion: number): DeviceClock {
  // Integers beyond 2^53 would lose the ms that the rounding is for.
  const product = BigInt(Math.abs(betweenMs)) * BigInt(Math.abs(partsPerMillion));
  const driftMs = Number((product + 999_999n) / 1_000_000n);
  return { leastAheadMs: clock.leastAheadMs - driftMs, mostAheadMs: clock.mostAheadMs + driftMs };
}

/**
 * The true time of an instant that a device's clock stated: a clock that is ahead makes it earlier. The error of the
 * clock adds to the error of the instant. Throws RangeError for a clock whose least is above its most, or that is not
 * in whole ms.
 */
export function correctForClock(stated: UncertainInstant, { leastAheadMs, mostAheadMs }: DeviceClock): UncertainInstant {
  const whole = Number.isSafeInteger(leastAheadMs) && Number.isSafeInteger(mostAheadMs);
  if (!whole || leastAheadMs > mostAheadMs) throw new RangeError(`no error of a clock: ${leastAheadMs} to ${mostAheadMs} ms`);
  return { earliest: stated.earliest - mostAheadMs, latest: stated.latest - leastAheadMs };
}
