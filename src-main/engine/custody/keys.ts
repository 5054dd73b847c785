import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { keyFingerprint, publicKeyPem, verifierKey } from '../../format/key-names.ts';
import type { CheckSignature } from '../../format/signature.ts';
import { CaseError } from '../../shared/errors.ts';
import { sha256 } from './sha256.ts';

/** A new signing key: what the log says of it, and the file that keeps it. */
export interface MadeKey {
  role: 'custodian' | 'log';
  fingerprint: string;
  /** 32 raw bytes. */
  publicKey: Uint8Array;
  file: KeyFile;
  /** The private key as PKCS #8 PEM. Never leaves this process but inside `file`. */
  pem: string;
}

/** A file in `keys/`: bare PEM, or PEM inside an armoured age file. */
export interface KeyFile {
  name: string;
  bytes: Uint8Array;
}

export interface MadeKeys {
  custodian: MadeKey;
  log: MadeKey;
  logVerifierKey: string;
}

/**
 * The two Ed25519 keys of a case (FORMAT.md, section 2). With a passphrase each is a PEM inside an armoured age
 * file (scrypt), which a stock `age -d` opens; without one it is the bare PEM.
 */
export async function makeKeys(origin: string, passphrase: string | undefined): Promise<MadeKeys> {
  const [custodian, log] = await Promise.all([makeKey('custodian', passphrase), makeKey('log', passphrase)]);
  return { custodian, log, logVerifierKey: verifierKey(sha256, origin, log.publicKey) };
}

async function makeKey(role: MadeKey['role'], passphrase: string | undefined): Promise<MadeKey> {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = rawPublicKey(pair.publicKey);
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return { role, fingerprint: keyFingerprint(sha256, publicKey), publicKey, file: await lockKey(role, pem, passphrase), pem };
}

const lockedSuffix = '.pem.age';
const bareSuffix = '.pem';

/** The names under which a key's file may lie in `keys/`, the protected one first. */
export function keyFileNames(role: MadeKey['role']): string[] {
  return [`${role}${lockedSuffix}`, `${role}${bareSuffix}`];
}

/** Whether a key's file asks for a passphrase. */
export function isLocked({ name }: Pick<KeyFile, 'name'>): boolean {
  return name.endsWith(lockedSuffix);
}

/** The file that keeps a private key: under a passphrase (age, scrypt), or bare where none is given. Inverse: unlockKey. */
export async function lockKey(role: MadeKey['role'], pem: string, passphrase: string | undefined): Promise<KeyFile> {
  if (passphrase === undefined) return { name: `${role}${bareSuffix}`, bytes: new TextEncoder().encode(pem) };
  return { name: `${role}${lockedSuffix}`, bytes: await encrypt(pem, passphrase) };
}

/**
 * The PEM in a key's file. Takes about a second of processor time and 256 MB when it is locked (scrypt, work factor 18).
 * Throws CaseError `passphrase-needed`, `passphrase-wrong` or `key-unreadable`.
 */
export async function unlockKey(file: KeyFile, passphrase: string | undefined): Promise<string> {
  if (!isLocked(file)) return new TextDecoder().decode(file.bytes);
  if (passphrase === undefined) throw new CaseError('passphrase-needed');
  const { armor, Decrypter } = await age();
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return await decrypter.decrypt(armor.decode(new TextDecoder().decode(file.bytes)), 'text');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // age says so when no stanza opened: the passphrase is not the one; everything else is a broken file.
    if (/no identity matched|incorrect|bad passphrase/i.test(detail)) throw new CaseError('passphrase-wrong', {}, { cause: error });
    throw new CaseError('key-unreadable', { file: file.name, detail }, { cause: error });
  }
}

/** A private key at work. */
export interface SigningKeyPair {
  /** 32 raw bytes. */
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Throws CaseError `key-unreadable` when it is no Ed25519 key, or not the one that the log names. */
export function openKey(pem: string, expected: { file: string; publicKey: Uint8Array }): SigningKeyPair {
  const unreadable = (detail: string, cause?: unknown): CaseError => new CaseError('key-unreadable', { file: expected.file, detail }, { cause });
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    throw unreadable('it holds no private key', error);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw unreadable('it holds a key of another kind');
  const publicKey = rawPublicKey(createPublicKey(key));
  if (!Buffer.from(publicKey).equals(expected.publicKey)) throw unreadable('it is not the key that the log names');
  return { publicKey, sign: (message) => sign(null, message, key) };
}

/** Ed25519 by node:crypto (RFC 8032). False for anything malformed. */
export const checkSignature: CheckSignature = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, message, publicKeyPem(publicKey), signature);
  } catch {
    return false;
  }
};

/** Loaded when a passphrase asks for it: it takes as long as the rest of opening a case. */
const age = () => import('age-encryption');

async function encrypt(text: string, passphrase: string): Promise<Uint8Array> {
  const { armor, Encrypter } = await age();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new TextEncoder().encode(armor.encode(await encrypter.encrypt(text)));
}

function rawPublicKey(key: KeyObject): Uint8Array {
  // The DER of an Ed25519 SubjectPublicKeyInfo is 12 bytes of header and the key (RFC 8410, section 4).
  return (key.export({ type: 'spki', format: 'der' }) as Buffer).subarray(-32);
}
