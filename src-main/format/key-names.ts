import type { Sha256Function } from './entry.ts';

const sshEd25519 = new TextEncoder().encode('ssh-ed25519');

/**
 * The SSH wire form of an Ed25519 public key (RFC 8709 section 4): string "ssh-ed25519", string key.
 * `publicKey` is the 32 raw bytes.
 */
export function sshPublicKey(publicKey: Uint8Array): Uint8Array {
  const wire = new Uint8Array(4 + sshEd25519.length + 4 + publicKey.length);
  const view = new DataView(wire.buffer);
  view.setUint32(0, sshEd25519.length);
  wire.set(sshEd25519, 4);
  view.setUint32(4 + sshEd25519.length, publicKey.length);
  wire.set(publicKey, 8 + sshEd25519.length);
  return wire;
}

/** `SHA256:` and the unpadded base64 digest of the SSH form: what `ssh-keygen -l` prints. */
export function keyFingerprint(sha256: Sha256Function, publicKey: Uint8Array): string {
  return `SHA256:${toBase64(sha256(sshPublicKey(publicKey))).replace(/=+$/, '')}`;
}

/** The verifier key of a C2SP signed note: `NAME+hex8(keyID)+BASE64(0x01 || public key)`. */
export function verifierKey(sha256: Sha256Function, name: string, publicKey: Uint8Array): string {
  const typed = Uint8Array.of(0x01, ...publicKey);
  const id = sha256(Uint8Array.of(...new TextEncoder().encode(`${name}\n`), ...typed)).subarray(0, 4);
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${hex}+${toBase64(typed)}`;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
