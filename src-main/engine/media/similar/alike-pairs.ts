import type { TellingFrames } from './frame-series.ts';
import { HashStore } from './hash-store.ts';
import type { NearRows } from './nearest-rows.ts';
import { hashBytes } from './packed-hashes.ts';
import { searchInSlices } from './search.ts';

/** A frame of one item that looks like one of another. */
export interface AlikePair {
  /** Place among the telling frames of `a`. */
  a: number;
  b: number;
  /** Bits that differ. */
  distance: number;
}

export interface AlikePairs {
  /** By `a`, then by distance. */
  pairs: AlikePair[];
  /** Frames of `a` that look like very many of `b`; only a sample of them has its pairs here. */
  crowded: number;
}

/** A frame with more partners than this says little about time: the other item stands still. */
export const crowd = 64;

/**
 * All pairs within the threshold, but of crowded frames a sample: at most `crowd` of them, spread evenly, each with all
 * of its partners. So two items that look alike throughout give O(frames) pairs and not the product. Yields between slices.
 */
export function* findAlikePairs(a: TellingFrames, b: TellingFrames, threshold: number): Generator<unknown, AlikePairs> {
  const store = new HashStore();
  store.append(b.hashes);
  const near = yield* searchInSlices(store, a.hashes, { threshold, limit: crowd });
  const isCrowded = (row: number): boolean => (near[row] as NearRows).found > crowd;
  const crowded = [...near.keys()].filter(isCrowded);
  const sample = crowded.filter((_, n) => n % Math.ceil(crowded.length / crowd) === 0);
  const ofSample = yield* searchInSlices(store, rowsOf(a.hashes, sample), { threshold, limit: Math.max(1, b.count) });
  const chosen = new Map([...near.entries()].filter(([row]) => !isCrowded(row)));
  sample.forEach((row, n) => chosen.set(row, ofSample[n] as NearRows));
  const rows = [...chosen.keys()].sort((one, other) => one - other);
  return { pairs: rows.flatMap((row) => pairsOf(row, chosen.get(row) as NearRows)), crowded: crowded.length };
}

function rowsOf(hashes: Uint8Array, rows: readonly number[]): Uint8Array {
  const chosen = new Uint8Array(rows.length * hashBytes);
  rows.forEach((row, n) => chosen.set(hashes.subarray(row * hashBytes, (row + 1) * hashBytes), n * hashBytes));
  return chosen;
}

function pairsOf(a: number, { rows, distances }: NearRows): AlikePair[] {
  return Array.from(rows, (b, n) => ({ a, b, distance: distances[n] as number }));
}
