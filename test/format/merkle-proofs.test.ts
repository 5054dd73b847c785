import { describe, expect, it } from 'vitest';
import { fromHex, toBase64, toHex } from '../../src-main/format/bytes.ts';
import { leafHash } from '../../src-main/format/entry.ts';
import {
  checkConsistencyProof,
  checkInclusionProof,
  emptyRoot,
  makeConsistencyProof,
  makeInclusionProof,
} from '../../src-main/format/merkle-tree.ts';
import { sha256, utf8 } from './known-keys.ts';
import { frontierOf, smallLeaves, sparseTree, subtreesOf } from './known-trees.ts';
import { someSpoiledLists, spoiledLists, type ConsistencyCase, type InclusionCase } from './spoiled-proofs.ts';
import { goTrees, rfc6962 } from './vectors.ts';

const small = subtreesOf(smallLeaves);
const sparse = sparseTree(goTrees.marks);
const rfc = subtreesOf(rfc6962.leaves.map((data) => leafHash(sha256, fromHex(data) ?? new Uint8Array())));

const inclusionOf = (index: number, size: number, tree: typeof small): InclusionCase => ({
  index,
  size,
  leaf: tree(0, index),
  root: frontierOf(size, tree).root(),
  hashes: makeInclusionProof(sha256, { index, size }, tree),
});

const consistencyOf = (oldSize: number, newSize: number, tree: typeof small): ConsistencyCase => ({
  oldSize,
  oldRoot: frontierOf(oldSize, tree).root(),
  newSize,
  newRoot: frontierOf(newSize, tree).root(),
  hashes: makeConsistencyProof(sha256, { oldSize, newSize }, tree),
});

const inGo = (numbers: readonly number[]): (string | undefined)[] => numbers.map((n) => goTrees.hashes[n]);

/** On which side each sibling stands, from the leaf up: worked out from the definition of the tree. */
function sides(index: number, size: number): string {
  if (size === 1) return '';
  const left = 2 ** Math.floor(Math.log2(size - 1));
  return index < left ? `${sides(index, left)}>` : `${sides(index - left, size - left)}<`;
}

/** How a consistency proof is put together, from the old tree's end up: worked out from its definition. */
function recipe(oldSize: number, newSize: number, fromStart = true): string {
  if (oldSize === newSize) return fromStart ? 'the old root' : 'a hash';
  const left = 2 ** Math.floor(Math.log2(newSize - 1));
  return oldSize <= left
    ? `${recipe(oldSize, left, fromStart)}>`
    : `${recipe(oldSize - left, newSize - left, false)}<`;
}

const upTo = (size: number): number[] => Array.from({ length: size }, (_, n) => n);

const smallPlaces = goTrees.smallInclusion.map(([index = 0, size = 0]) => inclusionOf(index, size, small));
const smallPairs = goTrees.smallConsistency.map(([old = 0, size = 0]) => consistencyOf(old, size, small));

describe('an inclusion proof', () => {
  it('is that of the RFC 6962 reference implementation', () => {
    for (const { index, size, hashes } of rfc6962.inclusion) {
      expect(makeInclusionProof(sha256, { index, size }, rfc).map(toHex)).toEqual(hashes);
    }
  });

  it('is that of Go for every place in every tree of up to 40 leaves', () => {
    expect(smallPlaces).toHaveLength(820);
    expect(smallPlaces.map(({ hashes }) => hashes.map(toBase64))).toEqual(
      goTrees.smallInclusion.map(([, , ...hashes]) => inGo(hashes)),
    );
  });

  it('is that of Go beyond 2^32 and up to 2^53 - 1 leaves, and leads to the root', () => {
    for (const [index = 0, size = 0, ...hashes] of goTrees.sparseInclusion) {
      const proof = inclusionOf(index, size, sparse);
      expect(proof.hashes.map(toBase64)).toEqual(inGo(hashes));
      expect(checkInclusionProof(sha256, proof)).toBe(true);
      expect(checkInclusionProof(sha256, { ...proof, index: index === 0 ? 2 : index - 1 })).toBe(false);
      for (const spoiled of someSpoiledLists(proof.hashes)) {
        expect(checkInclusionProof(sha256, { ...proof, hashes: spoiled })).toBe(false);
      }
    }
  });

  it('leads to the root, and no longer with any hash altered, dropped, added, moved or of another length', () => {
    for (const proof of smallPlaces) {
      expect(checkInclusionProof(sha256, proof)).toBe(true);
      for (const hashes of spoiledLists(proof.hashes)) expect(checkInclusionProof(sha256, { ...proof, hashes })).toBe(false);
    }
  });

  it('holds for no other index, leaf or root', () => {
    for (const proof of smallPlaces) {
      for (let index = -1; index <= proof.size; index++) {
        expect(checkInclusionProof(sha256, { ...proof, index })).toBe(index === proof.index);
      }
      const other = leafHash(sha256, utf8('another'));
      expect(checkInclusionProof(sha256, { ...proof, leaf: other })).toBe(false);
      expect(checkInclusionProof(sha256, { ...proof, root: other })).toBe(false);
    }
  });

  it('does not prove the size: another place passes where the way to the root is the same, so the size must be signed', () => {
    for (const proof of smallPlaces.filter(({ size }) => size <= 13)) {
      const way = sides(proof.index, proof.size);
      for (const size of upTo(16)) {
        const passes = upTo(size).filter((index) => checkInclusionProof(sha256, { ...proof, index, size }));
        expect(passes).toEqual(upTo(size).filter((index) => sides(index, size) === way));
      }
    }
  });

  it('is refused without an exception when its numbers or lengths are nonsense', () => {
    const proof = inclusionOf(3, 7, small);
    for (const number of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, -0.1]) {
      expect(checkInclusionProof(sha256, { ...proof, index: number })).toBe(false);
      expect(checkInclusionProof(sha256, { ...proof, size: number })).toBe(false);
    }
    expect(checkInclusionProof(sha256, { ...proof, size: 0, index: 0 })).toBe(false);
    expect(checkInclusionProof(sha256, { ...proof, leaf: proof.leaf.subarray(1) })).toBe(false);
    expect(checkInclusionProof(sha256, { ...proof, root: new Uint8Array() })).toBe(false);
  });

  it('is not made for a leaf outside the tree', () => {
    for (const place of [{ index: 7, size: 7 }, { index: -1, size: 7 }, { index: 0, size: 0 }, { index: 0, size: 2 ** 53 }]) {
      expect(() => makeInclusionProof(sha256, place, small)).toThrow(RangeError);
    }
  });
});

