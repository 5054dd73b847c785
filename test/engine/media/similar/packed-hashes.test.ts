import { describe, expect, it } from 'vitest';
import { hammingDistance } from '../../../../src-main/engine/media/pdq/pdq-distance.ts';
import { hashOfCoefficients, pdqHashOfLuma } from '../../../../src-main/engine/media/pdq/pdq-plain.ts';
import { countHashes, distanceBetween, hashAt, mirrorHashes, packHashes, sharedHashes, writeHashes } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import { randomHashes } from './drawn-hashes.ts';

const someHash = '0123456789abcdef00ff11ee22dd33cc44bb55aa66997788f0e1d2c3b4a59687';

describe('packed hashes', () => {
  it('hold the digits two by two, in their order, and give them back', () => {
    const packed = packHashes(['f'.repeat(64), someHash]);
    expect([...packed.subarray(32, 40)]).toEqual([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]);
    expect([hashAt(packed, 0), hashAt(packed, 1)]).toEqual(['f'.repeat(64), someHash]);
    expect(countHashes(packed)).toBe(2);
  });

  it('are written into shared memory, several at once', () => {
    const shared = sharedHashes(4);
    expect(writeHashes(shared, 1, `${someHash}${'f'.repeat(64)}`)).toBe(2);
    expect([0, 1, 2, 3].map((row) => hashAt(shared, row))).toEqual(['0'.repeat(64), someHash, 'f'.repeat(64), '0'.repeat(64)]);
    expect(writeHashes(shared, 4, '')).toBe(0);
  });

  it('are as far apart as the digits they come from', () => {
    const packed = randomHashes(40, 20);
    const apart = (n: number): [number, number] => [distanceBetween(packed, n, packed, n + 20), hammingDistance(hashAt(packed, n), hashAt(packed, n + 20))];
    for (const [ours, ofDigits] of Array.from({ length: 20 }, (_, n) => apart(n))) expect(ours).toBe(ofDigits);
  });

  it('are made of hashes only', () => {
    expect(() => packHashes(['0'.repeat(63)])).toThrow(RangeError);
    expect(() => packHashes([`${'0'.repeat(63)}g`])).toThrow(RangeError);
    expect(() => packHashes(['0'.repeat(128)])).toThrow(RangeError);
    expect(() => writeHashes(sharedHashes(1), 0, someHash + someHash)).toThrow(RangeError);
    expect(() => writeHashes(sharedHashes(2), 0, someHash.slice(2))).toThrow(RangeError);
    expect(() => countHashes(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('the hash of a mirrored picture, from the hash alone', () => {
  const mirrored = (coefficients: Float32Array): Float32Array => coefficients.map((value, at) => (at % 2 === 0 ? -value : value));

  it('is exact where every bit is the sign of its coefficient', () => {
    // Rows of one sign: half are positive, and still are when every second column is negated.
    const coefficients = Float32Array.from({ length: 256 }, (_, at) => (Math.floor(at / 16) % 2 === 0 ? 1 : -1) * (1 + ((at * 37) % 101)));
    const guessed = mirrorHashes(packHashes([hashOfCoefficients(coefficients)]));
    expect(hashAt(guessed, 0)).toBe(hashOfCoefficients(mirrored(coefficients)));
  });

  it('is wrong in bits whose coefficients lie between the median and its negative', () => {
    const coefficients = Float32Array.from({ length: 256 }, (_, at) => at - 100);
    const guessed = mirrorHashes(packHashes([hashOfCoefficients(coefficients)]));
    expect(hammingDistance(hashAt(guessed, 0), hashOfCoefficients(mirrored(coefficients)))).toBeGreaterThan(0);
  });

  it('comes near the hash of the turned picture, and is the hash itself when taken twice', () => {
    const [rows, cols] = [200, 300];
    const shade = (y: number, x: number): number => 128 + 60 * Math.sin(9 * x + 4 * y) + 60 * Math.cos(17 * y * y - 5 * x + x * x * 8);
    const plane = (columnOf: (col: number) => number) =>
      Float32Array.from({ length: rows * cols }, (_, at) => shade(Math.floor(at / cols) / rows, columnOf(at % cols) / cols));
    const [picture, turned] = [plane((col) => col), plane((col) => cols - 1 - col)].map((luma) => pdqHashOfLuma({ luma, rows, cols }).hash) as [string, string];
    const guessed = mirrorHashes(packHashes([picture]));
    expect(hammingDistance(picture, turned)).toBeGreaterThan(90);
    expect(hammingDistance(hashAt(guessed, 0), turned)).toBeLessThanOrEqual(31);
    expect(hashAt(mirrorHashes(guessed), 0)).toBe(picture);
  });
});
