/**
 * How many of 256 bits differ between two PDQ hashes of 64 hexadecimal digits. Unlike pictures are about 128 apart;
 * the reference takes 31 or fewer for a match.
 */
export function hammingDistance(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left.reduce((sum, word, at) => sum + countOnes(word ^ (right[at] as number)), 0);
}

function wordsOf(hash: string): Uint32Array {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`not a PDQ hash: ${hash}`);
  return Uint32Array.from({ length: 8 }, (_, at) => Number.parseInt(hash.slice(8 * at, 8 * at + 8), 16));
}

/** Bits set in 32, summed in pairs, then in fours, then in bytes. */
function countOnes(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
