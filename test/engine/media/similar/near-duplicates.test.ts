import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PdqHash } from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { pdqHash } from '../../../../src-main/engine/media/pdq/pdq-wasm.ts';
import { packFrames, type FrameSeries } from '../../../../src-main/engine/media/similar/frame-series.ts';
import { distanceBetween, mirrorHashes, packHashes, wellHashed } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import type { Segment } from '../../../../src-main/engine/media/similar/segment.ts';
import { findSegments } from '../../../../src-main/engine/media/similar/segments.ts';
import { extract } from '../keyframes/reference.ts';
import { corpus, decodeFrames } from '../pdq/frames.ts';

const [orig, grey, logo, earlier] = ['chair-orig-22-sd-bar.mp4', 'chair-22-sd-grey-bar.mp4', 'chair-22-with-large-logo-bar.mp4', 'chair-19-sd-bar.mp4'] as const;
const [pattern, patternBar] = ['pattern-hd-no-bar.mp4', 'pattern-sd-grey-bar.mp4'] as const;
const footage = /\.(mp4|mov|avi)$/i;

/** The scene that the manifest names, or the file: what has no other file of its kind is unrelated to all. */
const sceneOf = (name: string): string => /^(chair|pattern|with-gps)/.exec(name)?.[1] ?? name;

interface Related {
  names: string;
  segments: Segment[];
}

describe.skipIf(!corpus)('near-duplicates of the corpus, by their keyframes', () => {
  const items = new Map<string, FrameSeries>();
  let related: Related[] = [];

  beforeAll(async () => {
    for (const part of ['near-duplicate', 'media']) {
      for (const name of readdirSync(`${corpus ?? ''}${part}`).filter((file) => footage.test(file))) {
        const { index } = await extract(`${corpus ?? ''}${part}/${name}`);
        items.set(name, packFrames(index.timeBase, index.keyframes));
      }
    }
    related = pairsOf([...items.keys()]).map(([a, b]) => ({ names: `${a} ${b}`, segments: segmentsOf(a, b) })).filter(({ segments }) => segments.length > 0);
  }, 120_000);

  const segmentsOf = (a: string, b: string, loose = 80): Segment[] =>
    findSegments(items.get(a) as FrameSeries, items.get(b) as FrameSeries, { mirrored: true, loose }).segments;

  it('are found in five of seven pairs of one scene, and no unrelated clips are among them', () => {
    expect(related.map(({ names }) => names).sort()).toEqual(
      [`${grey} ${logo}`, `${grey} ${orig}`, `${logo} ${orig}`, `${earlier} ${grey}`, `${earlier} ${orig}`].sort(),
    );
    const ofOneScene = pairsOf([...items.keys()]).filter(([a, b]) => sceneOf(a) === sceneOf(b) && sceneOf(a) !== 'with-gps');
    expect(ofOneScene).toHaveLength(7);
  });

  it('are as near as a grey copy in a few bits, at offset 0', () => {
    const [segment, ...others] = segmentsOf(orig, grey);
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ nearPairs: 12, distinctFrames: 12, offsetMs: { median: 0, least: 0, most: 0 }, unmatched: { a: 0, b: 0 }, mirrored: false });
    expect(largest(segment)).toBeLessThanOrEqual(8);
  });

  it('are found under a large logo only in company: no frame is within 31 bits', () => {
    const [segment, ...others] = segmentsOf(orig, logo);
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ nearPairs: 0, offsetMs: { median: 0, least: 0, most: 0 } });
    expect(segment?.pairs.length).toBeGreaterThanOrEqual(10);
    expect(largest(segment)).toBeGreaterThan(60);
  });

  it('are found in another take with its offset of 4 seconds, from where the two go together', () => {
    const [segment, ...others] = segmentsOf(earlier, orig);
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ a: { fromPts: 153_600, toPts: 276_480 }, nearPairs: 0, distinctFrames: 5, offsetMs: { median: 4000, least: 4000, most: 4000 } });
  });

  it('are missed when bars change the shape of the picture, until loose means 90 bits', () => {
    expect(segmentsOf(pattern, patternBar)).toEqual([]);
    expect(segmentsOf(pattern, patternBar, 90)).toMatchObject([{ nearPairs: 0, offsetMs: { median: 0 } }]);
  });
});

describe.skipIf(!corpus)('frames of unrelated footage of the corpus, whole and cropped', () => {
  let frames: SeenFrame[] = [];
  beforeAll(() => {
    frames = seenFrames();
  }, 120_000);

  it('are none within 80 bits of another, let alone 31', () => {
    const hashes = frames.flatMap(({ scene, whole, crops }) => [whole, ...crops].filter(isTelling).map(({ hash }) => ({ scene, hash: packHashes([hash]) })));
    const distances = pairsOf(hashes).filter(([a, b]) => a.scene !== b.scene).map(([a, b]) => distanceBetween(a.hash, 0, b.hash, 0));
    expect(distances.length).toBeGreaterThan(30_000);
    expect(distances.filter((distance) => distance <= 80)).toEqual([]);
  });

  it('are within 31 bits of the guessed hash of their mirrored selves in nearly every case', () => {
    const telling = frames.filter(({ whole }) => isTelling(whole));
    const errors = telling.map(({ whole, mirrored }) => distanceBetween(mirrorHashes(packHashes([whole.hash])), 0, packHashes([mirrored.hash]), 0));
    expect(errors.length).toBeGreaterThan(100);
    expect(errors.filter((bits) => bits <= 31).length / errors.length).toBeGreaterThan(0.95);
    expect(Math.max(...errors)).toBeGreaterThan(0);
  });
});

function largest(segment: Segment | undefined): number {
  return Math.max(...(segment?.pairs ?? []).map(({ distance }) => distance));
}

function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((a, n) => all.slice(n + 1).map((b): [T, T] => [a, b]));
}

interface SeenFrame {
  scene: string;
  whole: PdqHash;
  mirrored: PdqHash;
  crops: PdqHash[];
}

function isTelling({ quality }: PdqHash): boolean {
  return quality >= wellHashed;
}

/** The key frames of every clip as they are, mirrored, and its two opposite quarters: one under another, decoded once. */
function seenFrames(): SeenFrame[] {
  const scale = 'scale=512:512:flags=area';
  const views = [`[a]${scale}[whole]`, `[b]${scale},hflip[mirrored]`, `[c]crop=iw/2:ih/2:0:0,${scale}[left]`, `[d]crop=iw/2:ih/2:iw/2:ih/2,${scale}[right]`];
  const graph = `[0:v]split=4[a][b][c][d];${views.join(';')};[whole][mirrored][left][right]vstack=4`;
  return ['near-duplicate', 'media'].flatMap((part) =>
    readdirSync(`${corpus ?? ''}${part}`).filter((file) => footage.test(file)).flatMap((name) => {
      const hashes = decodeFrames(name, ['-skip_frame', 'nokey', '-i', `file:${corpus ?? ''}${part}/${name}`, '-filter_complex', graph, '-vsync', '0']).map(({ grey }) => pdqHash(grey));
      return fours(hashes).map(([whole, mirrored, ...crops]) => ({ scene: sceneOf(name), whole, mirrored, crops }));
    }),
  );
}

function fours<T>(all: readonly T[]): [T, T, T, T][] {
  return Array.from({ length: all.length / 4 }, (_, n) => all.slice(4 * n, 4 * n + 4) as [T, T, T, T]);
}
