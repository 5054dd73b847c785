import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Keyframe, KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { findTools } from '../../../../src-main/engine/media/find-tools.ts';
import { makeFullPicture } from '../../../../src-main/engine/media/keyframes/full-picture.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { extract, make, picture } from './reference.ts';

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
