import { equalBytes } from './bytes.ts';
import type { Sha256Function } from './entry.ts';
import { emptyRoot, hashBytes, isSize, nodeHash } from './merkle-hash.ts';

// Sizes reach 2^53 - 1, so they are halved and doubled by arithmetic: bit operators would cut them to 32 bits.

/**
 * Whether the hashes lead from the leaf to the root (RFC 9162 section 2.1.3.2). Malformed input is `false`. The size
 * is not proved: the same way may lead through a tree of another size, so it must come from a signed checkpoint.
 * Cost: one node hash for each hash.
 */
export function checkInclusionProof(
  sha256: Sha256Function,
  proof: { index: number; size: number; leaf: Uint8Array; root: Uint8Array; hashes: readonly Uint8Array[] },
): boolean {
  const { index, size, leaf, root, hashes } = proof;
  if (!isSize(index) || !isSize(size) || index >= size || ![leaf, root, ...hashes].every(isHash)) return false;
  const climb = new Climb(index, size - 1);
  let reached = leaf;
  for (const hash of hashes) {
    if (climb.atTop) return false;
    reached = climb.toSibling() === 'left' ? nodeHash(sha256, hash, reached) : nodeHash(sha256, reached, hash);
    climb.up();
  }
  return climb.atTop && equalBytes(reached, root);
}

/**
 * Whether the new tree begins with the old one (RFC 9162 section 2.1.4.2). Every tree begins with the empty one, whose
 * root must still be right. Malformed input is `false`. Neither size is proved: both must come from signed checkpoints.
 * Cost: two node hashes for each hash.
 */
export function checkConsistencyProof(
  sha256: Sha256Function,
  proof: {
    oldSize: number;
    oldRoot: Uint8Array;
    newSize: number;
    newRoot: Uint8Array;
    hashes: readonly Uint8Array[];
  },
): boolean {
  const { oldSize, oldRoot, newSize, newRoot, hashes } = proof;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...hashes].every(isHash)) return false;
  if (oldSize === newSize || oldSize === 0) {
    const rootsFit = oldSize === newSize ? equalBytes(oldRoot, newRoot) : true;
    return hashes.length === 0 && rootsFit && (oldSize > 0 || equalBytes(oldRoot, emptyRoot(sha256)));
  }
  return climbsToBothRoots(sha256, proof);
}

function climbsToBothRoots(
  sha256: Sha256Function,
  proof: Parameters<typeof checkConsistencyProof>[1],
): boolean {
  const { oldSize, oldRoot, newSize, newRoot } = proof;
  const [start, ...hashes] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof.hashes] : proof.hashes;
  if (start === undefined) return false;
  const climb = new Climb(oldSize - 1, newSize - 1);
  climb.upWhileRight();
  let reached = { old: start, new: start };
  for (const hash of hashes) {
    if (climb.atTop) return false;
    reached = climb.toSibling() === 'left'
      ? { old: nodeHash(sha256, hash, reached.old), new: nodeHash(sha256, hash, reached.new) }
      : { old: reached.old, new: nodeHash(sha256, reached.new, hash) };
    climb.up();
  }
  return climb.atTop && equalBytes(reached.old, oldRoot) && equalBytes(reached.new, newRoot);
}

/** Where a check stands on its way up: `fn` and `sn` of RFC 9162 sections 2.1.3.2 and 2.1.4.2. */
class Climb {
  #node: number;
  #last: number;

  constructor(node: number, last: number) {
    this.#node = node;
    this.#last = last;
  }

  get atTop(): boolean {
    return this.#last === 0;
  }

  up(): void {
    this.#node = Math.floor(this.#node / 2);
    this.#last = Math.floor(this.#last / 2);
  }

  upWhileRight(): void {
    while (this.#node % 2 === 1) this.up();
  }

  /** On which side the next hash stands. The last node of a level, when it is a left one, has no sibling: it rises. */
  toSibling(): 'left' | 'right' {
    if (this.#node % 2 === 1) return 'left';
    if (this.#node !== this.#last) return 'right';
    while (this.#node % 2 === 0 && this.#node !== 0) this.up();
    return 'left';
  }
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes;
}

function isPowerOfTwo(size: number): boolean {
  let odd = size;
  while (odd % 2 === 0) odd /= 2;
  return odd === 1;
}
