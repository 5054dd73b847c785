import { fromBase64, toBase64 } from './bytes.ts';
import { checkCheckpoint, readDecimal, type Checkpoint, type CheckpointProblem } from './checkpoint.ts';
import { leafHash, type Sha256Function } from './entry.ts';
import { isSize } from './merkle-hash.ts';
import { checkInclusionProof } from './merkle-check.ts';
import { readProofText, writeProofText } from './proof-text.ts';
import type { CheckSignature } from './signature.ts';
import type { VerifierKey } from './signed-note.ts';

/** That an entry stands at its place in the log of a signed checkpoint (c2sp.org/tlog-proof@v1). */
export interface TlogProof {
  /** The entry's number, counted from 0. */
  index: number;
  /** As makeInclusionProof gives them for this index and the checkpoint's size. */
  hashes: Uint8Array[];
  /** The signed checkpoint, word for word. */
  checkpoint: string;
  /** Not covered by any signature: whoever passes the proof on can change it. Nothing here writes any. */
  extra?: Uint8Array;
}

export type TlogProofProblem =
  | CheckpointProblem
  /** The checkpoint's log ends before the entry. */
  | 'index-beyond-checkpoint'
  /** The entry is not at this place of this log: it, its number or the proof was altered. */
  | 'not-included';

const header = 'c2sp.org/tlog-proof@v1';

/** Write a proof (c2sp.org/tlog-proof, "Format"). Extra data without bytes is left out. Inverse: readTlogProof. */
export function writeTlogProof(proof: TlogProof): string {
  const { index, extra, hashes, checkpoint } = proof;
  if (!isSize(index)) throw new RangeError(`no entry has the number ${index}`);
  const extraLines = extra === undefined || extra.length === 0 ? [] : [`extra ${toBase64(extra)}`];
  return writeProofText({ head: [header, ...extraLines, `index ${index}`], hashes, checkpoint });
}

/** Read a proof (c2sp.org/tlog-proof, "Format"); its checkpoint is not read yet. Inverse: writeTlogProof. */
export function readTlogProof(text: string | Uint8Array): TlogProof | { problem: string } {
  const proof = readProofText(text, (line, n) => n === 0 || (n <= 2 && /^(?:extra|index) /.test(line)));
  if ('problem' in proof) return proof;
  const [first, ...fields] = proof.head;
  if (first !== header) return { problem: `its first line is not ${header}` };
  const extra = fields.length === 2 ? readField('extra', fields[0]) : undefined;
  const extraBytes = extra === undefined ? undefined : fromBase64(extra);
  if (fields.length === 2 && !extraBytes?.length) return { problem: 'its second line is no extra data' };
  const index = readDecimal(readField('index', fields.at(-1)) ?? '');
  if (index === undefined) return { problem: 'it has no line with the index of an entry' };
  const { hashes, checkpoint } = proof;
  return { index, hashes, checkpoint, ...(extraBytes === undefined ? {} : { extra: extraBytes }) };
}

function readField(name: string, line: string | undefined): string | undefined {
  return line?.startsWith(`${name} `) ? line.slice(name.length + 1) : undefined;
}

/**
 * Whether the exact bytes of an entry stand at the proof's index in the log of its checkpoint, signed by the key.
 * Cost: one signature check and one hash for the entry and for each hash of the proof.
 */
export async function checkTlogProof(
  sha256: Sha256Function,
  check: { proof: TlogProof; entry: Uint8Array; key: VerifierKey; checkSignature: CheckSignature },
): Promise<{ ok: true; checkpoint: Checkpoint } | { ok: false; problem: TlogProofProblem; detail: string }> {
  const { proof, entry, key, checkSignature } = check;
  const signed = await checkCheckpoint(proof.checkpoint, key, checkSignature);
  if ('problem' in signed) return { ok: false, ...signed };
  const { checkpoint } = signed;
  const { size, root } = checkpoint;
  const { index, hashes } = proof;
  const place = `entry ${index} in a log of ${size} entries`;
  if (index >= size) return { ok: false, problem: 'index-beyond-checkpoint', detail: place };
  const isIncluded = checkInclusionProof(sha256, { index, size, root, hashes, leaf: leafHash(sha256, entry) });
  return isIncluded ? { ok: true, checkpoint } : { ok: false, problem: 'not-included', detail: place };
}
