import { concatBytes, fromBase64, fromHex, equalBytes, toBase64, toHex } from './bytes.ts';
import type { Sha256Function } from './entry.ts';
import { publicKeyBytes } from './signature.ts';

/** The signature types of c2sp.org/signed-note that are used here: its own, and that of c2sp.org/tlog-cosignature. */
export const noteKeyTypes = { ed25519: 0x01, cosignature: 0x04 } as const;

/** A key that checks signed notes. `name` and `keyId` together name it in a signature line. */
export interface VerifierKey {
  name: string;
  /** 4 bytes. */
  keyId: Uint8Array;
  /** The signature type: one of noteKeyTypes. */
  type: number;
  /** 32 raw bytes. */
  publicKey: Uint8Array;
}

const spaceOrPlus = /[\p{White_Space}+]/u;

/** Not empty, no Unicode spaces, no plus (c2sp.org/signed-note, "Format"); nor a control character. */
export function isKeyName(name: string): boolean {
  // oxlint-disable-next-line eslint/no-control-regex
  return name !== '' && name.isWellFormed() && !spaceOrPlus.test(name) && !/[\u0000-\u001f]/.test(name);
}

/** The first 4 bytes of SHA-256(name || 0x0A || type || public key) (c2sp.org/signed-note, "Signatures"). */
export function noteKeyId(
  sha256: Sha256Function,
  key: { name: string; type: number; publicKey: Uint8Array },
): Uint8Array {
  const named = new TextEncoder().encode(`${key.name}\n`);
  return sha256(concatBytes(named, Uint8Array.of(key.type), key.publicKey)).subarray(0, 4);
}

/** `NAME+hex8(keyID)+BASE64(type || public key)`, the text by which a key is handed over. Inverse: readVerifierKey. */
export function writeVerifierKey(key: VerifierKey): string {
  return `${key.name}+${toHex(key.keyId)}+${toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/**
 * Read the text of a verifier key of one of the noteKeyTypes and check that its key id is that of its name and key.
 * Inverse: writeVerifierKey. Cost: one hash.
 */
export function readVerifierKey(sha256: Sha256Function, vkey: string): VerifierKey | { problem: string } {
  // Base64 has a plus of its own, so only the first two part the fields.
  const [, name = '', hex = '', text = ''] = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(vkey) ?? [];
  const keyId = fromHex(hex);
  const [type, ...key] = fromBase64(text) ?? [];
  if (!isKeyName(name) || keyId?.length !== 4 || type === undefined) {
    return { problem: 'it is not of the form NAME+KEYID+KEY' };
  }
  if (!isKnownType(type)) return { problem: `keys of type ${type} are not known here` };
  if (key.length !== publicKeyBytes) return { problem: `the key has ${key.length} bytes instead of ${publicKeyBytes}` };
  const publicKey = Uint8Array.from(key);
  if (!equalBytes(keyId, noteKeyId(sha256, { name, type, publicKey }))) {
    return { problem: 'its key id is not that of its name and key: a character was altered' };
  }
  return { name, keyId, type, publicKey };
}

function isKnownType(type: number): boolean {
  return Object.values<number>(noteKeyTypes).includes(type);
}
