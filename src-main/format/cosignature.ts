import { concatBytes } from './bytes.ts';
import { readCheckpointText } from './checkpoint.ts';
import type { Sha256Function } from './entry.ts';
import { isSize } from './merkle-hash.ts';
import { signatureBytes, type CheckSignature, type Sign } from './signature.ts';
import { signaturesBy, type NoteSignature, type SignedNote } from './signed-note.ts';
import { noteKeyId, noteKeyTypes, writeVerifierKey, type VerifierKey } from './verifier-key.ts';

/** Somebody else than the log's keeper, who states when they saw the log as a checkpoint has it. */
export interface Cosigner {
  name: string;
  publicKey: Uint8Array;
  sign: Sign;
}

export type CosignatureProblem = 'not-a-checkpoint' | 'no-cosignature-by-this-key' | 'cosignature-invalid';

/** The verifier key of a cosigner: type 0x04 (c2sp.org/tlog-cosignature, "Format"). Inverse: readVerifierKey. */
export function cosignerVerifierKey(sha256: Sha256Function, name: string, publicKey: Uint8Array): string {
  const type = noteKeyTypes.cosignature;
  return writeVerifierKey({ name, type, publicKey, keyId: noteKeyId(sha256, { name, type, publicKey }) });
}

/**
 * Cosign a checkpoint (c2sp.org/tlog-cosignature, "Ed25519 signed message"). Gives the signature line; who keeps the
 * note adds it to a copy. `text` is the note's body and `timeS` the POSIX time in whole seconds. The cosigner must have
 * checked that this log is consistent with all that they cosigned before: that is what a cosignature says.
 * Throws RangeError for a text that is no checkpoint. Inverse: checkCosignature.
 */
export function makeCosignature(
  sha256: Sha256Function,
  text: string,
  cosigner: Cosigner & { timeS: number },
): NoteSignature {
  const { name, publicKey, sign, timeS } = cosigner;
  const checkpoint = readCheckpointText(text);
  if ('problem' in checkpoint) throw new RangeError(`not a checkpoint: ${checkpoint.problem}`);
  if (!isSize(timeS)) throw new RangeError(`${timeS} is no time in whole seconds`);
  const keyId = noteKeyId(sha256, { name, type: noteKeyTypes.cosignature, publicKey });
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(timeS));
  return { name, keyId, signature: concatBytes(time, sign(signedMessage(text, BigInt(timeS)))) };
}

/**
 * When a cosigner saw the log of this checkpoint, by their own clock, in POSIX seconds. Of several cosignatures by
 * their key every one must be good, and the earliest counts. Whether the log's own key signed is checkCheckpoint's
 * to say. Cost: one signature check for each line by this key.
 */
export async function checkCosignature(
  note: SignedNote,
  key: VerifierKey,
  checkSignature: CheckSignature,
): Promise<{ timeS: number } | { problem: CosignatureProblem; detail: string }> {
  const checkpoint = readCheckpointText(note.text);
  if ('problem' in checkpoint) return { problem: 'not-a-checkpoint', detail: checkpoint.problem };
  const lines = key.type === noteKeyTypes.cosignature ? signaturesBy(note, key) : [];
  if (lines.length === 0) return { problem: 'no-cosignature-by-this-key', detail: key.name };
  const times: number[] = [];
  for (const { signature } of lines) {
    const timeS = await cosignedTime({ text: note.text, signature, key }, checkSignature);
    if (timeS === undefined) return { problem: 'cosignature-invalid', detail: key.name };
    times.push(timeS);
  }
  return { timeS: Math.min(...times) };
}

/** Times over 2^53 - 1 seconds are refused: nobody's clock shows them. */
async function cosignedTime(
  line: { text: string; signature: Uint8Array; key: VerifierKey },
  checkSignature: CheckSignature,
): Promise<number | undefined> {
  const { text, signature, key } = line;
  if (signature.length !== 8 + signatureBytes) return undefined;
  const time = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  if (!isSize(Number(time))) return undefined;
  const isGood = await checkSignature(key.publicKey, signedMessage(text, time), signature.subarray(8));
  return isGood ? Number(time) : undefined;
}

function signedMessage(text: string, time: bigint): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);
}
