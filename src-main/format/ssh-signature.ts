import { concatBytes, equalBytes, fromBase64, readUtf8, toBase64 } from './bytes.ts';
import { readSshPublicKey, sshPublicKey } from './key-names.ts';
import { signatureBytes, type CheckSignature, type Sign } from './signature.ts';
import { readSshString, readUint32, writeSshString, writeUint32 } from './ssh-wire.ts';

// SSHSIG: PROTOCOL.sshsig of openssh/openssh-portable. `ssh-keygen -Y sign` and `-Y verify` speak it.

/** The hash functions of PROTOCOL.sshsig section 2. */
export type SshHashName = 'sha256' | 'sha512';

/** A read signature. Nothing in it is checked yet; its key and namespace are what it says of itself. */
export interface SshSignature {
  /** 32 raw bytes of an Ed25519 key. */
  publicKey: Uint8Array;
  /** What the signature is for; never empty. */
  namespace: string;
  hashName: SshHashName;
  /** 64 bytes. */
  signature: Uint8Array;
}

export type SshSignatureProblem = 'unreadable' | 'wrong-namespace' | 'other-key' | 'signature-invalid';

/** What is to be signed: the SHA-512 digest of the message (the default of ssh-keygen), and for what. */
export interface SshSigning {
  messageSha512: Uint8Array;
  namespace: string;
  publicKey: Uint8Array;
  sign: Sign;
}

const utf8 = new TextEncoder();
const magic = utf8.encode('SSHSIG');
const version = 1;
const algorithm = utf8.encode('ssh-ed25519');
const hashLengths: Record<SshHashName, number> = { sha256: 32, sha512: 64 };
const header = '-----BEGIN SSH SIGNATURE-----';
const footer = '-----END SSH SIGNATURE-----';
/** Section 1 says 76, its example and ssh-keygen have 70: so our files are equal to those of ssh-keygen. */
const armourWidth = 70;
/** An Ed25519 signature has about 300 characters and its namespace. */
const armourLimit = 10_000;

/** Sign and armour (sections 1 to 3): byte for byte what `ssh-keygen -Y sign` writes. Inverse: checkSshSignature. */
export function makeSshSignature(signing: SshSigning): string {
  return armourSshSignature(makeSshSignatureBlob(signing));
}

/** The binary form of a signature (section 2). Throws RangeError for an empty namespace or a wrong digest. */
export function makeSshSignatureBlob(signing: SshSigning): Uint8Array {
  const { messageSha512, namespace, publicKey, sign } = signing;
  if (namespace === '') throw new RangeError('a signature is for something: its namespace is not empty');
  const signature = sign(signedMessage(namespace, 'sha512', messageSha512));
  return concatBytes(
    magic,
    writeUint32(version),
    ...[sshPublicKey(publicKey), utf8.encode(namespace), new Uint8Array(0), utf8.encode('sha512')].map(writeSshString),
    writeSshString(concatBytes(writeSshString(algorithm), writeSshString(signature))),
  );
}

/** The text form (section 1). */
export function armourSshSignature(blob: Uint8Array): string {
  const lines = toBase64(blob).match(new RegExp(`.{1,${armourWidth}}`, 'g')) ?? [];
  return `${[header, ...lines, footer].join('\n')}\n`;
}

/**
 * Read an armoured or a binary signature. Stricter than ssh-keygen, which passes over a reserved field that no
 * signature covers, over white space and over what stands behind the footer: here the field must be empty, and only
 * where the lines of the armour break is left open. Only Ed25519. Limit: 10,000 characters.
 */
export function readSshSignature(signature: string | Uint8Array): SshSignature | { problem: string } {
  if (signature.length > armourLimit) return { problem: `it is longer than ${armourLimit} bytes` };
  const isBlob = typeof signature !== 'string' && equalBytes(signature.subarray(0, magic.length), magic);
  const blob = isBlob ? signature : readArmour(signature);
  return blob === undefined ? { problem: 'it is not an armoured SSH signature' } : readBlob(blob);
}

