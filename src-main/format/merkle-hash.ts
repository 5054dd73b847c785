import { concatBytes } from './bytes.ts';
import type { Sha256Function } from './entry.ts';

/** Length of a leaf or node hash. */
export const hashBytes = 32;

const nodePrefix = Uint8Array.of(0x01);

/** 0x01 and two children, taken by one digest after another: none of them outlives the call. */
const nodeInput = Uint8Array.from({ length: 1 + 2 * hashBytes }, (_, n) => (n === 0 ? 0x01 : 0));

/** The root of a tree without leaves: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export function emptyRoot(sha256: Sha256Function): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** The hash over two children: SHA-256(0x01 || left || right) (RFC 9162 section 2.1.1). */
export function nodeHash(sha256: Sha256Function, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== hashBytes || right.length !== hashBytes) return sha256(concatBytes(nodePrefix, left, right));
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashBytes);
  return sha256(nodeInput);
}

/** An incomplete tree leans left: its last two subtrees are joined first (RFC 9162 section 2.1.1). */
export function joinFromTheRight(sha256: Sha256Function, subtrees: readonly Uint8Array[]): Uint8Array {
  return subtrees.reduceRight((right, left) => nodeHash(sha256, left, right));
}

/** Whether a number can be that of the leaves of a tree. */
export function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}
