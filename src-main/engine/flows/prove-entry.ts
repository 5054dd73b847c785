import { equalBytes, toHex } from '../../format/bytes.ts';
import { readCheckpointText } from '../../format/checkpoint.ts';
import { leafHash } from '../../format/entry.ts';
import { checkInclusionProof, makeInclusionProof } from '../../format/merkle-tree.ts';
import { readSignedNote } from '../../format/signed-note.ts';
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
 * Prove to an outsider that an entry stands in the log: its path to the newest signed checkpoint, checked before it is
 * given. The checkpoint's signature was checked when the case was opened. Cost: O(entries / 256) rows. Throws CaseError
 * `no-such-entry`, `entry-not-signed`, `entry-not-provable` and, of a log that is not what was signed, `log-forked`.
 */
export function proveEntry({ db, folder, fork }: ReadableCase, seq: number): EntryProof {
  const stored = findEntry(db, seq);
  if (stored === undefined) throw new CaseError('no-such-entry', { seq, size: logSize(db) });
  const leaf = leafHash(sha256, stored.bytes);
  if (!equalBytes(leaf, stored.leaf)) throw notProvable(seq, `its leaf hash is ${toHex(leaf)}, and beside it stands ${toHex(stored.leaf)}`);
  if (fork !== undefined) throw new CaseError('log-forked', { folder, ...fork });
  const checkpoint = newestCheckpoint(db);
  if (checkpoint === undefined || checkpoint.size <= seq) throw new CaseError('entry-not-signed', { seq, signed: checkpoint?.size ?? 0 });
  const { size, root } = signedIn(checkpoint.note) ?? { size: 0, root: new Uint8Array() };
  if (size <= seq) throw notProvable(seq, 'the newest checkpoint cannot be read');
  const hashes = makeInclusionProof(sha256, { index: seq, size }, subtreeReader(db));
  if (!checkInclusionProof(sha256, { index: seq, size, root, hashes, leaf })) throw notProvable(seq, `it does not lead to the root that was signed at ${size} entries`);
  return { size, proof: writeTlogProof({ index: seq, hashes, checkpoint: checkpoint.note }), entry: stored.bytes };
}

function signedIn(note: string): { size: number; root: Uint8Array } | undefined {
  const read = readSignedNote(note);
  const checkpoint = 'problem' in read ? undefined : readCheckpointText(read.text);
  return checkpoint === undefined || 'problem' in checkpoint ? undefined : checkpoint;
}

function notProvable(seq: number, detail: string): CaseError {
  return new CaseError('entry-not-provable', { seq, detail });
}
