import { makeInclusionProof } from '../../format/merkle-tree.ts';
import { writeTlogProof } from '../../format/tlog-proof.ts';
import { CaseError } from '../../shared/errors.ts';
import { subtreeReader } from '../custody/log-tree.ts';
import { sha256 } from '../custody/sha256.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import { findEntry, logSize } from '../db/tables/log-entry.ts';
import type { ReadableCase } from './open-case.ts';

export interface EntryProof {
  /** Entries that the checkpoint in the proof covers. */
  size: number;
  /** The proof as text (c2sp.org/tlog-proof@v1). */
  proof: string;
  /** The entry, byte for byte: whoever checks the proof needs it. */
  entry: Uint8Array;
}

/**
 * Prove to an outsider that an entry stands in the log: its path to the newest signed checkpoint. Cost: O(entries / 256)
 * rows. Throws CaseError `no-such-entry`, `entry-not-signed`.
 */
export function proveEntry({ db }: ReadableCase, seq: number): EntryProof {
  const stored = findEntry(db, seq);
  if (stored === undefined) throw new CaseError('no-such-entry', { seq, size: logSize(db) });
  const checkpoint = newestCheckpoint(db);
  if (checkpoint === undefined || checkpoint.size <= seq) throw new CaseError('entry-not-signed', { seq, signed: checkpoint?.size ?? 0 });
  const hashes = makeInclusionProof(sha256, { index: seq, size: checkpoint.size }, subtreeReader(db));
  return { size: checkpoint.size, proof: writeTlogProof({ index: seq, hashes, checkpoint: checkpoint.note }), entry: stored.bytes };
}
