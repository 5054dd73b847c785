import { describe, expect, it } from 'vitest';
import { packFrames, type FrameSeries } from '../../../../src-main/engine/media/similar/frame-series.ts';
import { hashAt, hashBytes, mirrorHashes } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import { findSegments } from '../../../../src-main/engine/media/similar/segments.ts';
import { copies, join, randomHashes, withBitsTurned } from './drawn-hashes.ts';

interface Shown {
  pts: number;
  hash: Uint8Array;
  quality?: number;
}

/** Milliseconds, unless another time base is given. */
function series(frames: readonly Shown[], timeBase = '1/1000'): FrameSeries {
  return packFrames(timeBase, frames.map(({ pts, hash, quality = 100 }) => ({ pts, decoded: { pdq: hashAt(hash, 0), pdqQuality: quality } })));
}

/** Unlike pictures, one every two seconds. */
function footage(count: number, seed: number): Shown[] {
  const hashes = randomHashes(count, seed);
  return Array.from({ length: count }, (_, n) => ({ pts: 2000 * n, hash: hashes.subarray(n * hashBytes, (n + 1) * hashBytes) }));
}

function shifted(frames: readonly Shown[], by: number): Shown[] {
  return frames.map((frame) => ({ ...frame, pts: frame.pts + by }));
}

/** The same pictures, re-encoded or worse. */
function altered(frames: readonly Shown[], bits: number): Shown[] {
  return frames.map((frame, n) => ({ ...frame, hash: withBitsTurned(frame.hash, bits, n) }));
}

const other = footage(40, 99);
const original = footage(20, 31);

describe('segments of two items', () => {
  it('name a copy as a whole, with its pairs and their distances', () => {
    const { segments, more } = findSegments(series(original), series(altered(original, 6)));
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({
      mirrored: false,
      a: { fromPts: 0, toPts: 38_000 },
      b: { fromPts: 0, toPts: 38_000 },
      offsetMs: { median: 0, least: 0, most: 0 },
      nearPairs: 20,
      distinctFrames: 20,
      unmatched: { a: 0, b: 0 },
    });
    expect(segments[0]?.pairs[3]).toEqual({ aPts: 6000, bPts: 6000, distance: 6 });
    expect(more).toBe(false);
  });

  it('are none between unlike footage, however long', () => {
    expect(findSegments(series(footage(300, 1)), series(footage(300, 2)))).toEqual({ segments: [], more: false, leftOut: { a: 0, b: 0 }, crowded: 0 });
  });

  it('tell where an excerpt comes from, in the time base of each item', () => {
    const excerpt = shifted(original.slice(5, 12), -9500).map((frame) => ({ ...frame, pts: frame.pts * 90 }));
    const { segments } = findSegments(series(original), series(excerpt, '1/90000'));
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ a: { fromPts: 10_000, toPts: 22_000 }, b: { fromPts: 500 * 90, toPts: 12_500 * 90 }, offsetMs: { median: -9500 } });
  });

  it('are two where a piece was cut out, and both where a part is shown twice', () => {
    const cut = [...original.slice(0, 8), ...shifted(original.slice(13), -10_000)];
    const ofCut = findSegments(series(original), series(cut)).segments;
    expect(ofCut.map(({ a, b }) => [a.fromPts, a.toPts, b.fromPts, b.toPts])).toEqual([[0, 14_000, 0, 14_000], [26_000, 38_000, 16_000, 28_000]]);
    const twice = [...original.slice(3, 9), ...shifted(original.slice(3, 9), 100_000)];
    const ofTwice = findSegments(series(original), series(twice)).segments;
    expect(ofTwice.map(({ a, b }) => [a.fromPts, b.fromPts])).toEqual([[6000, 6000], [6000, 106_000]]);
  });

  it('are two where the middle was replaced, and one with its holes counted where a few frames were', () => {
    const replaced = [...original.slice(0, 6), ...other.slice(6, 13), ...original.slice(13)];
    expect(findSegments(series(original), series(replaced)).segments.map(({ a }) => [a.fromPts, a.toPts])).toEqual([[26_000, 38_000], [0, 10_000]]);
    const touched = [...original.slice(0, 6), ...other.slice(6, 9), ...original.slice(9)];
    expect(findSegments(series(original), series(touched)).segments).toMatchObject([{ a: { fromPts: 0, toPts: 38_000 }, unmatched: { a: 3, b: 3 } }]);
  });

  it('allow for keyframes in other places: the offset is told with its spread', () => {
    const standing = original.flatMap(({ pts, hash }) => [{ pts, hash }, { pts: pts + 1000, hash }]);
    const elsewhere = shifted(altered(original, 10), 5700);
    const { segments } = findSegments(series(standing), series(elsewhere));
    expect(segments).toHaveLength(1);
    expect(segments[0]?.pairs).toHaveLength(20);
    expect(segments[0]?.offsetMs.median).toBeGreaterThanOrEqual(4700);
    expect(segments[0]?.offsetMs.median).toBeLessThanOrEqual(5700);
    const [theOtherWay] = findSegments(series(elsewhere), series(standing)).segments;
    expect(new Set(theOtherWay?.pairs.map(({ aPts }) => aPts)).size).toBe(20);
    expect(theOtherWay?.pairs).toHaveLength(20);
  });

  it('follow another speed when it is named', () => {
    const fast = original.map((frame) => ({ ...frame, pts: frame.pts / 2 + 300 }));
    expect(findSegments(series(original), series(fast), { rate: 2 }).segments).toMatchObject([{ distinctFrames: 20, offsetMs: { median: 300, least: 300, most: 300 } }]);
  });

  it('find mirrored footage when asked, and say that it is mirrored', () => {
    const mirrored = altered(original, 12).map((frame) => ({ ...frame, hash: mirrorHashes(frame.hash) }));
    expect(findSegments(series(original), series(mirrored)).segments).toEqual([]);
    expect(findSegments(series(original), series(mirrored), { mirrored: true }).segments).toMatchObject([{ mirrored: true, distinctFrames: 20 }]);
  });
});

