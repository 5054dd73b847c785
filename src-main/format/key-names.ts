import { concatBytes, equalBytes, fromBase64, toBase64 } from './bytes.ts';
import type { Sha256Function } from './entry.ts';
import { publicKeyBytes } from './signature.ts';
import { readSshString, writeSshString } from './ssh-wire.ts';
import { noteKeyId, noteKeyTypes, writeVerifierKey } from './verifier-key.ts';

const sshEd25519 = new TextEncoder().encode('ssh-ed25519');
/** SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 33 bytes, none of its bits unused } (RFC 8410 section 4). */
const spkiHeader = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/**
 * The SSH wire form of an Ed25519 public key (RFC 8709 section 4): string "ssh-ed25519", string key.
 * `publicKey` is the 32 raw bytes. Inverse: readSshPublicKey.
 */
export function sshPublicKey(publicKey: Uint8Array): Uint8Array {
  return concatBytes(writeSshString(sshEd25519), writeSshString(publicKey));
}

/** The 32 raw bytes of a key in SSH wire form (RFC 8709 section 4); `undefined` unless it is Ed25519 and nothing else. */
export function readSshPublicKey(wire: Uint8Array): Uint8Array | undefined {
  const type = readSshString(wire);
  const key = type && readSshString(type.rest);
  const isEd25519 = type !== undefined && equalBytes(type.value, sshEd25519);
  return isEd25519 && key?.value.length === publicKeyBytes && key.rest.length === 0 ? new Uint8Array(key.value) : undefined;
}

/** `SHA256:` and the unpadded base64 digest of the SSH form: what `ssh-keygen -l` prints. */
export function keyFingerprint(sha256: Sha256Function, publicKey: Uint8Array): string {
  return `SHA256:${toBase64(sha256(sshPublicKey(publicKey))).replace(/=+$/, '')}`;
}

/** One line of an SSH public key file, without its newline (sshd(8), "AUTHORIZED_KEYS FILE FORMAT"). */
export function sshPublicKeyLine(publicKey: Uint8Array, comment: string): string {
  return `ssh-ed25519 ${toBase64(sshPublicKey(publicKey))} ${oneLine(comment)}`.trimEnd();
}

/** The 32 raw bytes of `ssh-ed25519 BASE64 comment`; `undefined` for anything else. Inverse: sshPublicKeyLine. */
export function readSshPublicKeyLine(line: string): Uint8Array | undefined {
  const [, text = ''] = /^ssh-ed25519 (\S+)(?: [^\r\n]*)?\r?\n?$/.exec(line) ?? [];
  const wire = fromBase64(text);
  return wire && readSshPublicKey(wire);
}

/**
 * One line of the file by which `ssh-keygen -Y verify` knows whose key it is and what it may sign, without its newline
 * (ssh-keygen(1), "ALLOWED SIGNERS").
 */
export function allowedSignerLine(signer: { principal: string; namespace: string; publicKey: Uint8Array }): string {
  const { principal, namespace, publicKey } = signer;
  if (!/^[\w.@/-]+$/.test(principal)) throw new RangeError(`${JSON.stringify(principal)} cannot name a signer`);
  if (!/^[\w.@/-]+$/.test(namespace)) throw new RangeError(`${JSON.stringify(namespace)} cannot name a namespace`);
  return `${principal} namespaces="${namespace}" ${sshPublicKeyLine(publicKey, '')}`;
}

/** The public key as PEM (SubjectPublicKeyInfo, RFC 8410 section 4 and RFC 7468 section 13), as `openssl pkey` has it. */
export function publicKeyPem(publicKey: Uint8Array): string {
  if (publicKey.length !== publicKeyBytes) throw new RangeError(`a public key of ${publicKey.length} bytes`);
  // 44 bytes are 60 characters of base64: one line.
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(concatBytes(spkiHeader, publicKey))}\n-----END PUBLIC KEY-----\n`;
}

/** The verifier key of a C2SP signed note: `NAME+hex8(keyID)+BASE64(0x01 || public key)`. Inverse: readVerifierKey. */
export function verifierKey(sha256: Sha256Function, name: string, publicKey: Uint8Array): string {
  const type = noteKeyTypes.ed25519;
  return writeVerifierKey({ name, type, publicKey, keyId: noteKeyId(sha256, { name, type, publicKey }) });
}

function oneLine(comment: string): string {
  if (/[\r\n]/.test(comment)) throw new RangeError('a comment has one line');
  return comment;
}
