import type { UncertainInstant } from '../../../claims/instant.ts';
import type { Anchor } from '../../db/tables/anchor.ts';

/** A time stamp that names no accuracy is taken to be as coarse as the seconds in which it may count (RFC 3161, section 2.4.2). */
const unnamedAccuracyMs = 1000;

/** When an authority saw the log, with its accuracy. */
export function anchoredAt({ genTime, accuracyMs }: Pick<Anchor, 'genTime' | 'accuracyMs'>): UncertainInstant {
  const at = Date.parse(genTime);
  const error = accuracyMs ?? unnamedAccuracyMs;
  return { earliest: at - error, latest: at + error };
}

/** A checkpoint of `size` entries covers the entries 0 to size - 1. */
export function earliestCovering(stamps: readonly Anchor[], seq: number): Anchor | undefined {
  const covering = stamps.filter(({ size }) => size > seq);
  return covering.sort((a, b) => anchoredAt(a).latest - anchoredAt(b).latest || a.seq - b.seq)[0];
}
