import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lumaOfRgb, pdqHashOfLuma } from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { isHashableWhole, StillHasher } from '../../../../src-main/engine/media/pdq/pdq-still.ts';
import { corpus } from '../pdq/frames.ts';
import { extract, make, picture } from './reference.ts';

const everyPixel = 'scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=rgb24';

function decoded(path: string, filters: string): Uint8Array {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-vf', filters, '-f', 'rawvideo', '-'], { maxBuffer: 1 << 28 });
}

async function pdqOf(path: string): Promise<string | undefined> {
  return (await extract(path)).index.keyframes[0]?.decoded?.pdq;
}

describe('PDQ of a still', () => {
  it('is taken from every pixel of it, not from a smaller picture', async () => {
    const path = await make(join(await temporaryFolder(), 'still'), [...picture('s=1500x1002'), '-frames:v', '1', '-f', 'mjpeg']);
    const luma = lumaOfRgb(decoded(path, everyPixel));
    expect(await pdqOf(path)).toBe(pdqHashOfLuma({ luma, rows: 1002, cols: 1500 }).hash);
  });

  it('is taken of a PNG with transparency too', async () => {
    const path = await make(join(await temporaryFolder(), 'still'), [...picture('s=640x360'), '-frames:v', '1', '-vf', 'format=rgba', '-c:v', 'png', '-f', 'image2pipe']);
    const luma = lumaOfRgb(decoded(path, everyPixel));
    expect(await pdqOf(path)).toBe(pdqHashOfLuma({ luma, rows: 360, cols: 640 }).hash);
  });

  // The reference implementation's own present values; see pdq-plain.test.ts for why its README prints others.
  it.skipIf(!corpus).each([
    ['bridge-1-original.jpg', 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22'],
    ['bridge-2-rotate-90.jpg', '30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af'],
    ['bridge-3-rotate-180.jpg', 'adad5a64b5a142e75b62a09857da895ae63b847fc23794b766b319361bc93188'],
    ['bridge-4-rotate-270.jpg', 'a5f0a457a48995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b1bfc4f05'],
  ])('of %s is the hash of the reference, bit for bit', async (file, hash) => {
    // Without its ending, as in the vault: by its name ffmpeg would take it for one of a numbered sequence.
    const path = join(await temporaryFolder(), 'kept');
    copyFileSync(join(corpus ?? '', 'pdq', file), path);
    expect(await pdqOf(path)).toBe(hash);
  });

  it.each([
    [4, 200_000],
    [200_000, 4],
    [1, 1],
  ])('of %i x %i pixels is none, whatever they are', (rows, cols) => {
    const hasher = new StillHasher({ rows, cols });
    hasher.write(new Uint8Array(3 * rows * cols).fill(7));
    expect(hasher.finish()).toEqual({ hash: '0'.repeat(64), quality: 0 });
  });

  it('is not taken of every pixel of a picture that would need too much memory', () => {
    expect([[20_000, 20_000], [200_000, 2000], [1, 200_000]].map(([rows = 0, cols = 0]) => isHashableWhole({ rows, cols }))).toEqual([true, true, true]);
    expect([[20_001, 20_000], [200_001, 1], [5, 80_000_000]].map(([rows = 0, cols = 0]) => isHashableWhole({ rows, cols }))).toEqual([false, false, false]);
    expect(() => new StillHasher({ rows: 5, cols: 80_000_000 })).toThrow('too many');
  });

  it('of a picture higher than can be held is that of a small grey one, and a remark says so', async () => {
    const path = await make(join(await temporaryFolder(), 'still'), ['-f', 'lavfi', '-i', 'testsrc2=s=16x200016', '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe']);
    const { index } = await extract(path);
    expect(index.keyframes[0]?.decoded?.pdq).not.toBe('0'.repeat(64));
    expect(index.remarks.join(' ')).toContain('too large for its PDQ hash to be taken of every pixel');
  });
});
