import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findSimilar, type FindSimilar, type SimilarFootage, type SimilarItem } from '../../../src-main/engine/index.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto, reading } from './case-reading.ts';
import { shotsFrom, writeBlackFilm, writeFilm } from './drawn-film.ts';
import { addKeyframes } from './many-keyframes.ts';
import { containing } from './text-matching.ts';

let folder: string;
let elsewhere: string;
let files: string;

/** In the order of import, so that item n is the n-th. */
const names = ['original.mp4', 'excerpt.mp4', 'mirrored.mp4', 'letterboxed.mp4', 'logo.mp4', 'unrelated.mp4', 'black.mp4', 'notes.txt'] as const;

beforeAll(async () => {
  [folder, elsewhere, files] = [await temporaryCase(), await temporaryCase(), await temporaryFolder()];
  const path = (name: string): string => join(files, name);
  const shots = shotsFrom(1, 12);
  writeFilm(path('original.mp4'), { shots });
  writeFilm(path('excerpt.mp4'), { shots: shots.slice(4, 9), rate: 15, filters: 'scale=480:360' });
  writeFilm(path('mirrored.mp4'), { shots, filters: 'hflip' });
  writeFilm(path('letterboxed.mp4'), { shots, filters: 'pad=320:272:0:16' });
  writeFilm(path('logo.mp4'), { shots, filters: 'drawbox=x=210:y=10:w=100:h=80:color=white:t=fill' });
  writeFilm(path('unrelated.mp4'), { shots: shotsFrom(101, 12) });
  writeBlackFilm(path('black.mp4'));
  writeFileSync(path('notes.txt'), 'notes');
  await importInto(folder, names.map(path));
  writeFilm(path('older.mp4'), { shots: shots.slice(2, 6) });
  await importInto(elsewhere, [path('older.mp4')]);
}, 120_000);

afterEach(() => {
  vi.unstubAllEnvs();
});

function similarTo(name: string, options: Partial<FindSimilar> = {}): Promise<SimilarFootage> {
  return reading(folder, (readable) => findSimilar(readable, { footage: { name, path: Buffer.from(name) }, ...options }));
}

function matchOf({ matches }: SimilarFootage, name: string): SimilarItem | undefined {
  return matches.find((match) => match.name === name);
}

describe('footage that was seen before', () => {
  it('is told as an excerpt, at another rate and size: which part, where, with which offset', async () => {
    const match = matchOf(await similarTo('i2'), 'original.mp4');
    expect(match?.segments).toHaveLength(1);
    expect(match?.segments[0]).toMatchObject({
      number: 1,
      here: { fromS: '0.000', toS: '4.000', fromPts: 0 },
      there: { fromS: '4.000', toS: '8.000' },
      offsetMs: { median: 4000 },
      frames: 5,
      distinctFrames: 5,
      nearFrames: 5,
      mirrored: false,
      unmatched: { here: 0, there: 0 },
    });
    expect(match?.segments[0]?.distance.most).toBeLessThanOrEqual(31);
    expect(match?.segments[0]?.pairs).toHaveLength(5);
  });

  it('is found with bars and under a logo, and what is unrelated or flat is not', async () => {
    const found = await similarTo('i1');
    expect(found.matches.map(({ name }) => name).sort()).toEqual(['excerpt.mp4', 'letterboxed.mp4', 'logo.mp4']);
    expect(matchOf(found, 'logo.mp4')?.segments[0]).toMatchObject({ here: { fromS: '0.000', toS: '11.000' }, offsetMs: { median: 0 } });
    expect(found.means).toEqual({ nearBits: 31, wideBits: 80, company: 3, leastQuality: 50, mirrored: false });
    expect(found.coverage).toMatchObject([{ items: 5, byKeyPacketsOnly: 5, keyframes: 12 * 4 + 5, flat: 4, flatOnly: 1, withoutKeyframes: 1, notExamined: 0 }]);
  });

  it('is found mirrored where that is asked for', async () => {
    expect(matchOf(await similarTo('i1', { mirrored: true }), 'mirrored.mp4')?.segments).toMatchObject([{ mirrored: true, frames: 12, offsetMs: { median: 0 } }]);
  });

  it('is ranked: the whole film before a part of it', async () => {
    const ranked = (await similarTo('i1', { mirrored: true })).matches.map(({ name }) => name);
    expect(ranked.indexOf('mirrored.mp4')).toBeLessThan(ranked.indexOf('excerpt.mp4'));
  });

  it('is missed within narrower bounds, and the means say which', async () => {
    const found = await similarTo('i1', { wide: 31 });
    expect(found.means.wideBits).toBe(31);
    expect(matchOf(found, 'logo.mp4')).toBeUndefined();
    expect(matchOf(found, 'excerpt.mp4')).toBeDefined();
  });

  it('is found in other cases, each match with its case', async () => {
    const found = await reading(elsewhere, (other) => similarTo('i1', { others: [other] }));
    const older = matchOf(found, 'older.mp4');
    expect(older).toMatchObject({ id: 'i1', case: { folder: elsewhere }, segments: [{ here: { fromS: '2.000', toS: '5.000' }, there: { fromS: '0.000' } }] });
    expect(found.coverage.map((coverage) => coverage.case.folder)).toEqual([folder, elsewhere]);
  });

  it('is not counted twice where a case is named twice', async () => {
    await expect(reading(folder, (again) => similarTo('i1', { others: [again] }))).rejects.toMatchObject({ code: 'argument-invalid', message: containing('Name each case once') });
  });
});

