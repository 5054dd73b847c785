import type { Sha256Function } from './entry.ts';
import { emptyRoot, hashBytes, joinFromTheRight, nodeHash } from './merkle-hash.ts';

/** A complete subtree of 2^level leaves, by its hash. */
export interface Peak {
  level: number;
  hash: Uint8Array;
}

/**
 * The right edge of a growing tree: one hash for each complete subtree, the largest first, as many as the size has one
 * bits. Enough to go on appending and to give the root. Memory: O(log n).
 */
export class TreeFrontier {
  readonly #sha256: Sha256Function;
  readonly #subtrees: Peak[];
  #size: number;

  private constructor(sha256: Sha256Function, subtrees: Peak[], size: number) {
    this.#sha256 = sha256;
    this.#subtrees = subtrees;
    this.#size = size;
  }

  static empty(sha256: Sha256Function): TreeFrontier {
    return new TreeFrontier(sha256, [], 0);
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Add one leaf hash. Cost: amortised one node hash, at worst log2(size) of them. */
  append(leaf: Uint8Array): void {
    this.appendSubtree(0, leaf);
  }

  /**
   * Add a complete subtree of 2^level leaves by its hash. Throws RangeError unless the size so far is a multiple of
   * 2^level (elsewhere no subtree of that level begins) and the new one is at most 2^53 - 1. Cost: as append.
   */
  appendSubtree(level: number, hash: Uint8Array): void {
    const leaves = 2 ** level;
    const size = this.#size + leaves;
    const fits = Number.isInteger(level) && level >= 0 && this.#size % leaves === 0 && Number.isSafeInteger(size);
    if (!fits) throw new RangeError(`no complete subtree of level ${level} can follow ${this.#size} leaves`);
    if (hash.length !== hashBytes) throw new RangeError(`a hash of ${hash.length} bytes`);
    this.#size = size;
    // A copy, and not by slice(): a Buffer's slice is the same memory.
    this.#subtrees.push(this.#joined({ level, hash: new Uint8Array(hash) }));
  }

  /** Two neighbours of one level are the children of one subtree of the next. */
  #joined(right: Peak): Peak {
    let whole = right;
    for (let left = this.#subtrees.at(-1); left?.level === whole.level; left = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      whole = { level: whole.level + 1, hash: nodeHash(this.#sha256, left.hash, whole.hash) };
    }
    return whole;
  }

  /** The root of the tree as it is. Cost: at most log2(size) node hashes. */
  root(): Uint8Array {
    if (this.#size === 0) return emptyRoot(this.#sha256);
    return new Uint8Array(joinFromTheRight(this.#sha256, this.#subtrees.map(({ hash }) => hash)));
  }

  /** The complete subtrees that the tree is made of, the largest first: appended in this order they give it again. */
  peaks(): Peak[] {
    return [...this.#subtrees];
  }

  /** An independent frontier of the same tree. */
  copy(): TreeFrontier {
    return new TreeFrontier(this.#sha256, [...this.#subtrees], this.#size);
  }
}
