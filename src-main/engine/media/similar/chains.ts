import { longestChain, median, nearestPartners, type TwoItems } from './align.ts';
import type { AlikePair } from './alike-pairs.ts';
import type { TellingFrames } from './frame-series.ts';

/** Half of the usual time between keyframes: so far from its true place may the nearest keyframe of the other item lie. */
export function binFor({ a, b }: TwoItems): number {
  const between = ({ ms }: TellingFrames): number => median(Array.from(ms.subarray(1), (value, n) => value - (ms[n] as number)));
  return Math.min(2500, Math.max(250, between(a) / 2, between(b) / 2));
}

/** Whether a pair is explained. */
export type Explanation = (pair: AlikePair) => boolean;

/**
 * A chain explains every pair inside the rectangle that it spans over both items; and at its ends the pairs that give
 * a frame of the chain another partner close to its own, as where a shot has more keyframes in one item.
 */
export function explanationBy(chain: readonly AlikePair[], { a, b }: TwoItems, closeMs: number): Explanation {
  const [first, last] = [chain[0] as AlikePair, chain.at(-1) as AlikePair];
  const [partnerOfA, partnerOfB] = [new Map(chain.map((pair) => [pair.a, pair.b])), new Map(chain.map((pair) => [pair.b, pair.a]))];
  const isClose = ({ ms }: TellingFrames, one: number, other: number | undefined): boolean =>
    other !== undefined && Math.abs((ms[one] as number) - (ms[other] as number)) <= closeMs;
  return (pair) =>
    (pair.a >= first.a && pair.a <= last.a && pair.b >= first.b && pair.b <= last.b) ||
    isClose(a, pair.a, partnerOfB.get(pair.b)) ||
    isClose(b, pair.b, partnerOfA.get(pair.a));
}

/** More frames than this without partners in both items at once, and the footage is taken to differ there. */
const mostUnmatched = 5;

/** The chain through these pairs, cut where both items go on without partners. Some chain unless there are no pairs. */
export function chainsIn(pairs: readonly AlikePair[], items: TwoItems): AlikePair[][] {
  const chains: AlikePair[][] = [];
  let before: AlikePair | undefined;
  for (const pair of nearestPartners(longestChain(pairs), pairs, items)) {
    const unmatched = before ? Math.min(pair.a - before.a, pair.b - before.b) - 1 : Infinity;
    if (unmatched > mostUnmatched) chains.push([]);
    chains.at(-1)?.push(pair);
    before = pair;
  }
  return chains;
}
