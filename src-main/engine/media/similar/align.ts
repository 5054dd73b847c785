import type { AlikePair } from './alike-pairs.ts';
import type { TellingFrames } from './frame-series.ts';
import { distanceBetween } from './packed-hashes.ts';

export interface TwoItems {
  a: TellingFrames;
  b: TellingFrames;
}

/** Two neighbouring bins of offsets: from `bin * binMs`, `2 * binMs` wide. */
export interface OffsetWindow {
  bin: number;
  binMs: number;
}

/** Time in `b` minus time in `a`, in milliseconds. */
export function offsetOf({ a, b }: TwoItems, pair: Pick<AlikePair, 'a' | 'b'>): number {
  return (b.ms[pair.b] as number) - (a.ms[pair.a] as number);
}

/**
 * The window of offsets in which the frames of `a` find most partners, and their number; `weigh` says for how many a
 * pair counts. Each frame votes once in a bin, with its nearest partner there; a window is two neighbouring bins, so
 * that no true offset lies at an edge. O(pairs).
 */
export function fullestWindow(pairs: readonly AlikePair[], items: TwoItems, o: { binMs: number; weigh: (pair: AlikePair) => number }) {
  const bins = new Map<number, { weight: number; last: number }>();
  for (const pair of pairs) {
    const bin = Math.floor(offsetOf(items, pair) / o.binMs);
    const votes = bins.get(bin) ?? { weight: 0, last: -1 };
    // Pairs come by frame, the nearest first.
    if (votes.last !== pair.a) votes.weight += o.weigh(pair);
    votes.last = pair.a;
    bins.set(bin, votes);
  }
  let best: { window: OffsetWindow; weight: number } = { window: { bin: 0, binMs: o.binMs }, weight: 0 };
  for (const bin of bins.keys()) {
    for (const first of [bin - 1, bin]) {
      const weight = (bins.get(first)?.weight ?? 0) + (bins.get(first + 1)?.weight ?? 0);
      if (weight > best.weight) best = { window: { bin: first, binMs: o.binMs }, weight };
    }
  }
  return best;
}

/** Every pair within the threshold whose offset lies in the window, by `a`, then by `b`. O(frames times frames in a window). */
export function pairsInWindow(items: TwoItems, { bin, binMs }: OffsetWindow, threshold: number): AlikePair[] {
  const { a, b } = items;
  const pairs: AlikePair[] = [];
  let first = 0;
  for (let from = 0; from < a.count; from++) {
    // Wider than the window by a millisecond: the bin alone decides, by the same rounding as in the vote.
    const start = (a.ms[from] as number) + bin * binMs - 1;
    while (first < b.count && (b.ms[first] as number) < start) first++;
    for (let to = first; to < b.count && (b.ms[to] as number) < start + 2 * binMs + 2; to++) {
      const binOfPair = Math.floor(offsetOf(items, { a: from, b: to }) / binMs);
      if (binOfPair !== bin && binOfPair !== bin + 1) continue;
      const distance = distanceBetween(a.hashes, from, b.hashes, to);
      if (distance <= threshold) pairs.push({ a: from, b: to, distance });
    }
  }
  return pairs;
}

/**
 * The longest chain of pairs that goes forward in both items and uses no frame twice: the longest increasing
 * subsequence of `b`, with the partners of one frame in falling order. O(n log n).
 */
export function longestChain(pairs: readonly AlikePair[]): AlikePair[] {
  const ordered = [...pairs].sort((one, other) => one.a - other.a || other.b - one.b);
  /** The pair that ends the chain of each length at the smallest `b`, and what comes before each pair. */
  const ends: number[] = [];
  const before = new Int32Array(ordered.length).fill(-1);
  ordered.forEach(({ b }, n) => {
    const length = lengthBelow(ends, (end) => (ordered[end] as AlikePair).b < b);
    if (length > 0) before[n] = ends[length - 1] as number;
    ends[length] = n;
  });
  const chain: AlikePair[] = [];
  for (let n = ends.at(-1) ?? -1; n >= 0; n = before[n] as number) chain.push(ordered[n] as AlikePair);
  return chain.reverse();
}

/** How many at the front of the list are below. */
function lengthBelow(list: readonly number[], isBelow: (value: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(list[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Give each frame of a chain its nearest partner among those that keep the order; of equals, the one whose offset is the usual one. */
export function nearestPartners(chain: readonly AlikePair[], all: readonly AlikePair[], items: TwoItems): AlikePair[] {
  const usual = median(chain.map((pair) => offsetOf(items, pair)));
  const partners = Map.groupBy(all, ({ a }) => a);
  const improved = [...chain];
  chain.forEach(({ a }, n) => {
    const [low, high] = [improved[n - 1]?.b ?? -1, improved[n + 1]?.b ?? Infinity];
    const allowed = (partners.get(a) ?? []).filter(({ b }) => b > low && b < high);
    const strangeness = (pair: AlikePair): number => Math.abs(offsetOf(items, pair) - usual);
    allowed.sort((one, other) => one.distance - other.distance || strangeness(one) - strangeness(other));
    improved[n] = allowed[0] ?? (chain[n] as AlikePair);
  });
  return improved;
}

/** The middle value; of two middle ones, the lower. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
}
