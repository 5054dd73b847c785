import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Keyframe, KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { findTools } from '../../../../src-main/engine/media/find-tools.ts';
import { makeFullPicture } from '../../../../src-main/engine/media/keyframes/full-picture.ts';
import { numberInPicture, writeNumberedFilm } from '../../../numbered-film.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { extract, fullDecode, make, picture } from './reference.ts';

const folder = await temporaryFolder();
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10'];

async function pictureOf(path: string, index: KeyframeIndex, pts: number): Promise<Uint8Array> {
  const { ffmpeg } = await findTools();
  return (await makeFullPicture({ ffmpeg, caseFolder: dirname(path), path: basename(path), index, pts, format: 'png' })).picture;
}

/** The index with one keyframe changed. */
function changed(index: KeyframeIndex, pts: number, change: (keyframe: Keyframe) => Keyframe): KeyframeIndex {
  return { ...index, keyframes: index.keyframes.map((one) => (one.pts === pts ? change(one) : one)) };
}

const withoutDigest = ({ pts, position, found }: Keyframe): Keyframe => ({ pts, position, found });

describe('a full picture', () => {
  it('of a frame between key frames is that frame, whatever the order in which frames are stored', async () => {
    const path = writeNumberedFilm(join(folder, 'between.mp4'), { frames: 50 });
    const { index } = await extract(path);
    const times = [...fullDecode(path).keys()].sort((a, b) => a - b);
    for (const number of [1, 11, 13, 35, 49]) {
      const png = join(folder, `${number}.png`);
      writeFileSync(png, await pictureOf(path, index, times[number] ?? 0));
      expect(numberInPicture(png)).toBe(number);
    }
  });

  it('of a frame between key frames is none where the key frame before it is not the one that is indexed', async () => {
    const path = await make(join(folder, 'shifted.mp4'), [...picture('s=160x120:r=25:d=1'), ...x264]);
    const { index } = await extract(path);
    const wrong = changed(index, index.keyframes[0]?.pts ?? 0, (one) => ({ ...one, ...(one.decoded ? { decoded: { ...one.decoded, frameSha256: '0'.repeat(64) as never } } : {}) }));
    const between = (index.keyframes[0]?.pts ?? 0) + 512;
    await expect(pictureOf(path, wrong, between)).rejects.toMatchObject({ code: 'tool-failed' });
    expect((await pictureOf(path, index, between)).length).toBeGreaterThan(1000);
  });

  it('of a time that no frame has is none', async () => {
    const path = await make(join(folder, 'nothing.mp4'), [...picture('s=160x120:r=25:d=1'), ...x264]);
    const { index } = await extract(path);
    await expect(pictureOf(path, index, 513)).rejects.toMatchObject({ code: 'no-frame-at' });
    await expect(pictureOf(path, index, -1)).rejects.toMatchObject({ code: 'no-frame-at' });
  });

  it('of a frame whose key frame an edit list cut away is that frame, borne out by the key frame after it', async () => {
    const path = join(folder, 'cut.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-ss', '1.3', '-i', writeNumberedFilm(join(folder, 'uncut.mp4')), '-c', 'copy', path]);
    const { index } = await extract(path);
    const times = [...fullDecode(path).keys()].sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(index.keyframes[0]?.pts ?? 0);
    for (const number of [0, 1, 2]) {
      const png = join(folder, `cut-${number}.png`);
      writeFileSync(png, await pictureOf(path, index, times[number] ?? 0));
      expect(numberInPicture(png)).toBe(33 + number);
    }
    const wrong = changed(index, index.keyframes[0]?.pts ?? 0, (one) => ({ ...one, ...(one.decoded ? { decoded: { ...one.decoded, frameSha256: '0'.repeat(64) as never } } : {}) }));
    await expect(pictureOf(path, wrong, 0)).rejects.toMatchObject({ code: 'tool-failed' });
    await expect(pictureOf(path, { ...index, keyframes: [] }, 0)).rejects.toMatchObject({ code: 'frame-unproven' });
  });

  it('of a frame that is indexed only is the same as with its digest, and none if another packet gave it', async () => {
    const path = await make(join(folder, 'plain.mkv'), [...picture('s=160x120:r=25:d=2'), ...x264]);
    const { index } = await extract(path);
    const proven = await pictureOf(path, index, 800);
    expect(await pictureOf(path, changed(index, 800, withoutDigest), 800)).toEqual(proven);
    const elsewhere = changed(index, 800, (one) => ({ ...withoutDigest(one), position: 1 }));
    await expect(pictureOf(path, elsewhere, 800)).rejects.toMatchObject({ code: 'tool-failed' });
  });

  it('is made behind a change of pixel format too', async () => {
    const parts = ['yuv420p', 'yuv444p'].map((format, n) => make(join(folder, `${format}.ts`), [...picture('s=160x120:r=25:d=1'), '-pix_fmt', format, ...x264, '-output_ts_offset', String(2 * n)]));
    const path = join(folder, 'both.ts');
    writeFileSync(path, Buffer.concat((await Promise.all(parts)).map((part) => readFileSync(part))));
    const { index } = await extract(path);
    const last = index.keyframes.at(-1);
    expect(last?.decoded).toBeDefined();
    expect((await pictureOf(path, index, last?.pts ?? 0)).length).toBeGreaterThan(1000);
  });
});
