import { leafHash } from '../../src-main/format/entry.ts';
import { nodeHash, TreeFrontier, type SubtreeHash } from '../../src-main/format/merkle-tree.ts';
import { sha256, utf8 } from './known-keys.ts';

/** Every subtree of a list of leaf hashes. */
export function subtreesOf(leaves: readonly Uint8Array[]): SubtreeHash {
  return (level, n) => {
    const leaf = leaves[n];
    if (level === 0 && leaf !== undefined) return leaf;
    if (level === 0) throw new Error(`there is no leaf ${n}`);
    return nodeHash(sha256, subtreesOf(leaves)(level - 1, 2 * n), subtreesOf(leaves)(level - 1, 2 * n + 1));
  };
}

/** As in `go/tree-vectors.go`: leaf n is the hash of "entry n". */
export const smallLeaves = Array.from({ length: 40 }, (_, n) => leafHash(sha256, utf8(`entry ${n}`)));

const blanks = [leafHash(sha256, utf8('blank'))];

function blankSubtree(level: number): Uint8Array {
  for (let last = blanks.at(-1); last !== undefined && blanks.length <= level; last = blanks.at(-1)) {
    blanks.push(nodeHash(sha256, last, last));
  }
  return blanks[level] ?? new Uint8Array();
}

/** As in `go/tree-vectors.go`: nearly all leaves are alike, so that trees of 2^53 - 1 leaves are quickly built. */
export function sparseTree(marks: readonly number[]): SubtreeHash {
  const known = new Map<string, Uint8Array>();
  const subtree: SubtreeHash = (level, n) => {
    const width = 2 ** level;
    if (!marks.some((mark) => mark >= n * width && mark < (n + 1) * width)) return blankSubtree(level);
    const place = `${level}/${n}`;
    const hash = known.get(place) ?? marked(level, n);
    known.set(place, hash);
    return hash;
  };
  const marked: SubtreeHash = (level, n) =>
    level === 0
      ? leafHash(sha256, utf8(`marked ${n}`))
      : nodeHash(sha256, subtree(level - 1, 2 * n), subtree(level - 1, 2 * n + 1));
  return subtree;
}

/** The frontier of the first `size` leaves, from as few complete subtrees as there are. */
export function frontierOf(size: number, subtree: SubtreeHash): TreeFrontier {
  const frontier = TreeFrontier.empty(sha256);
  for (let level = 53; level >= 0; level--) {
    const width = 2 ** level;
    if (size - frontier.size >= width) frontier.appendSubtree(level, subtree(level, frontier.size / width));
  }
  return frontier;
}