describe('a file that is in no case', () => {
  it('is compared as the item would be, and nothing is kept or recorded', async () => {
    const left = async (): Promise<unknown[]> => [(await acts(folder)).length, filesBelow(folder, 'derivatives').length, readdirSync(tmpdir())];
    vi.stubEnv('TMPDIR', await temporaryFolder());
    const before = await left();
    const file = join(files, 'older.mp4');
    const found = await similarTo(file);
    expect(found.footage).toMatchObject({ id: null, name: file, keyframes: 4, basis: 'key-packets' });
    expect(matchOf(found, 'original.mp4')?.segments).toMatchObject([{ here: { fromS: '0.000', toS: '3.000' }, there: { fromS: '2.000', toS: '5.000' } }]);
    expect(found.sameBytes).toEqual([]);
    expect(await left()).toEqual(before);
  });

  it('may be a still of a film: one frame that is near enough alone', async () => {
    const still = join(files, 'still.png');
    execFileSync('ffmpeg', ['-v', 'error', '-ss', '6.5', '-i', join(files, 'original.mp4'), '-frames:v', '1', '-vf', 'scale=640:480', still]);
    const found = await similarTo(still);
    expect(found.footage).toMatchObject({ basis: 'still', keyframes: 1 });
    expect(matchOf(found, 'original.mp4')?.segments).toMatchObject([{ frames: 1, nearFrames: 1, here: { fromPts: 0, toPts: 0 }, there: { fromS: '6.000', toS: '6.000' } }]);
    expect(matchOf(found, 'unrelated.mp4')).toBeUndefined();
  });

  it('is recognised by its bytes', async () => {
    expect((await similarTo(join(files, 'excerpt.mp4'))).sameBytes).toMatchObject([{ id: 'i2', name: 'excerpt.mp4' }]);
  });

  it.skipIf(process.platform === 'win32')('may have any name, even one that is no text', async () => {
    const odd = Buffer.concat([Buffer.from(join(files, '-i concat:%03d ')), Buffer.from([0xff, 0x27])]);
    writeFileSync(odd, readFileSync(join(files, 'older.mp4')));
    const found = await similarTo('./odd', { footage: { name: './odd', path: odd } });
    expect(matchOf(found, 'original.mp4')).toBeDefined();
  });

  it('is refused with the reason where it cannot be compared', async () => {
    const refusals: [name: string, code: string, words: string][] = [
      ['gone.mp4', 'footage-not-found', '"gone.mp4" is no item'],
      ['./gone.mp4', 'source-not-found', 'no file'],
      [files, 'file-not-usable', 'folder'],
      [join(folder, 'case.sqlite'), 'file-not-usable', 'inside a case folder'],
      [join(files, 'notes.txt'), 'nothing-to-compare', 'ffprobe'],
      [join(files, 'black.mp4'), 'nothing-to-compare', 'flat'],
      ['i7', 'nothing-to-compare', 'flat'],
      ['i8', 'nothing-to-compare', 'ffprobe'],
    ];
    for (const [name, code, words] of refusals) await expect(similarTo(name)).rejects.toMatchObject({ code, message: containing(words) });
  });

  it('that names other files reaches none of them', async () => {
    const playlist = join(files, 'list.mp4');
    writeFileSync(playlist, `ffconcat version 1.0\nfile ${join(files, 'original.mp4')}\n`);
    await expect(similarTo(playlist)).rejects.toMatchObject({ code: 'nothing-to-compare' });
  });
});

describe('an item that was not examined', () => {
  it('is named as such, and counted among what was not compared', async () => {
    const kept = await temporaryCase();
    const source = join(await temporaryFolder(), 'source');
    mkdirSync(source);
    writeFilm(join(source, 'a.mp4'), { shots: [1, 2, 3] });
    await importInto(kept, [source], { keepOnly: true });
    writeFilm(join(source, 'b.mp4'), { shots: [4, 5, 6] });
    const ask = (name: string): Promise<SimilarFootage> => reading(kept, (readable) => findSimilar(readable, { footage: { name, path: Buffer.from(name) } }));
    await expect(ask('i1')).rejects.toMatchObject({ code: 'nothing-to-compare', message: containing('not examined yet') });
    expect((await ask(join(source, 'b.mp4'))).coverage).toMatchObject([{ items: 0, notExamined: 1 }]);
  });
});

describe('a case of 200,000 keyframes', () => {
  let large: string;
  beforeAll(async () => {
    large = await temporaryCase();
    addKeyframes(large, { items: 2000, framesEach: 100 });
  }, 60_000);

  const ask = (options: Partial<FindSimilar>): Promise<SimilarFootage> =>
    reading(large, (readable) => findSimilar(readable, { footage: { name: 'i7', path: Buffer.from('i7') }, ...options }));

  it('is searched without holding up the event loop', async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const found = await ask({});
    delay.disable();
    expect(found.coverage).toMatchObject([{ items: 1999, keyframes: 199_900 }]);
    expect(found.matches).toEqual([]);
    // On a busy machine any thread waits its turn; read in one go, the rows alone would be one pause of half the time.
    expect(delay.max / 1e6).toBeLessThan(Math.max(50, (performance.now() - started) / 3));
  });

  it.each(['loading', 'searching'] as const)('is left at once when stopped while %s', async (step) => {
    const stop = new AbortController();
    const seen: string[] = [];
    const onProgress = (progress: { step: string }): void => {
      if (stop.signal.aborted) seen.push(progress.step);
      if (progress.step === step) stop.abort();
    };
    await expect(ask({ signal: stop.signal, onProgress, mirrored: true })).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).not.toContain('comparing');
  });
});
