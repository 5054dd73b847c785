import { fullestWindow, pairsInWindow, type TwoItems } from './align.ts';
import { findAlikePairs, type AlikePair } from './alike-pairs.ts';
import { binFor, chainsIn, explanationBy, type Explanation } from './chains.ts';
import { tellingFrames, type FrameSeries, type TellingFrames } from './frame-series.ts';
import { mirrorHashes, samePictureBits, wellHashed } from './packed-hashes.ts';
import { describeSegment, isTold, rankSegments, type Segment } from './segment.ts';

export interface SegmentOptions {
  /** Bits within which one pair of frames is enough; 31 unless given. */
  near?: number;
  /**
   * Bits within which frames count in company only: at least `company` visually distinct ones, in the same order and at
   * one offset. 80 unless given: of 152,124 pairs from unrelated footage the nearest were 92 apart, and a logo or another
   * cut of the same take leaves about 35 to 75.
   */
  loose?: number;
  /** 3 unless given. */
  company?: number;
  /** Frames of lower PDQ quality are left out; 50 unless given. */
  leastQuality?: number;
  /** Look for left-right mirrored footage as well; see mirrorHashes for how near that comes. */
  mirrored?: boolean;
  /** How fast `b` plays what `a` shows: 2 for double speed. 1 unless given. */
  rate?: number;
  /** Most segments that are looked for; 100 unless given. */
  limit?: number;
}

/** What two items show of the same. An empty list means: nothing was found by these means, not that there is nothing. */
export interface SegmentFindings {
  /** The strongest first. */
  segments: Segment[];
  /** More alignments were left when the limit was reached. */
  more: boolean;
  /** Frames that took no part because their quality is too low. */
  leftOut: { a: number; b: number };
  /** Frames of `a` that look like more than 64 of `b`: there the items stand still, and an offset says little. */
  crowded: number;
}

type Settings = Required<SegmentOptions>;

/** Alignments that are looked at for each segment that may be told; some turn out to be none. */
const roundsPerSegment = 4;

const usual: Settings = { near: samePictureBits, loose: 80, company: 3, leastQuality: wellHashed, mirrored: false, rate: 1, limit: 100 };

/** Which parts of one item show the same as which parts of another. Cost: see findSegmentsInSlices. */
export function findSegments(a: FrameSeries, b: FrameSeries, options: SegmentOptions = {}): SegmentFindings {
  const slices = findSegmentsInSlices(a, b, options);
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value;
}

/**
 * The same, yielding between steps. Each frame of `a` is compared with each of `b` (1 ns a pair); offsets are voted on;
 * the pairs of the fullest offset become a chain that goes forward in both; chains are cut where both items go on
 * without partners; what such a segment explains takes no further part; and so on with the next offset.
 */
export function* findSegmentsInSlices(a: FrameSeries, b: FrameSeries, options: SegmentOptions = {}): Generator<unknown, SegmentFindings> {
  const o = { ...usual, ...options };
  const items = { a: atRate(tellingFrames(a, o.leastQuality), o.rate), b: tellingFrames(b, o.leastQuality) };
  const asIs = yield* alignAll(items, o, false);
  const mirrored = o.mirrored ? yield* alignAll({ ...items, a: mirror(items.a) }, o, true) : undefined;
  const segments = rankSegments([...asIs.segments, ...(mirrored?.segments ?? [])]);
  return {
    segments: segments.slice(0, o.limit),
    more: asIs.more || (mirrored?.more ?? false) || segments.length > o.limit,
    leftOut: { a: items.a.leftOut, b: items.b.leftOut },
    crowded: asIs.crowded,
  };
}

function atRate(frames: TellingFrames, rate: number): TellingFrames {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`not a rate: ${rate}`);
  return { ...frames, ms: frames.ms.map((ms) => ms / rate) };
}

function mirror(frames: TellingFrames): TellingFrames {
  return { ...frames, hashes: mirrorHashes(frames.hashes) };
}

type Found = Pick<SegmentFindings, 'segments' | 'more' | 'crowded'>;

function* alignAll(items: TwoItems, o: Settings, mirrored: boolean): Generator<unknown, Found> {
  const reach = Math.max(o.near, o.loose);
  const { pairs, crowded } = yield* findAlikePairs(items.a, items.b, reach);
  const binMs = binFor(items);
  // A pair that is enough alone weighs as much as a company.
  const weigh = ({ distance }: AlikePair): number => (distance <= o.near ? o.company : 1);
  const describe = (chain: AlikePair[]): Segment => describeSegment(chain, items, { near: o.near, mirrored });
  const segments: Segment[] = [];
  const explained: Explanation[] = [];
  const isOpen = (pair: AlikePair): boolean => !explained.some((explains) => explains(pair));
  let open = pairs;
  for (let round = 0; round < roundsPerSegment * o.limit && segments.length <= o.limit; round++) {
    const { window, weight } = fullestWindow(open, items, { binMs, weigh });
    if (weight < o.company) return { segments, more: false, crowded };
    const chains = chainsIn(pairsInWindow(items, window, reach).filter(isOpen), items);
    segments.push(...chains.map(describe).filter((segment) => isTold(segment, o.company)));
    const now = chains.map((chain) => explanationBy(chain, items, 2 * binMs));
    explained.push(...now);
    open = open.filter((pair) => !now.some((explains) => explains(pair)));
    yield;
  }
  return { segments, more: true, crowded };
}