describe('a consistency proof', () => {
  it('is that of the RFC 6962 reference implementation', () => {
    for (const { oldSize, newSize, hashes } of rfc6962.consistency) {
      expect(makeConsistencyProof(sha256, { oldSize, newSize }, rfc).map(toHex)).toEqual(hashes);
    }
  });

  it('is that of Go for every pair of sizes up to 40', () => {
    expect(smallPairs).toHaveLength(820);
    expect(smallPairs.map(({ hashes }) => hashes.map(toBase64))).toEqual(
      goTrees.smallConsistency.map(([, , ...hashes]) => inGo(hashes)),
    );
  });

  it('is that of Go beyond 2^32 and up to 2^53 - 1 leaves, and holds', () => {
    for (const [oldSize = 0, newSize = 0, ...hashes] of goTrees.sparseConsistency) {
      const proof = consistencyOf(oldSize, newSize, sparse);
      expect(proof.hashes.map(toBase64)).toEqual(inGo(hashes));
      expect(checkConsistencyProof(sha256, proof)).toBe(true);
      for (const spoiled of someSpoiledLists(proof.hashes)) {
        expect(checkConsistencyProof(sha256, { ...proof, hashes: spoiled })).toBe(false);
      }
    }
  });

  it('holds, and no longer with any hash altered, dropped, added, moved or of another length, or with another root', () => {
    for (const proof of smallPairs) {
      expect(checkConsistencyProof(sha256, proof)).toBe(true);
      for (const hashes of spoiledLists(proof.hashes)) expect(checkConsistencyProof(sha256, { ...proof, hashes })).toBe(false);
      const other = leafHash(sha256, utf8('another'));
      expect(checkConsistencyProof(sha256, { ...proof, oldRoot: other })).toBe(false);
      expect(checkConsistencyProof(sha256, { ...proof, newRoot: other })).toBe(false);
    }
  });

  it('does not prove the sizes: others pass where the proof is put together in the same way, so both must be signed', () => {
    for (const proof of smallPairs.filter(({ newSize }) => newSize <= 13)) {
      const way = recipe(proof.oldSize, proof.newSize);
      for (const newSize of upTo(16)) {
        const oldSizes = upTo(newSize + 1).slice(1);
        const passes = oldSizes.filter((oldSize) => checkConsistencyProof(sha256, { ...proof, oldSize, newSize }));
        expect(passes).toEqual(oldSizes.filter((oldSize) => recipe(oldSize, newSize) === way));
      }
    }
  });

  it('does not hold when an old leaf was altered, whichever it was', () => {
    const newSize = 11;
    for (let altered = 0; altered < 7; altered++) {
      const rewritten = subtreesOf(smallLeaves.map((leaf, n) => (n === altered ? leafHash(sha256, utf8('rewritten')) : leaf)));
      const proof = consistencyOf(7, newSize, rewritten);
      expect(checkConsistencyProof(sha256, { ...proof, oldRoot: frontierOf(7, small).root() })).toBe(false);
    }
  });

  it('from an empty tree has no hashes and needs the root of the empty tree', () => {
    const proof = consistencyOf(0, 5, small);
    expect(proof.hashes).toEqual([]);
    expect(checkConsistencyProof(sha256, proof)).toBe(true);
    expect(checkConsistencyProof(sha256, { ...proof, oldRoot: proof.newRoot })).toBe(false);
    expect(checkConsistencyProof(sha256, { ...proof, hashes: [proof.newRoot] })).toBe(false);
    const empty = { oldSize: 0, oldRoot: emptyRoot(sha256), newSize: 0, newRoot: emptyRoot(sha256), hashes: [] };
    expect(checkConsistencyProof(sha256, empty)).toBe(true);
    expect(checkConsistencyProof(sha256, { ...empty, newRoot: proof.newRoot })).toBe(false);
  });

  it('is refused without an exception when its numbers or lengths are nonsense', () => {
    const proof = consistencyOf(3, 7, small);
    for (const number of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(checkConsistencyProof(sha256, { ...proof, oldSize: number })).toBe(false);
      expect(checkConsistencyProof(sha256, { ...proof, newSize: number })).toBe(false);
    }
    expect(checkConsistencyProof(sha256, { ...proof, oldSize: 7, newSize: 3 })).toBe(false);
    expect(checkConsistencyProof(sha256, { ...proof, oldRoot: new Uint8Array() })).toBe(false);
    expect(checkConsistencyProof(sha256, { ...proof, newRoot: proof.newRoot.subarray(1) })).toBe(false);
  });

  it('is not made from the larger to the smaller', () => {
    expect(() => makeConsistencyProof(sha256, { oldSize: 8, newSize: 7 }, small)).toThrow(RangeError);
    expect(() => makeConsistencyProof(sha256, { oldSize: -1, newSize: 7 }, small)).toThrow(RangeError);
  });
});