function readArmour(text: string | Uint8Array): Uint8Array | undefined {
  const lines = (readUtf8(text) ?? '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const isWhole = lines.length > 2 && lines[0] === header && lines.at(-1) === footer && !lines.includes('');
  return isWhole ? fromBase64(lines.slice(1, -1).join('')) : undefined;
}

function readBlob(blob: Uint8Array): SshSignature | { problem: string } {
  const found = readUint32(blob.subarray(magic.length));
  if (!equalBytes(blob.subarray(0, magic.length), magic)) return { problem: 'it does not begin with SSHSIG' };
  if (found !== version) return { problem: `it is not of version ${version}` };
  const fields = readStrings(blob.subarray(magic.length + 4), 5);
  if (fields === undefined) return { problem: 'its fields do not fill it exactly' };
  const [key, namespaceBytes, reserved, hashBytes, signed] = fields;
  const publicKey = key && readSshPublicKey(key);
  const signature = signed && readSignature(signed);
  if (publicKey === undefined || signature === undefined) return { problem: 'it is not by an Ed25519 key' };
  if (reserved?.length !== 0) return { problem: 'its reserved field is not empty' };
  const namespace = namespaceBytes && readUtf8(namespaceBytes);
  const hashName = hashBytes && readUtf8(hashBytes);
  if (!namespace) return { problem: 'it has no namespace' };
  if (hashName !== 'sha256' && hashName !== 'sha512') return { problem: 'its hash function is not known' };
  return { publicKey, namespace, hashName, signature };
}

/** The signature field: string "ssh-ed25519", string signature (RFC 8709 section 6). */
function readSignature(field: Uint8Array): Uint8Array | undefined {
  const [name, signature] = readStrings(field, 2) ?? [];
  const isEd25519 = name !== undefined && equalBytes(name, algorithm) && signature?.length === signatureBytes;
  return isEd25519 ? signature : undefined;
}

/** So many SSH strings and nothing behind them. */
function readStrings(wire: Uint8Array, count: number): Uint8Array[] | undefined {
  const values: Uint8Array[] = [];
  let rest = wire;
  for (let n = 0; n < count; n++) {
    const read = readSshString(rest);
    if (read === undefined) return undefined;
    values.push(read.value);
    rest = read.rest;
  }
  return rest.length === 0 ? values : undefined;
}

/**
 * Whether this key signed this message for this purpose. The digest is asked for by name, since only the signature says
 * which one it needs; a large file is digested before. Without a pinned key, hand in the one that readSshSignature
 * gives, and say so: it is then "signed by the key in this file". Cost: one signature check.
 */
export async function checkSshSignature(check: {
  signature: string | Uint8Array;
  messageDigest: (hashName: SshHashName) => Uint8Array | Promise<Uint8Array>;
  namespace: string;
  publicKey: Uint8Array;
  checkSignature: CheckSignature;
}): Promise<{ ok: true } | { ok: false; problem: SshSignatureProblem; detail: string }> {
  const read = readSshSignature(check.signature);
  if ('problem' in read) return { ok: false, problem: 'unreadable', detail: read.problem };
  const { namespace, hashName, publicKey, signature } = read;
  if (namespace !== check.namespace) {
    return { ok: false, problem: 'wrong-namespace', detail: `it is for ${JSON.stringify(namespace)}` };
  }
  if (!equalBytes(publicKey, check.publicKey)) {
    return { ok: false, problem: 'other-key', detail: 'it says that another key made it' };
  }
  const message = signedMessage(namespace, hashName, await check.messageDigest(hashName));
  if (await check.checkSignature(publicKey, message, signature)) return { ok: true };
  return { ok: false, problem: 'signature-invalid', detail: 'its key did not sign this message for this purpose' };
}

/** Section 3. The reserved field is always signed empty. */
function signedMessage(namespace: string, hashName: SshHashName, digest: Uint8Array): Uint8Array {
  if (digest.length !== hashLengths[hashName]) throw new RangeError(`a ${hashName} of ${digest.length} bytes`);
  const fields = [utf8.encode(namespace), new Uint8Array(0), utf8.encode(hashName), digest];
  return concatBytes(magic, ...fields.map(writeSshString));
}
