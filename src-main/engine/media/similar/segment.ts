import { median, offsetOf, type TwoItems } from './align.ts';
import type { AlikePair } from './alike-pairs.ts';
import type { TellingFrames } from './frame-series.ts';
import { HashStore } from './hash-store.ts';
import { hashBytes, samePictureBits } from './packed-hashes.ts';

/** A part of one item that shows the same as a part of another: a proposal, which a person confirms by looking. */
export interface Segment {
  /** One of the two is left-right mirrored. */
  mirrored: boolean;
  /** First and last matched frame of each item, in units of its own time base. The same where a single frame matched. */
  a: { fromPts: number; toPts: number };
  b: { fromPts: number; toPts: number };
  /** Time in `b` minus time in `a` (at the rate asked for), in milliseconds, over the matched pairs. */
  offsetMs: { median: number; least: number; most: number };
  /** The matched frames in the order of time. No frame stands in two pairs. */
  pairs: { aPts: number; bPts: number; distance: number }[];
  /** How many of the pairs are near enough to count alone. */
  nearPairs: number;
  /** How many of the matched frames look different from each other, in the item where they are fewer: thirty frames of a standing picture are one. */
  distinctFrames: number;
  /** Frames of sufficient quality between the first and the last that have no partner. */
  unmatched: { a: number; b: number };
}

export function describeSegment(chain: readonly AlikePair[], items: TwoItems, o: { near: number; mirrored: boolean }): Segment {
  const { a, b } = items;
  const offsets = chain.map((pair) => offsetOf(items, pair)).sort((one, other) => one - other);
  const [first, last] = [chain[0] as AlikePair, chain.at(-1) as AlikePair];
  const ptsOf = (frames: TellingFrames, n: number): number => frames.pts[n] as number;
  return {
    mirrored: o.mirrored,
    a: { fromPts: ptsOf(a, first.a), toPts: ptsOf(a, last.a) },
    b: { fromPts: ptsOf(b, first.b), toPts: ptsOf(b, last.b) },
    offsetMs: { median: median(offsets), least: offsets[0] as number, most: offsets.at(-1) as number },
    pairs: chain.map((pair) => ({ aPts: ptsOf(a, pair.a), bPts: ptsOf(b, pair.b), distance: pair.distance })),
    nearPairs: chain.filter(({ distance }) => distance <= o.near).length,
    distinctFrames: Math.min(countDistinct(a, chain.map((pair) => pair.a)), countDistinct(b, chain.map((pair) => pair.b))),
    unmatched: { a: last.a - first.a + 1 - chain.length, b: last.b - first.b + 1 - chain.length },
  };
}

/** Each is held against every distinct one before it, as the review of keyframes does. */
function countDistinct({ hashes }: TellingFrames, frames: readonly number[]): number {
  const distinct = new HashStore();
  for (const frame of frames) {
    const hash = hashes.subarray(frame * hashBytes, (frame + 1) * hashBytes);
    if (!distinct.holdsNear(hash, samePictureBits)) distinct.append(hash);
  }
  return distinct.count;
}

/** One near pair is enough; loose ones need company that does not merely repeat itself. */
export function isTold(segment: Segment, company: number): boolean {
  return segment.nearPairs > 0 || segment.distinctFrames >= company;
}

/** By distinct frames, then by near pairs, then by all pairs: counts, which a reader can check. */
export function rankSegments(segments: readonly Segment[]): Segment[] {
  const order = (one: Segment, other: Segment): number =>
    other.distinctFrames - one.distinctFrames || other.nearPairs - one.nearPairs || other.pairs.length - one.pairs.length;
  return segments.toSorted(order);
}
