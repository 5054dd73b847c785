import { describe, expect, it } from 'vitest';
import { lumaOfRgb, pdqHashOfLuma, type PdqHash } from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { StillHasher, type PictureSize } from '../../../../src-main/engine/media/pdq/pdq-still.ts';
import { seeded } from './frames.ts';

const random = seeded(64);

function noise({ rows, cols }: PictureSize): Uint8Array {
  return Uint8Array.from({ length: 3 * rows * cols }, () => random() * 256);
}

/** Written in pieces of any length, as a pipe gives them. */
function hashInPieces(rgb: Uint8Array, size: PictureSize): PdqHash {
  const hasher = new StillHasher(size);
  for (let at = 0; at < rgb.length; ) {
    const length = 1 + Math.floor(random() * 20_000);
    hasher.write(rgb.subarray(at, at + length));
    at += length;
  }
  return hasher.finish();
}

describe('a still hashed row by row', () => {
  it.each([
    { rows: 5, cols: 5 },
    { rows: 64, cols: 64 },
    { rows: 64, cols: 65 },
    { rows: 128, cols: 129 },
    { rows: 300, cols: 200 },
    { rows: 127, cols: 800 },
    { rows: 1004, cols: 300 },
    { rows: 7, cols: 1000 },
  ])('has the bits of the plain filter at $rows x $cols', (size) => {
    const rgb = noise(size);
    expect(hashInPieces(rgb, size)).toEqual(pdqHashOfLuma({ luma: lumaOfRgb(rgb), ...size }));
  });

  it('is unhashable when a side is below 5 pixels', () => {
    expect(hashInPieces(noise({ rows: 3, cols: 50 }), { rows: 3, cols: 50 })).toEqual({ hash: '0'.repeat(64), quality: 0 });
  });

  it('is refused when pixels are missing or too many', () => {
    const size = { rows: 10, cols: 10 };
    const hasher = new StillHasher(size);
    hasher.write(new Uint8Array(299));
    expect(() => hasher.finish()).toThrow('9 of 10 rows');
    expect(() => hasher.write(new Uint8Array(2))).toThrow(RangeError);
  });
});
