import { emptyRoot, TreeFrontier, type SubtreeHash } from '../../format/merkle-tree.ts';
import type { CaseDatabase } from '../db/database.ts';
import { leavesOf, logSize } from '../db/tables/log-entry.ts';
import { insertSubtree, subtreesOf } from '../db/tables/log-subtree.ts';
import { sha256 } from './sha256.ts';

/** 2^8 leaves: complete runs of that many have their root stored. */
export const blockLevel = 8;
const blockLeaves = 2 ** blockLevel;

/** The log's tree while it grows: roots of complete blocks, and the leaves of the open one. */
export interface LogTree {
  /** All complete blocks. */
  blocks: TreeFrontier;
  /** Fewer than 256. */
  open: Uint8Array[];
}

/** The tree over the first `size` leaves. Cost: O(size / 256) rows. */
export function readLogTree(db: CaseDatabase, size: number = logSize(db)): LogTree {
  const blocks = TreeFrontier.empty(sha256);
  const complete = Math.floor(size / blockLeaves);
  for (const hash of subtreesOf(db, 0, complete)) blocks.appendSubtree(blockLevel, hash);
  return { blocks, open: [...leavesOf(db, complete * blockLeaves, size)] };
}

export function emptyTree(): LogTree {
  return { blocks: TreeFrontier.empty(sha256), open: [] };
}

/** An independent tree over the same leaves: to grow inside a transaction that may yet fail. Cost: O(256). */
export function copyTree({ blocks, open }: LogTree): LogTree {
  return { blocks: blocks.copy(), open: [...open] };
}

/** Let a tree grow by a leaf, with the row of the block that it completes: inside the transaction that inserts the entry. */
export function appendToTree(db: CaseDatabase, tree: LogTree, leaf: Uint8Array): void {
  tree.open.push(leaf);
  if (tree.open.length < blockLeaves) return;
  const hash = rootOfLeaves(tree.open);
  insertSubtree(db, tree.blocks.size / blockLeaves, hash);
  tree.blocks.appendSubtree(blockLevel, hash);
  tree.open.length = 0;
}

export function treeSize({ blocks, open }: LogTree): number {
  return blocks.size + open.length;
}

/** RFC 6962, section 2.1. Cost: at most 255 hashes and O(log n). */
export function treeRoot({ blocks, open }: LogTree): Uint8Array {
  if (blocks.size + open.length === 0) return emptyRoot(sha256);
  const whole = blocks.copy();
  for (const leaf of open) whole.append(leaf);
  return whole.root();
}

/** The hashes that proofs are made of. Cost of one: O(2^(level - 8)) rows. */
export function subtreeReader(db: CaseDatabase): SubtreeHash {
  return (level, n) => {
    const frontier = TreeFrontier.empty(sha256);
    if (level < blockLevel) {
      for (const leaf of leavesOf(db, n * 2 ** level, (n + 1) * 2 ** level)) frontier.append(leaf);
    } else {
      const width = 2 ** (level - blockLevel);
      for (const hash of subtreesOf(db, n * width, (n + 1) * width)) frontier.appendSubtree(0, hash);
    }
    return frontier.root();
  };
}

function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  const frontier = TreeFrontier.empty(sha256);
  for (const leaf of leaves) frontier.append(leaf);
  return frontier.root();
}
