import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src-main/engine/custody/sha256.ts';
import { toHex } from '../../src-main/format/bytes.ts';
import { leafHash, makeEntryBytes } from '../../src-main/format/entry.ts';
import { emptyRoot, TreeFrontier } from '../../src-main/format/merkle-tree.ts';
import type { VerificationFinding } from '../../src-main/shared/verification.ts';
import { checkLogShare, joinShares, sharesOf, type CheckedShare, type LogShare, type StoredEntry } from '../../src-main/verifier/check-log.ts';

const log = 'postquem/log/3de99ced-0cdb-4c0d-91fb-f988738c9ac7';
const width = 65_536;
const size = width + 700;

function entry(seq: number, at = new Date(1.8e12 + seq * 1000).toISOString()): StoredEntry {
  const bytes = makeEntryBytes({ v: 1, log, seq, at, actor: `SHA256:${'A'.repeat(43)}`, type: 'session-ended', payload: { started: 3 }, salt: '0'.repeat(32) });
  return { seq, bytes, leaf: leafHash(sha256, bytes) };
}

const whole = Array.from({ length: size }, (_, seq) => entry(seq));

const inShare = (entries: readonly StoredEntry[], { from, to }: LogShare): StoredEntry[] => entries.filter(({ seq }) => seq >= from && seq < to);
const unaltered = sharesOf(log, size, []).map((share) => checkLogShare(sha256, share, inShare(whole, share)));

/** Check a log that differs from the whole one between `from` and `to` only; the other shares are not checked again. */
function check(entries: readonly StoredEntry[], { cuts = [], from = 0, to = size }: { cuts?: readonly number[]; from?: number; to?: number } = {}) {
  const checkShare = (share: LogShare, n: number): CheckedShare =>
    share.cuts.length === 0 && (share.to <= from || share.from >= to) ? (unaltered[n] as CheckedShare) : checkLogShare(sha256, share, inShare(entries, share));
  const checked = sharesOf(log, size, cuts).map(checkShare);
  const seams: VerificationFinding[] = [];
  const joined = joinShares(sha256, checked, seams);
  return { findings: [...checked.flatMap(({ findings }) => findings), ...seams], log: joined };
}

function rootInOneGo(upTo: number): string {
  const tree = TreeFrontier.empty(sha256);
  for (const { leaf } of whole.slice(0, upTo)) tree.append(leaf);
  return toHex(tree.root());
}

const named = (findings: readonly VerificationFinding[]): string[] => findings.map(({ code, thing }) => `${code}: ${thing}`);
const without = (seqs: readonly number[]): StoredEntry[] => whole.filter(({ seq }) => !seqs.includes(seq));
const replaced = (other: StoredEntry): StoredEntry[] => whole.map((stored) => (stored.seq === other.seq ? other : stored));

describe('a log that is checked in shares', () => {
  it('gives the roots of the tree that is grown in one go, at every cut, around every seam and at the end', () => {
    const cuts = [0, 1, 2, 255, 256, 257, width - 1, width, width + 1, size - 1, size];
    const { findings, log: joined } = check(whole, { cuts });
    expect(findings).toEqual([]);
    expect(joined.size).toBe(size);
    expect(toHex(joined.root)).toBe(rootInOneGo(size));
    expect([...joined.roots.keys()]).toEqual(cuts);
    expect([...joined.roots.values()].map((root) => toHex(root))).toEqual(cuts.map(rootInOneGo));
  });

  it('has no root beyond its end', () => {
    expect(check(whole, { cuts: [size + 1, 10 * size], to: 0 }).log.roots.size).toBe(1);
  });

  it('without entries has the root of nothing', () => {
    const joined = joinShares(sha256, sharesOf(log, 0, [0, 5]).map((share) => checkLogShare(sha256, share, [])), []);
    expect({ size: joined.size, root: joined.root, roots: [...joined.roots] }).toEqual({ size: 0, root: emptyRoot(sha256), roots: [[0, emptyRoot(sha256)]] });
  });

  it.each([[[0]], [[width - 1]], [[width]], [[width - 1, width, width + 1]], [[size - 1]], [[5, 7, width + 3]]])('names the missing entries %j, and gives other roots from there on', (seqs) => {
    const [first = 0] = seqs;
    const { findings, log: joined } = check(without(seqs), { cuts: [first, size] });
    expect(named(findings)).toEqual(seqs.map((seq) => `entry-missing: entry ${seq}`));
    expect(toHex(joined.roots.get(first) ?? new Uint8Array())).toBe(rootInOneGo(first));
    expect(toHex(joined.root)).not.toBe(rootInOneGo(size));
  });

  it('names every entry of a share that is gone', () => {
    const { findings } = check(whole.filter(({ seq }) => seq >= width), { to: width });
    expect(findings).toHaveLength(width);
    expect(named(findings.slice(0, 1)).concat(named(findings.slice(-1)))).toEqual(['entry-missing: entry 0', `entry-missing: entry ${width - 1}`]);
  });

  it.each([7, width - 1, width, size - 1])('names a clock that was set back at entry %d', (seq) => {
    const { findings } = check(replaced(entry(seq, '2001-01-01T00:00:00.000Z')), { from: seq, to: seq + 1 });
    expect(named(findings)).toEqual([`clock-set-back: entry ${seq}`]);
  });

  it.each([width - 1, width])('names the entry behind one that is dated into the future, across a seam too (%d)', (seq) => {
    const { findings } = check(replaced(entry(seq, '2999-01-01T00:00:00.000Z')), { from: seq, to: seq + 1 });
    expect(named(findings)).toEqual([`clock-set-back: entry ${seq + 1}`]);
  });

  it('takes two entries of the same instant as they are', () => {
    expect(check(replaced(entry(width, new Date(1.8e12 + (width - 1) * 1000).toISOString())), { from: width }).findings).toEqual([]);
  });

  it('goes by the bytes and not by the leaf hash beside them', () => {
    const stored = entry(width);
    const { findings, log: joined } = check(replaced({ ...stored, leaf: new Uint8Array(32) }), { from: width });
    expect(named(findings)).toEqual([`leaf-differs: entry ${width}`]);
    expect(toHex(joined.root)).toBe(rootInOneGo(size));
  });

  it('names an entry that stands in another place, on either side of a seam', () => {
    const swapped = whole.with(width - 1, { ...entry(width), seq: width - 1 }).with(width, { ...entry(width - 1), seq: width });
    expect(named(check(swapped).findings)).toEqual([`entry-out-of-place: entry ${width - 1}`, `entry-out-of-place: entry ${width}`, `clock-set-back: entry ${width}`]);
  });
});
