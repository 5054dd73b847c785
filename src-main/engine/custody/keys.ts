import { armor, Encrypter } from 'age-encryption';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { keyFingerprint, verifierKey } from '../../format/key-names.ts';
import { sha256 } from './record.ts';

/** A new signing key: what the log says of it, and the file that keeps it. */
export interface MadeKey {
  role: 'custodian' | 'log';
  fingerprint: string;
  /** 32 raw bytes. */
  publicKey: Uint8Array;
  file: { name: string; bytes: Uint8Array };
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
  const file =
    passphrase === undefined
      ? { name: `${role}.pem`, bytes: new TextEncoder().encode(pem) }
      : { name: `${role}.pem.age`, bytes: await encrypt(pem, passphrase) };
  return { role, fingerprint: keyFingerprint(sha256, publicKey), publicKey, file };
}

async function encrypt(text: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return new TextEncoder().encode(armor.encode(await encrypter.encrypt(text)));
}

function rawPublicKey(key: KeyObject): Uint8Array {
  // The DER of an Ed25519 SubjectPublicKeyInfo is 12 bytes of header and the key (RFC 8410, section 4).
  return (key.export({ type: 'spki', format: 'der' }) as Buffer).subarray(-32);
}
