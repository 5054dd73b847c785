import type { Stretch } from '../../../shared/sameness.ts';
import type { Segment } from '../../media/similar/segment.ts';
import { secondsOf } from '../show-keyframes.ts';

/** A part of one item, with its times in seconds for people. */
export interface SimilarStretch extends Stretch {
  fromS: string;
  toS: string;
}

/** A part of the footage asked about (`here`) that shows the same as a part of an item (`there`): a proposal. */
export interface SimilarSegment {
  /** Its place among the segments of the two, from 1. */
  number: number;
  here: SimilarStretch;
  there: SimilarStretch;
  /** Found only when one of the two is taken left-right mirrored. */
  mirrored: boolean;
  /** Time there minus time here, in milliseconds, over the matched pairs. */
  offsetMs: { median: number; least: number; most: number };
  /** Matched pairs; how many of them look different from each other; how many are near enough to count alone. */
  frames: number;
  distinctFrames: number;
  nearFrames: number;
  /** Differing bits of 256. */
  distance: { least: number; median: number; most: number };
  /** Keyframes inside the segment that have no partner. */
  unmatched: { here: number; there: number };
  pairs: { here: number; there: number; distance: number }[];
}

export function toSimilarSegment(segment: Segment, number: number, timeBases: { here: string; there: string }): SimilarSegment {
  const distances = segment.pairs.map(({ distance }) => distance).sort((one, other) => one - other);
  const { median, least, most } = segment.offsetMs;
  return {
    number,
    here: stretchOf(segment.a, timeBases.here),
    there: stretchOf(segment.b, timeBases.there),
    mirrored: segment.mirrored,
    offsetMs: { median: Math.round(median), least: Math.round(least), most: Math.round(most) },
    frames: segment.pairs.length,
    distinctFrames: segment.distinctFrames,
    nearFrames: segment.nearPairs,
    distance: { least: distances[0] ?? 0, median: distances[(distances.length - 1) >> 1] ?? 0, most: distances.at(-1) ?? 0 },
    unmatched: { here: segment.unmatched.a, there: segment.unmatched.b },
    pairs: segment.pairs.map(({ aPts, bPts, distance }) => ({ here: aPts, there: bPts, distance })),
  };
}

function stretchOf({ fromPts, toPts }: Segment['a'], timeBase: string): SimilarStretch {
  return { fromPts, toPts, timeBase, fromS: secondsOf(fromPts, timeBase), toS: secondsOf(toPts, timeBase) };
}
