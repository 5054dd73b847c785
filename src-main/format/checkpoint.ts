import { fromBase64, toBase64 } from './bytes.ts';
import type { Sha256Function } from './entry.ts';
import { hashBytes, isSize } from './merkle-hash.ts';
import type { CheckSignature, Sign } from './signature.ts';
import { checkSignedNote, makeSignedNote, readSignedNote, type VerifierKey } from './signed-note.ts';

/** What a log's key signs: this log had so many entries, and its tree had this root (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log; here also the name of its key. */
  origin: string;
  /** The number of entries. */
  size: number;
  /** 32 bytes. */
  root: Uint8Array;
  /** Lines after the third, of other programs. Nothing here writes any, and nobody can audit them. */
  extensions?: readonly string[];
}

/** `unreadable` also stands for a signed text that is no checkpoint. */
export type CheckpointProblem = 'unreadable' | 'wrong-origin' | 'no-signature-by-this-key' | 'signature-invalid';

/**
 * The three lines of a checkpoint's body (c2sp.org/tlog-checkpoint, "Note text"). Throws RangeError for what would not
 * be read back as the same. Inverse: readCheckpointText.
 */
export function makeCheckpointText(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  if (origin === '' || origin.includes('\n')) throw new RangeError('an origin is one line that is not empty');
  if (!isSize(size)) throw new RangeError(`a log has no size of ${size}`);
  if (root.length !== hashBytes) throw new RangeError(`a root of ${root.length} bytes`);
  if (extensions !== undefined && extensions.length > 0) throw new RangeError('extension lines are not written here');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Read the body of a checkpoint, to the letter of c2sp.org/tlog-checkpoint, "Note text". Sizes over 2^53 - 1 are
 * refused. Inverse: makeCheckpointText.
 */
export function readCheckpointText(text: string): Checkpoint | { problem: string } {
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
  // The final newline leaves an empty string behind it: the one empty line that there may be.
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== '' || extensions.includes('') || origin === '') {
    return { problem: 'it is not three or more lines that are not empty, each with its newline' };
  }
  const size = readDecimal(sizeText);
  const root = fromBase64(rootText);
  if (size === undefined) return { problem: 'its second line is no size' };
  if (root?.length !== hashBytes) return { problem: 'its third line is no root hash' };
  return { origin, size, root, ...(extensions.length > 0 ? { extensions } : {}) };
}

/** ASCII digits without leading zeros, at most 2^53 - 1; the only way to write a number in these formats. */
export function readDecimal(text: string): number | undefined {
  const number = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : undefined;
  return number !== undefined && isSize(number) ? number : undefined;
}

/** Sign a checkpoint by the log's Ed25519 key, whose name is the origin. Inverse: checkCheckpoint. */
export function makeCheckpoint(
  sha256: Sha256Function,
  checkpoint: Checkpoint,
  signer: { publicKey: Uint8Array; sign: Sign },
): string {
  return makeSignedNote(sha256, makeCheckpointText(checkpoint), [{ name: checkpoint.origin, ...signer }]);
}

/**
 * Read a signed checkpoint and check that this key made it for its own log: the key's name must be the origin
 * (c2sp.org/tlog-checkpoint, "Signatures": a SHOULD, here a must). Nothing of a checkpoint with a problem may be
 * believed, and the detail may quote it. Cost: one signature check.
 */
export async function checkCheckpoint(
  text: string | Uint8Array,
  key: VerifierKey,
  checkSignature: CheckSignature,
): Promise<{ checkpoint: Checkpoint } | { problem: CheckpointProblem; detail: string }> {
  const note = readSignedNote(text);
  if ('problem' in note) return { problem: 'unreadable', detail: note.problem };
  const checkpoint = readCheckpointText(note.text);
  if ('problem' in checkpoint) return { problem: 'unreadable', detail: checkpoint.problem };
  if (checkpoint.origin !== key.name) {
    return { problem: 'wrong-origin', detail: `it says that it is of ${JSON.stringify(checkpoint.origin)}` };
  }
  const verdict = await checkSignedNote(note, key, checkSignature);
  if (verdict === 'valid') return { checkpoint };
  return verdict === 'invalid'
    ? { problem: 'signature-invalid', detail: 'a signature that names this key was not made by it over this text' }
    : { problem: 'no-signature-by-this-key', detail: `it is signed by ${signerNames(note.signatures)}` };
}

function signerNames(signatures: readonly { name: string }[]): string {
  const shown = signatures.slice(0, 3).map(({ name }) => JSON.stringify(name));
  return `${shown.join(', ')}${signatures.length > shown.length ? ' and others' : ''} with other keys`;
}