describe('what counts as a match', () => {
  const lone = (bits: number) => findSegments(series(original), series([{ pts: 777, hash: withBitsTurned((original[4] as Shown).hash, bits, 1) }])).segments;

  it('is a single frame within 31 bits, such as a still, but not one that is 32 apart', () => {
    expect(lone(31)).toMatchObject([{ a: { fromPts: 8000, toPts: 8000 }, b: { fromPts: 777, toPts: 777 }, nearPairs: 1, pairs: [{ distance: 31 }] }]);
    expect(lone(32)).toEqual([]);
  });

  it('is three frames in company within 80 bits, as under a logo, but not two, and not three that stand still', () => {
    const underLogo = altered(original, 60);
    const sharing = (count: number) => findSegments(series(original), series([...underLogo.slice(4, 4 + count), ...other.slice(20)])).segments;
    expect(sharing(2)).toEqual([]);
    expect(sharing(3)).toMatchObject([{ nearPairs: 0, distinctFrames: 3, pairs: [{ distance: 60 }, { distance: 60 }, { distance: 60 }] }]);
    const alternating = (pictures: readonly Shown[], count: number) => original.slice(0, 9).map(({ pts }, n) => ({ pts, hash: (pictures[n % count] as Shown).hash }));
    const ofPictures = (count: number) => findSegments(series(alternating(original, count)), series(alternating(underLogo, count))).segments;
    expect([ofPictures(1), ofPictures(2)]).toEqual([[], []]);
    expect(ofPictures(3)[0]).toMatchObject({ nearPairs: 0, distinctFrames: 3, a: { fromPts: 0, toPts: 16_000 } });
  });

  it('is no company at changing offsets or in changing order', () => {
    const underLogo = altered(original, 60);
    const scattered = [7, 2, 15, 11].map((n, place) => ({ pts: 40_000 * place, hash: (underLogo[n] as Shown).hash }));
    expect(findSegments(series(original), series(scattered)).segments).toEqual([]);
  });

  it('is never a flat frame: black against black says nothing, and is counted as left out', () => {
    const black = original.map(({ pts }) => ({ pts, hash: new Uint8Array(hashBytes), quality: 0 }));
    expect(findSegments(series(black), series(black))).toEqual({ segments: [], more: false, leftOut: { a: 20, b: 20 }, crowded: 0 });
    const doubtful = original.map((frame, n) => ({ ...frame, quality: n < 15 ? 49 : 50 }));
    expect(findSegments(series(doubtful), series(original))).toMatchObject({ segments: [{ a: { fromPts: 30_000 } }], leftOut: { a: 15, b: 0 } });
  });

  it('ranks the segment with more distinct frames first', () => {
    const compiled = [...shifted(original.slice(0, 4), 1_000_000), ...original.slice(8, 15)];
    expect(findSegments(series(original), series(compiled)).segments.map(({ distinctFrames }) => distinctFrames)).toEqual([7, 4]);
  });

  it('keeps to its limit and says that there is more', () => {
    const compiled = original.slice(0, 6).map(({ hash }, n) => ({ pts: 1_000_000 * n, hash }));
    const { segments, more } = findSegments(series(original), series(compiled), { limit: 4 });
    expect([segments.length, more]).toEqual([4, true]);
    expect(findSegments(series(original), series(compiled), { limit: 6 })).toMatchObject({ segments: { length: 6 }, more: false });
  });
});

describe('items that stand still', () => {
  it('are matched in reasonable time, said to be crowded, and count as one distinct frame', () => {
    const standing = (count: number): FrameSeries => ({
      timeBase: '1/1',
      pts: Array.from({ length: count }, (_, n) => n),
      hashes: copies(randomHashes(1, 50), count),
      quality: new Uint8Array(count).fill(100),
    });
    const started = performance.now();
    const { segments, crowded } = findSegments(standing(3000), standing(2500));
    expect(segments[0]).toMatchObject({ distinctFrames: 1, a: { fromPts: 0 }, b: { fromPts: 0, toPts: 2499 } });
    expect(crowded).toBe(3000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('do not hide the moving part that both share', () => {
    const still = copies(randomHashes(1, 51), 500);
    const moving = randomHashes(30, 52);
    const item = (hashes: Uint8Array): FrameSeries => {
      const count = hashes.length / hashBytes;
      return { timeBase: '1/1', pts: Array.from({ length: count }, (_, n) => n), hashes, quality: new Uint8Array(count).fill(100) };
    };
    const { segments } = findSegments(item(join(still, moving, still)), item(join(moving, still)));
    expect(segments[0]).toMatchObject({ distinctFrames: 31, offsetMs: { median: -500_000 } });
  });
});

describe('input that is no series of frames', () => {
  it('is refused', () => {
    const broken = { ...series(original), quality: [100] };
    expect(() => findSegments(broken, series(original))).toThrow(RangeError);
    expect(() => findSegments(series(original, '0/1'), series(original))).toThrow(RangeError);
    expect(() => findSegments(series(original), series(original), { rate: 0 })).toThrow(RangeError);
  });

  it('may be empty, and keyframes that were not decoded are no frames', () => {
    expect(findSegments(packFrames('1/1000', [{ pts: 0 }]), series(original)).segments).toEqual([]);
    expect(findSegments(series(original), series([])).segments).toEqual([]);
  });
});
