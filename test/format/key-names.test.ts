import { execFileSync } from 'node:child_process';
import { createPublicKey, hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyFingerprint, sshPublicKey, verifierKey } from '../../src-main/format/key-names.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

function available(command: string): boolean {
  try {
    execFileSync('which', [command]);
    return true;
  } catch {
    return false;
  }
}

describe('key names', () => {
  // The example key of golang.org/x/mod/sumdb/note's documentation.
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const publicKey = Buffer.from(vkey.split('+')[2] ?? '', 'base64').subarray(1);

  it('gives the verifier key that Go gives', () => {
    expect(verifierKey(sha256, 'PeterNeumann', publicKey)).toBe(vkey);
  });

  it.skipIf(!available('ssh-keygen'))('gives the fingerprint that ssh-keygen prints', () => {
    const line = `ssh-ed25519 ${Buffer.from(sshPublicKey(publicKey)).toString('base64')} test\n`;
    const printed = execFileSync('ssh-keygen', ['-l', '-f', '-'], { input: line, encoding: 'utf8' });
    expect(printed).toContain(keyFingerprint(sha256, publicKey));
    expect(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }, format: 'jwk' })).toBeTruthy();
  });
});
