import { hashBytes } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import { seededRandom } from '../../../known-system.ts';

/** Hashes of unlike pictures, the same on every run. */
export function randomHashes(count: number, seed: number): Uint8Array {
  return seededRandom(seed).bytes(count * hashBytes);
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function copies(hash: Uint8Array, count: number): Uint8Array {
  return new Uint8Array(count * hashBytes).map((_, n) => hash[n % hashBytes] as number);
}

/** A hash with so many of its bits turned, chosen by chance. */
export function withBitsTurned(hash: Uint8Array, bits: number, seed: number): Uint8Array {
  const order = Array.from({ length: 8 * hashBytes }, (_, bit) => bit);
  const draws = seededRandom(seed * 2 + 1).bytes(2 * bits);
  const turned = hash.slice();
  for (let n = 0; n < bits; n++) {
    const left = order.length - n;
    const chosen = n + ((((draws[2 * n] as number) << 8) | (draws[2 * n + 1] as number)) % left);
    const bit = order[chosen] as number;
    order[chosen] = order[n] as number;
    turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
  }
  return turned;
}
