import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toBase64 } from '../../src-main/format/bytes.ts';
import {
  allowedSignerLine,
  keyFingerprint,
  publicKeyPem,
  readSshPublicKey,
  readSshPublicKeyLine,
  sshPublicKey,
  sshPublicKeyLine,
  verifierKey,
} from '../../src-main/format/key-names.ts';
import { sha256 } from './known-keys.ts';
import { goNotes, openSsh, openSsl } from './vectors.ts';

const publicKey = fromHex(openSsh.publicKey) ?? new Uint8Array();

describe('the names of a key', () => {
  it('are the verifier key that Go gives', () => {
    for (const { name, vkey } of goNotes.notes) {
      const raw = Buffer.from(vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
      expect(verifierKey(sha256, name, raw)).toBe(vkey);
    }
  });

  it('are the line and the fingerprint that ssh-keygen gives', () => {
    expect(sshPublicKeyLine(publicKey, 'custodian@postquem.test')).toBe(openSsh.publicKeyLine);
    expect(keyFingerprint(sha256, publicKey)).toBe(openSsh.fingerprint);
  });

  it('are the PEM that OpenSSL gives', () => {
    const key = fromHex(openSsl.publicKey) ?? new Uint8Array();
    expect(publicKeyPem(key)).toBe(openSsl.pem);
    expect(createPublicKey(publicKeyPem(key)).asymmetricKeyType).toBe('ed25519');
  });

  it('are one line each, and a comment may be left out', () => {
    expect(sshPublicKeyLine(publicKey, '')).toBe(openSsh.publicKeyLine.replace(' custodian@postquem.test', ''));
    expect(() => sshPublicKeyLine(publicKey, 'a\nssh-ed25519 AAAA')).toThrow(RangeError);
    expect(() => publicKeyPem(publicKey.subarray(1))).toThrow(RangeError);
  });

  it('of a signer say what the key may sign', () => {
    const line = allowedSignerLine({ principal: 'custodian', namespace: 'postquem-bundle', publicKey });
    expect(line).toBe(`custodian namespaces="postquem-bundle" ${sshPublicKeyLine(publicKey, '')}`);
    for (const bad of ['', 'a b', '*', 'a,b', 'a"', 'a\n']) {
      expect(() => allowedSignerLine({ principal: bad, namespace: 'n', publicKey })).toThrow(RangeError);
      expect(() => allowedSignerLine({ principal: 'p', namespace: bad, publicKey })).toThrow(RangeError);
    }
  });
});

describe('a key in SSH form', () => {
  it('is read back, from its bytes and from its line', () => {
    expect(readSshPublicKey(sshPublicKey(publicKey))).toEqual(publicKey);
    for (const line of [openSsh.publicKeyLine, `${openSsh.publicKeyLine}\n`, sshPublicKeyLine(publicKey, ''), `${openSsh.publicKeyLine}\r\n`]) {
      expect(readSshPublicKeyLine(line)).toEqual(publicKey);
    }
  });

  it('of another kind, cut or with more behind it is refused', () => {
    const wire = sshPublicKey(publicKey);
    for (let length = 0; length < wire.length; length++) expect(readSshPublicKey(wire.subarray(0, length))).toBeUndefined();
    expect(readSshPublicKey(Buffer.concat([wire, Uint8Array.of(0)]))).toBeUndefined();
    expect(readSshPublicKey(sshPublicKey(publicKey.subarray(1)))).toBeUndefined();
    const rsa = Buffer.from(wire);
    rsa.write('ssh-rsa-cer', 4);
    expect(readSshPublicKey(rsa)).toBeUndefined();
    for (const line of ['', 'ssh-ed25519', `ssh-rsa ${toBase64(wire)}`, `x ${openSsh.publicKeyLine}`, `${openSsh.publicKeyLine}\nmore`]) {
      expect(readSshPublicKeyLine(line)).toBeUndefined();
    }
  });
});
