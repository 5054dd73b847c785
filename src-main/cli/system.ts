import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../shared/clock.ts';

/** The real clock and the real source of chance; everything else is handed them. */
export const systemClock: Clock = { now: () => Date.now() };
export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
