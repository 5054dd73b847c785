import { equalBytes } from '../../format/bytes.ts';
import { checkCheckpoint } from '../../format/checkpoint.ts';
import { writeConsistencyProof } from '../../format/consistency-proof.ts';
import { makeConsistencyProof } from '../../format/merkle-tree.ts';
import { readVerifierKey } from '../../format/signed-note.ts';
import { CaseError } from '../../shared/errors.ts';
import { checkSignature } from '../custody/keys.ts';
import { readLogTree, subtreeReader, treeRoot } from '../custody/log-tree.ts';
import { sha256 } from '../custody/sha256.ts';
import { newestCheckpoint } from '../db/tables/checkpoint.ts';
import type { ReadableCase } from './open-case.ts';

/**
 * Prove to whoever holds an older checkpoint of this log that the newest one continues it. Returns the proof as text
 * (FORMAT.md, section 9). Cost: O(entries / 256) rows. Throws CaseError `checkpoint-refused`.
 */
export async function proveConsistency({ db, logKey }: ReadableCase, old: string): Promise<{ oldSize: number; newSize: number; proof: string }> {
  const key = readVerifierKey(sha256, logKey.verifierKey);
  if ('problem' in key) throw new CaseError('internal', { detail: key.problem });
  const read = await checkCheckpoint(old, key, checkSignature);
  if ('problem' in read) throw new CaseError('checkpoint-refused', { detail: `${read.problem.replaceAll('-', ' ')}: ${read.detail}` });
  const { size: oldSize, root } = read.checkpoint;
  const newest = newestCheckpoint(db);
  if (newest === undefined || newest.size < oldSize) throw new CaseError('checkpoint-refused', { detail: `it covers ${oldSize} entries, more than this log has signed` });
  if (!equalBytes(treeRoot(readLogTree(db, oldSize)), root)) {
    throw new CaseError('checkpoint-refused', { detail: 'the log does not begin with what it covers: "postquem verify --checkpoint" names what differs' });
  }
  const hashes = makeConsistencyProof(sha256, { oldSize, newSize: newest.size }, subtreeReader(db));
  return { oldSize, newSize: newest.size, proof: writeConsistencyProof({ oldSize, hashes, checkpoint: newest.note }) };
}
