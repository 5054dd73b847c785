import type { Sha256Function } from './entry.ts';
import { isSize, joinFromTheRight } from './merkle-hash.ts';

// Sizes reach 2^53 - 1, so they are halved and doubled by arithmetic: bit operators would cut them to 32 bits.

/** The hash of the complete subtree of 2^level leaves that is the n-th of its level, counted from 0. */
export type SubtreeHash = (level: number, n: number) => Uint8Array;

interface Leaves {
  /** The first leaf; a multiple of the smallest power of two that is not below the count. */
  start: number;
  count: number;
}

/**
 * The audit path of a leaf (RFC 9162 section 2.1.3.1), from its sibling up to a child of the root. Throws RangeError
 * for a leaf outside the tree. Inverse: checkInclusionProof. Cost: at most 2 log2(size) calls of `subtree`.
 */
export function makeInclusionProof(
  sha256: Sha256Function,
  place: { index: number; size: number },
  subtree: SubtreeHash,
): Uint8Array[] {
  const { index, size } = place;
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const fromTheRoot: Uint8Array[] = [];
  for (let part: Leaves = { start: 0, count: size }; part.count > 1; ) {
    const [left, right] = split(part);
    const isLeft = index < right.start;
    fromTheRoot.push(leavesHash(sha256, isLeft ? right : left, subtree));
    part = isLeft ? left : right;
  }
  return fromTheRoot.reverse();
}

/**
 * The proof that the first `oldSize` leaves of a tree are the tree of that size (RFC 9162 section 2.1.4.1). Empty when
 * the sizes are equal and, as in c2sp.org/tlog-witness, when the old tree is empty. Throws RangeError when the old
 * tree is the larger. Inverse: checkConsistencyProof. Cost: at most 2 log2(newSize) calls of `subtree`.
 */
export function makeConsistencyProof(
  sha256: Sha256Function,
  sizes: { oldSize: number; newSize: number },
  subtree: SubtreeHash,
): Uint8Array[] {
  const { oldSize, newSize } = sizes;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) {
    throw new RangeError(`a tree of ${newSize} does not begin with one of ${oldSize}`);
  }
  if (oldSize === 0) return [];
  const fromTheRoot: Uint8Array[] = [];
  let part: Leaves = { start: 0, count: newSize };
  while (part.start + part.count !== oldSize) {
    const [left, right] = split(part);
    const endsLeft = oldSize <= right.start;
    fromTheRoot.push(leavesHash(sha256, endsLeft ? right : left, subtree));
    part = endsLeft ? left : right;
  }
  // Whoever checks knows the old root already, and needs no hash that is equal to it.
  if (part.start > 0) fromTheRoot.push(leavesHash(sha256, part, subtree));
  return fromTheRoot.reverse();
}

/** The two children: the left one holds the largest power of two below the count (RFC 9162 section 2.1.1). */
function split({ start, count }: Leaves): [left: Leaves, right: Leaves] {
  let leftCount = 1;
  while (leftCount * 2 < count) leftCount *= 2;
  return [
    { start, count: leftCount },
    { start: start + leftCount, count: count - leftCount },
  ];
}

function leavesHash(sha256: Sha256Function, leaves: Leaves, subtree: SubtreeHash): Uint8Array {
  const hashes: Uint8Array[] = [];
  let { start, count } = leaves;
  for (let level = 53; level >= 0; level--) {
    const width = 2 ** level;
    if (width > count) continue;
    hashes.push(subtree(level, start / width));
    start += width;
    count -= width;
  }
  return joinFromTheRight(sha256, hashes);
}
