import { makeCheckpoint } from '../../src-main/format/checkpoint.ts';
import { writeConsistencyProof } from '../../src-main/format/consistency-proof.ts';
import { leafHash } from '../../src-main/format/entry.ts';
import { verifierKey } from '../../src-main/format/key-names.ts';
import { makeConsistencyProof, makeInclusionProof } from '../../src-main/format/merkle-tree.ts';
import { writeTlogProof } from '../../src-main/format/tlog-proof.ts';
import { logKey, sha256, utf8 } from './known-keys.ts';
import { frontierOf, subtreesOf } from './known-trees.ts';

/** A log of a few entries, signed by `logKey`. */
export const origin = 'postquem/log/5f3a2c1e-9b7d-4e6f-8a01-23456789abcd';
export const vkey = verifierKey(sha256, origin, logKey.publicKey);
export const entries = Array.from({ length: 13 }, (_, seq) => utf8(`{"log":"${origin}","seq":${seq}}`));

const subtree = subtreesOf(entries.map((entry) => leafHash(sha256, entry)));

export const rootAt = (size: number): Uint8Array => frontierOf(size, subtree).root();
export const checkpointAt = (size: number): string => makeCheckpoint(sha256, { origin, size, root: rootAt(size) }, logKey);

export function tlogProofOf(index: number, size: number): string {
  const hashes = makeInclusionProof(sha256, { index, size }, subtree);
  return writeTlogProof({ index, hashes, checkpoint: checkpointAt(size) });
}

export function consistencyProofOf(oldSize: number, newSize: number): string {
  const hashes = makeConsistencyProof(sha256, { oldSize, newSize }, subtree);
  return writeConsistencyProof({ oldSize, hashes, checkpoint: checkpointAt(newSize) });
}
