import { consistencyPath, earlierCheckpointPath, entryPath, ownPart, partPaths, proofPath } from '../../../format/bundle/layout.ts';
import { writeConsistencyProof } from '../../../format/consistency-proof.ts';
import { makeConsistencyProof, makeInclusionProof, type SubtreeHash } from '../../../format/merkle-tree.ts';
import { readVerifierKey } from '../../../format/signed-note.ts';
import { writeTlogProof } from '../../../format/tlog-proof.ts';
import { CaseError } from '../../../shared/errors.ts';
import { keyFiles } from '../../../verifier/bundle/part-keys.ts';
import { publicKeyOf } from '../../custody/key-files.ts';
import { subtreeReader } from '../../custody/log-tree.ts';
import { sha256 } from '../../custody/sha256.ts';
import { findCheckpoint } from '../../db/tables/checkpoint.ts';
import { findEntry, logSize } from '../../db/tables/log-entry.ts';
import type { ReadableCase } from '../open-case.ts';
import type { ExportPlan } from './plan.ts';

export interface MadeFile {
  path: string;
  bytes: Uint8Array | string;
}

/** The checkpoint of a bundle. */
export interface BundleCheckpoint {
  size: number;
  /** The signed note. */
  note: string;
}

/**
 * The part of a bundle that holds the log: the checkpoint and its keys; each disclosed entry, byte for byte, with the
 * proof that it stands in the log of the checkpoint; earlier checkpoints, and that this one continues them.
 * Cost: about log2(n) hashes for each entry, when the entries are many.
 */
export function* logFiles(readable: ReadableCase, { seqs, stamped, handedOut }: Pick<ExportPlan, 'seqs' | 'stamped' | 'handedOut'>, checkpoint: BundleCheckpoint): Generator<MadeFile> {
  const { db } = readable;
  const subtree = remembering(subtreeReader(db));
  yield { path: partPaths(ownPart).checkpoint, bytes: checkpoint.note };
  for (const { path, text } of keyFiles(ownPart, identityOf(readable))) yield { path, bytes: text };
  for (const seq of seqs) {
    const stored = findEntry(db, seq);
    if (stored === undefined) throw new CaseError('no-such-entry', { seq, size: logSize(db) });
    yield { path: entryPath(ownPart, seq), bytes: stored.bytes };
    const hashes = makeInclusionProof(sha256, { index: seq, size: checkpoint.size }, subtree);
    yield { path: proofPath(ownPart, seq), bytes: writeTlogProof({ index: seq, hashes, checkpoint: checkpoint.note }) };
  }
  for (const size of stamped) yield { path: earlierCheckpointPath(ownPart, size), bytes: noteOf(readable, size) };
  for (const size of new Set([...stamped, ...handedOut])) {
    const hashes = makeConsistencyProof(sha256, { oldSize: size, newSize: checkpoint.size }, subtree);
    yield { path: consistencyPath(ownPart, size), bytes: writeConsistencyProof({ oldSize: size, hashes, checkpoint: checkpoint.note }) };
  }
}

function noteOf({ db, folder }: ReadableCase, size: number): string {
  const stored = findCheckpoint(db, size);
  if (stored === undefined) throw new CaseError('case-damaged', { folder, detail: `the checkpoint over ${size} entries that was stamped is missing` });
  return stored.note;
}

function identityOf({ info, custodian, logKey }: ReadableCase) {
  const key = readVerifierKey(sha256, logKey.verifierKey);
  if ('problem' in key) throw new CaseError('internal', { detail: key.problem });
  const { name, fingerprint } = custodian;
  return {
    log: info.log,
    custodian: { name, publicKey: publicKeyOf(custodian), fingerprint },
    logKey: { publicKey: publicKeyOf(logKey), fingerprint: logKey.fingerprint, verifierKey: logKey.verifierKey, key },
  };
}

/** Proofs of neighbours share nearly all of their hashes. */
const mostRemembered = 65_536;

function remembering(subtree: SubtreeHash): SubtreeHash {
  const known = new Map<string, Uint8Array>();
  return (level, n) => {
    const name = `${level}/${n}`;
    const found = known.get(name) ?? subtree(level, n);
    if (known.size >= mostRemembered) known.clear();
    known.set(name, found);
    return found;
  };
}
