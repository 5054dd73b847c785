import { leafHash, readEntry, type Sha256Function } from '../format/entry.ts';
import { equalBytes, toHex } from '../format/bytes.ts';
import { TreeFrontier, type Peak } from '../format/merkle-tree.ts';
import type { VerificationFinding } from '../shared/verification.ts';

export interface StoredEntry {
  seq: number;
  bytes: Uint8Array;
  leaf: Uint8Array;
  /** A zero byte and then `bytes`, where the reader has them in one piece: spares a copy. */
  leafInput?: Uint8Array;
}

/** 2^16 entries: a share of the log that one worker checks at a time. */
export const shareLevel = 16;

/** A share of a log: entries `from` to `to` - 1, where `from` is a multiple of 2^16 and the share no longer than that. */
export interface LogShare {
  /** The log's origin. */
  log: string;
  from: number;
  to: number;
  /** Sizes at which the root is asked for: each > `from` and <= `to`. Ascending. */
  cuts: readonly number[];
}

/** What a share came to. The shares of a log, joined in order, give the root at every cut. */
export interface CheckedShare {
  from: number;
  cuts: { size: number; peaks: Peak[] }[];
  /** Peaks of the whole share. */
  peaks: Peak[];
  /** First and last `at`, to be compared with the neighbours'. */
  times: { first: string; last: string } | undefined;
  findings: VerificationFinding[];
}

/**
 * Check the entries of a share: that each is there, can be read, belongs to this log and place, has its leaf hash, and
 * that time does not run back; and fold their leaf hashes. Pure, constant memory; cost: one parse, one digest of the
 * bytes and one of the tree for each entry.
 */
export function checkLogShare(sha256: Sha256Function, share: LogShare, entries: Iterable<StoredEntry>): CheckedShare {
  const checked: CheckedShare = { from: share.from, cuts: [], peaks: [], times: undefined, findings: [] };
  const tree = TreeFrontier.empty(sha256);
  let cut = 0;
  const add = (leaf: Uint8Array): void => {
    tree.append(leaf);
    if (share.from + tree.size !== share.cuts[cut]) return;
    checked.cuts.push({ size: share.from + tree.size, peaks: tree.peaks() });
    cut++;
  };
  const addMissing = (until: number): void => {
    for (let seq = share.from + tree.size; seq < until; seq++) {
      checked.findings.push({ code: 'entry-missing', thing: `entry ${seq}`, expected: 'an entry', actual: 'none' });
      add(new Uint8Array(32));
    }
  };
  for (const entry of entries) {
    addMissing(entry.seq);
    add(checkEntry(sha256, entry, { log: share.log, checked }));
  }
  addMissing(share.to);
  checked.peaks = tree.peaks();
  return checked;
}

/** Returns the leaf hash that the bytes have, whatever is stored beside them. */
function checkEntry(sha256: Sha256Function, stored: StoredEntry, { log, checked }: { log: string; checked: CheckedShare }): Uint8Array {
  const find = (code: VerificationFinding['code'], expected: string, actual: string): void =>
    void checked.findings.push({ code, thing: `entry ${stored.seq}`, expected, actual });
  const leaf = stored.leafInput === undefined ? leafHash(sha256, stored.bytes) : sha256(stored.leafInput);
  if (!equalBytes(leaf, stored.leaf)) find('leaf-differs', toHex(leaf), toHex(stored.leaf));
  const read = readEntry(stored.bytes);
  if ('problem' in read) {
    find('entry-unreadable', 'a log entry of version 1', `${read.problem}: ${read.detail}`);
    return leaf;
  }
  const { entry } = read;
  if (entry.seq !== stored.seq) find('entry-out-of-place', String(stored.seq), String(entry.seq));
  if (entry.log !== log) find('entry-of-another-log', log, entry.log);
  checked.times = addTime(checked, stored.seq, entry.at);
  return leaf;
}

/** Instants in this one format sort as text. */
function addTime({ times, findings }: CheckedShare, seq: number, at: string): { first: string; last: string } {
  if (times === undefined) return { first: at, last: at };
  if (at < times.last) findings.push(clockSetBack(seq, times.last, at));
  return { first: times.first, last: at };
}

function clockSetBack(seq: number, before: string, at: string): VerificationFinding {
  return { code: 'clock-set-back', thing: `entry ${seq}`, expected: `${before} or later`, actual: at };
}

/** The shares of a log joined: roots at every cut and at the end, and what was found in all of them. */
export interface CheckedLog {
  size: number;
  root: Uint8Array;
  /** Root by size, for every cut, and for 0. */
  roots: Map<number, Uint8Array>;
}

/** Join shares in their order. Findings at the seams are added to `findings`. Cost: O(log n) for each share and cut. */
export function joinShares(sha256: Sha256Function, shares: readonly CheckedShare[], findings: VerificationFinding[]): CheckedLog {
  let tree = TreeFrontier.empty(sha256);
  const roots = new Map([[0, tree.root()]]);
  let last: string | undefined;
  for (const share of shares) {
    for (const { size, peaks } of share.cuts) roots.set(size, withPeaks(tree, peaks).root());
    tree = withPeaks(tree, share.peaks);
    if (share.times === undefined) continue;
    if (last !== undefined && share.times.first < last) findings.push(clockSetBack(share.from, last, share.times.first));
    last = share.times.last;
  }
  return { size: tree.size, root: tree.root(), roots };
}

function withPeaks(tree: TreeFrontier, peaks: readonly Peak[]): TreeFrontier {
  const joined = tree.copy();
  for (const { level, hash } of peaks) joined.appendSubtree(level, hash);
  return joined;
}

/** The shares that a log of `size` entries is checked in, with the cuts given to each. Cuts beyond the log are left out. */
export function sharesOf(log: string, size: number, cuts: readonly number[]): LogShare[] {
  const width = 2 ** shareLevel;
  const shares: LogShare[] = [];
  for (let from = 0; from < size; from += width) {
    const to = Math.min(from + width, size);
    shares.push({ log, from, to, cuts: cuts.filter((cut) => cut > from && cut <= to) });
  }
  return shares;
}
