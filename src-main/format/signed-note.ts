import { concatBytes, equalBytes, fromBase64, readUtf8, toBase64 } from './bytes.ts';
import type { Sha256Function } from './entry.ts';
import { signatureBytes, type CheckSignature, type Sign } from './signature.ts';
import { isKeyName, noteKeyId, noteKeyTypes, type VerifierKey } from './verifier-key.ts';

export { noteKeyId, readVerifierKey, type VerifierKey } from './verifier-key.ts';

/** One signature line (c2sp.org/signed-note, "Signatures"). Name and key id together name the key. */
export interface NoteSignature {
  name: string;
  /** 4 bytes. */
  keyId: Uint8Array;
  /** What follows the key id: for Ed25519 the 64 bytes of the signature. */
  signature: Uint8Array;
}

/** A text and who signed it. Nothing here is checked against a key yet. */
export interface SignedNote {
  /** Ends in a newline; exactly what is signed. */
  text: string;
  /** At least one. */
  signatures: NoteSignature[];
}

/** The specification asks for at least 16; golang.org/x/mod/sumdb/note takes as many as this. */
export const noteSignatureLimit = 100;
/** Of the whole note in UTF-8. The specification asks for a limit and names none. */
export const noteLimitBytes = 1_000_000;

const emDashSpace = '\u2014 ';
const utf8 = new TextEncoder();
// The rule of the specification, and therefore its purpose: to find control characters.
// oxlint-disable-next-line eslint/no-control-regex
const forbiddenControl = /[\u0000-\u0009\u000b-\u001f]/;

/**
 * Sign a text by Ed25519 keys (c2sp.org/signed-note, "Ed25519 signatures"). The text must end in a newline; it and the
 * names are the caller's to get right: a RangeError tells which is not. Cost: one signature for each signer.
 */
export function makeSignedNote(
  sha256: Sha256Function,
  text: string,
  signers: readonly { name: string; publicKey: Uint8Array; sign: Sign }[],
): string {
  const message = utf8.encode(text);
  const signatures = signers.map(({ name, publicKey, sign }) => ({
    name,
    keyId: noteKeyId(sha256, { name, type: noteKeyTypes.ed25519, publicKey }),
    signature: sign(message),
  }));
  return writeSignedNote({ text, signatures });
}

/** Write a note. Throws RangeError when it would not be read back as the same. Inverse: readSignedNote. */
export function writeSignedNote(note: SignedNote): string {
  const lines = note.signatures.map(
    ({ name, keyId, signature }) => `${emDashSpace}${name} ${toBase64(concatBytes(keyId, signature))}\n`,
  );
  const written = `${note.text}\n${lines.join('')}`;
  const read = readSignedNote(written);
  if ('problem' in read) throw new RangeError(`not a note: ${read.problem}`);
  if (read.text !== note.text || read.signatures.length !== note.signatures.length) {
    throw new RangeError('not a note: its text does not end where its signatures begin');
  }
  return written;
}

/**
 * Read a note, to the letter of c2sp.org/signed-note, "Format", and in one way stricter: only canonical base64, so that
 * no byte of a signature line can change unnoticed. Nothing in it may be believed before checkSignedNote.
 * Limits: noteLimitBytes, noteSignatureLimit. Inverse: writeSignedNote. Cost: linear.
 */
export function readSignedNote(note: string | Uint8Array): SignedNote | { problem: string } {
  if (note.length > noteLimitBytes) return { problem: `it is longer than ${noteLimitBytes} bytes` };
  const whole = readUtf8(note);
  if (whole === undefined) return { problem: 'it is not UTF-8' };
  if (typeof note === 'string' && utf8.encode(whole).length > noteLimitBytes) {
    return { problem: `it is longer than ${noteLimitBytes} bytes` };
  }
  if (forbiddenControl.test(whole)) return { problem: 'it holds a control character other than a newline' };
  // The text may hold blank lines of its own; the last one parts it from the signatures.
  const blankLine = whole.lastIndexOf('\n\n');
  if (blankLine < 0) return { problem: 'no blank line parts a text from its signatures' };
  const signatures = readSignatureLines(whole.slice(blankLine + 2));
  return 'problem' in signatures ? signatures : { text: whole.slice(0, blankLine + 1), signatures };
}

function readSignatureLines(block: string): NoteSignature[] | { problem: string } {
  if (!block.endsWith('\n')) return { problem: 'it does not end in a signature line' };
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > noteSignatureLimit) return { problem: `it has more than ${noteSignatureLimit} signatures` };
  const signatures: NoteSignature[] = [];
  for (const [n, line] of lines.entries()) {
    const signature = readSignatureLine(line);
    if (signature === undefined) return { problem: `signature line ${n + 1} is malformed` };
    signatures.push(signature);
  }
  return signatures;
}

function readSignatureLine(line: string): NoteSignature | undefined {
  if (!line.startsWith(emDashSpace)) return undefined;
  const [name = '', text = '', ...rest] = line.slice(emDashSpace.length).split(' ');
  const bytes = fromBase64(text);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5 || rest.length > 0) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** The signatures that say they are by this key. */
export function signaturesBy(note: SignedNote, key: VerifierKey): NoteSignature[] {
  return note.signatures.filter(({ name, keyId }) => name === key.name && equalBytes(keyId, key.keyId));
}

/**
 * Whether an Ed25519 key signed the note (c2sp.org/signed-note, "Signatures"). Signatures by other keys are ignored, as
 * the specification demands. Of several by this key every one must be good (there a SHOULD). A key
 * of another type (a cosigner's, 0x04) signs no plain notes, so there is no signature by it.
 * Cost: one signature check for each line by this key.
 */
export async function checkSignedNote(
  note: SignedNote,
  key: VerifierKey,
  checkSignature: CheckSignature,
): Promise<'valid' | 'invalid' | 'no-signature-by-this-key'> {
  const signatures = key.type === noteKeyTypes.ed25519 ? signaturesBy(note, key) : [];
  if (signatures.length === 0) return 'no-signature-by-this-key';
  const message = utf8.encode(note.text);
  for (const { signature } of signatures) {
    const isGood = signature.length === signatureBytes && (await checkSignature(key.publicKey, message, signature));
    if (!isGood) return 'invalid';
  }
  return 'valid';
}
