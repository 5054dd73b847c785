import { checkCheckpoint, readDecimal, type Checkpoint, type CheckpointProblem } from './checkpoint.ts';
import type { Sha256Function } from './entry.ts';
import { isSize } from './merkle-hash.ts';
import { checkConsistencyProof } from './merkle-check.ts';
import { readProofText, writeProofText } from './proof-text.ts';
import type { CheckSignature } from './signature.ts';
import type { VerifierKey } from './signed-note.ts';

/**
 * That the log of a checkpoint begins with the log as it was at an earlier size (FORMAT.md section 1: the body of a
 * c2sp.org/tlog-witness "add-checkpoint" request). The earlier root is not in it: whoever checks holds that.
 */
export interface ConsistencyProof {
  oldSize: number;
  /** As makeConsistencyProof gives them for this size and the checkpoint's. */
  hashes: Uint8Array[];
  /** The newer signed checkpoint, word for word. */
  checkpoint: string;
}

export type ConsistencyProblem =
  | CheckpointProblem
  /** The proof is about another earlier size, or the earlier checkpoint about another log. */
  | 'other-old-checkpoint'
  /** The log has fewer entries than it had: it was cut, or the two were taken for each other. */
  | 'shorter-than-old'
  /** The log does not begin with the earlier log, or the proof was altered. */
  | 'not-consistent';

const sizeLine = /^old (.*)$/;

/** `old N\n`, the hashes in base64 one a line, a blank line, the checkpoint. Inverse: readConsistencyProof. */
export function writeConsistencyProof(proof: ConsistencyProof): string {
  if (!isSize(proof.oldSize)) throw new RangeError(`a log has no size of ${proof.oldSize}`);
  return writeProofText({ ...proof, head: [`old ${proof.oldSize}`] });
}

/** Read a consistency proof; its checkpoint is not read yet. Inverse: writeConsistencyProof. */
export function readConsistencyProof(text: string | Uint8Array): ConsistencyProof | { problem: string } {
  const proof = readProofText(text, (_line, n) => n === 0);
  if ('problem' in proof) return proof;
  const oldSize = readDecimal(sizeLine.exec(proof.head[0] ?? '')?.[1] ?? '');
  if (oldSize === undefined) return { problem: 'its first line is not the word old and a size' };
  return { oldSize, hashes: proof.hashes, checkpoint: proof.checkpoint };
}

/**
 * Whether the log still begins with what an earlier checkpoint saw. `old` is that earlier checkpoint, checked already
 * (checkCheckpoint) and best held by somebody else than the keeper of the log. Gives the newer one.
 * Cost: one signature check and two node hashes for each hash.
 */
export async function checkConsistencyDocument(
  sha256: Sha256Function,
  check: { proof: ConsistencyProof; old: Checkpoint; key: VerifierKey; checkSignature: CheckSignature },
): Promise<{ ok: true; checkpoint: Checkpoint } | { ok: false; problem: ConsistencyProblem; detail: string }> {
  const { proof, old, key, checkSignature } = check;
  const newer = await checkCheckpoint(proof.checkpoint, key, checkSignature);
  if ('problem' in newer) return { ok: false, ...newer };
  const found = findInconsistency(sha256, { proof, old, newer: newer.checkpoint });
  return found === undefined ? { ok: true, checkpoint: newer.checkpoint } : { ok: false, ...found };
}

function findInconsistency(
  sha256: Sha256Function,
  { proof, old, newer }: { proof: ConsistencyProof; old: Checkpoint; newer: Checkpoint },
): { problem: ConsistencyProblem; detail: string } | undefined {
  if (old.origin !== newer.origin || proof.oldSize !== old.size) {
    const detail = `it is about ${newer.origin} at ${proof.oldSize} entries, not ${old.origin} at ${old.size}`;
    return { problem: 'other-old-checkpoint', detail };
  }
  const sizes = `${old.size} entries then, ${newer.size} now`;
  if (newer.size < old.size) return { problem: 'shorter-than-old', detail: sizes };
  const roots = { oldRoot: old.root, newRoot: newer.root };
  const isConsistent = checkConsistencyProof(sha256, {
    ...roots,
    oldSize: old.size,
    newSize: newer.size,
    hashes: proof.hashes,
  });
  return isConsistent ? undefined : { problem: 'not-consistent', detail: sizes };
}
