import { hashBytes, packHashes } from './packed-hashes.ts';

/** The hashed keyframes of one item. */
export interface FrameSeries {
  /** Seconds per unit of pts, `1/90000`; `1/1000` where times are milliseconds. */
  timeBase: string;
  /** Presentation times, one for each frame, in any order. */
  pts: ArrayLike<number>;
  /** Packed hashes, one for each frame in the same order. */
  hashes: Uint8Array;
  /** PDQ quality, 0 to 100, one for each frame. */
  quality: ArrayLike<number>;
}

/** Make a series of keyframes as they are recorded; those that were not decoded have no hash and are left out. */
export function packFrames(timeBase: string, frames: readonly { pts: number; decoded?: { pdq: string; pdqQuality: number } | undefined }[]): FrameSeries {
  const hashed = frames.flatMap(({ pts, decoded }) => (decoded ? [{ pts, ...decoded }] : []));
  return {
    timeBase,
    pts: Float64Array.from(hashed, ({ pts }) => pts),
    hashes: packHashes(hashed.map(({ pdq }) => pdq)),
    quality: Uint8Array.from(hashed, ({ pdqQuality }) => pdqQuality),
  };
}

/** The frames that may match, in the order of time. */
export interface TellingFrames {
  count: number;
  pts: Float64Array;
  /** The same times in milliseconds: to compare items by, never the record. */
  ms: Float64Array;
  hashes: Uint8Array;
  /** How many were left out because their quality is too low. */
  leftOut: number;
}

/** Leave out flat frames, whose hashes are chance: black, fog, a lens cap. */
export function tellingFrames(series: FrameSeries, leastQuality: number): TellingFrames {
  const all = Array.from({ length: series.pts.length }, (_, n) => n);
  if (series.hashes.length !== all.length * hashBytes || series.quality.length !== all.length) {
    throw new RangeError(`${all.length} frames, ${series.hashes.length / hashBytes} hashes, ${series.quality.length} qualities`);
  }
  const ptsOf = (n: number): number => series.pts[n] as number;
  const kept = all.filter((n) => (series.quality[n] as number) >= leastQuality).sort((a, b) => ptsOf(a) - ptsOf(b));
  const hashes = new Uint8Array(kept.length * hashBytes);
  kept.forEach((n, row) => hashes.set(series.hashes.subarray(n * hashBytes, (n + 1) * hashBytes), row * hashBytes));
  const pts = Float64Array.from(kept, ptsOf);
  return { count: kept.length, pts, ms: inMilliseconds(pts, series.timeBase), hashes, leftOut: all.length - kept.length };
}

function inMilliseconds(pts: Float64Array, timeBase: string): Float64Array {
  const [numerator, denominator] = (/^(\d+)\/(\d+)$/.exec(timeBase)?.slice(1) ?? []).map(Number);
  if (!numerator || !denominator) throw new RangeError(`not a time base: ${timeBase}`);
  return pts.map((value) => (value * numerator * 1000) / denominator);
}
