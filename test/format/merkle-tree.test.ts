import { describe, expect, it } from 'vitest';
import { fromBase64, fromHex, toBase64, toHex } from '../../src-main/format/bytes.ts';
import { leafHash } from '../../src-main/format/entry.ts';
import { emptyRoot, nodeHash, TreeFrontier } from '../../src-main/format/merkle-tree.ts';
import { sha256, utf8 } from './known-keys.ts';
import { frontierOf, smallLeaves, sparseTree, subtreesOf } from './known-trees.ts';
import { goTrees, rfc6962 } from './vectors.ts';

const leaf = leafHash(sha256, utf8('a leaf'));

describe('the root of a growing tree', () => {
  it('is at every size that of the RFC 6962 reference implementation', () => {
    const frontier = TreeFrontier.empty(sha256);
    const roots = [toHex(frontier.root())];
    for (const data of rfc6962.leaves) {
      frontier.append(leafHash(sha256, fromHex(data) ?? new Uint8Array()));
      roots.push(toHex(frontier.root()));
    }
    expect(roots).toEqual(rfc6962.roots);
  });

  it('is at every size up to 40 that of Go', () => {
    const frontier = TreeFrontier.empty(sha256);
    const roots = smallLeaves.map((each) => {
      frontier.append(each);
      return toBase64(frontier.root());
    });
    expect(roots).toEqual(goTrees.smallRoots.map((n) => goTrees.hashes[n]));
  });

  it('is that of Go beyond 2^32 and up to 2^53 - 1 leaves', () => {
    const tree = sparseTree(goTrees.marks);
    const roots = goTrees.sparseSizes.map((size) => toBase64(frontierOf(size, tree).root()));
    expect(goTrees.sparseSizes.at(-1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(roots).toEqual(goTrees.sparseRoots.map((n) => goTrees.hashes[n]));
  });

  it('is the same from whole subtrees as from single leaves', () => {
    const subtree = subtreesOf(smallLeaves);
    const single = TreeFrontier.empty(sha256);
    for (const each of smallLeaves.slice(0, 37)) single.append(each);
    expect(frontierOf(37, subtree).root()).toEqual(single.root());
  });

  it('is SHA-256 of nothing when there are no leaves, and the leaf when there is one', () => {
    const frontier = TreeFrontier.empty(sha256);
    expect(frontier.root()).toEqual(sha256(new Uint8Array()));
    expect(frontier.root()).toEqual(emptyRoot(sha256));
    frontier.append(leaf);
    expect(toHex(frontier.root())).toBe(toHex(leaf));
    frontier.root().fill(0);
    expect(toHex(frontier.root())).toBe(toHex(leaf));
  });
});

describe('a frontier', () => {
  it('goes on past 2^32 leaves without losing count', () => {
    const frontier = frontierOf(2 ** 32 - 1, sparseTree([]));
    frontier.append(sparseTree([])(0, 2 ** 32 - 1));
    expect(frontier.size).toBe(2 ** 32);
    expect(toHex(frontier.root())).toBe(toHex(sparseTree([])(32, 0)));
  });

  it('takes no subtree where none begins', () => {
    const frontier = TreeFrontier.empty(sha256);
    frontier.append(leaf);
    expect(() => frontier.appendSubtree(1, leaf)).toThrow(RangeError);
    expect(frontier.size).toBe(1);
  });

  it('takes no leaf beyond 2^53 - 1, and nothing that is no hash or no level', () => {
    const full = frontierOf(Number.MAX_SAFE_INTEGER, sparseTree([]));
    expect(() => full.append(leaf)).toThrow(RangeError);
    const frontier = TreeFrontier.empty(sha256);
    expect(() => frontier.append(leaf.subarray(1))).toThrow(RangeError);
    for (const level of [-1, 0.5, 54, Number.NaN]) expect(() => frontier.appendSubtree(level, leaf)).toThrow(RangeError);
    expect(frontier.size).toBe(0);
  });

  it('and its copy grow apart', () => {
    const frontier = frontierOf(7, subtreesOf(smallLeaves));
    const copy = frontier.copy();
    copy.append(leaf);
    expect([frontier.size, copy.size]).toEqual([7, 8]);
    expect(toBase64(frontier.root())).toBe(goTrees.hashes[goTrees.smallRoots[6] ?? -1]);
  });

  it('does not change when a leaf that it was given is overwritten', () => {
    // A Buffer on purpose: its slice() is no copy.
    const mine = Buffer.from(leaf);
    const frontier = TreeFrontier.empty(sha256);
    frontier.append(mine);
    mine.fill(0);
    expect(toHex(frontier.root())).toBe(toHex(leaf));
  });

  it('hashes a million leaves with a million node hashes', () => {
    let hashes = 0;
    const counted = TreeFrontier.empty((bytes) => ((hashes += 1), bytes.subarray(0, 32)));
    for (let n = 0; n < 1_000_000; n++) counted.append(leaf);
    expect(hashes).toBeLessThan(1_000_000);
    hashes = 0;
    counted.root();
    expect(hashes).toBeLessThan(20);
  });
});

it('a node is the hash of 0x01 and its children', () => {
  expect(nodeHash(sha256, leaf, emptyRoot(sha256))).toEqual(
    sha256(Buffer.concat([Uint8Array.of(1), leaf, fromBase64('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=') ?? leaf])),
  );
});
