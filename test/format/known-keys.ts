import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import type { CheckSignature, Sign } from '../../src-main/format/signature.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
export const sha512 = (bytes: Uint8Array): Uint8Array => hash('sha512', bytes, 'buffer');
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface KnownKey {
  publicKey: Uint8Array;
  sign: Sign;
  privateKey: KeyObject;
}

/** The Ed25519 key of a seed of 32 bytes (RFC 8032 section 5.1.5), given in hexadecimal. */
export function keyOfSeed(seed: string): KnownKey {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  return { publicKey, sign: (message) => sign(null, message, privateKey), privateKey };
}

export const logKey = keyOfSeed('01'.repeat(32));
export const otherKey = keyOfSeed('02'.repeat(32));

export const checkSignature: CheckSignature = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
};

/** The value of something read, in a test where it must be readable. */
export function readable<T>(read: T): Exclude<T, { problem: string }> {
  if (typeof read === 'object' && read !== null && 'problem' in read) throw new Error(String(read.problem));
  return read as Exclude<T, { problem: string }>;
}
