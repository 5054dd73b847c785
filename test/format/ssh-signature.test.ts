import { describe, expect, it } from 'vitest';
import { concatBytes, toBase64 } from '../../src-main/format/bytes.ts';
import {
  armourSshSignature,
  checkSshSignature,
  makeSshSignature,
  makeSshSignatureBlob,
  readSshSignature,
} from '../../src-main/format/ssh-signature.ts';
import { checkSignature, keyOfSeed, otherKey, readable, sha256, sha512, utf8 } from './known-keys.ts';
import { openSsh } from './vectors.ts';

const key = keyOfSeed(openSsh.seed);
const message = utf8(openSsh.message);
const { namespace } = openSsh;
const signing = { messageSha512: sha512(message), namespace, ...key };
const signature = makeSshSignature(signing);
const blob = makeSshSignatureBlob(signing);

type Check = Parameters<typeof checkSshSignature>[0];
const check = (changed: Partial<Check>, of = message): ReturnType<typeof checkSshSignature> =>
  checkSshSignature({
    signature,
    messageDigest: (name) => (name === 'sha512' ? sha512(of) : sha256(of)),
    namespace,
    publicKey: key.publicKey,
    checkSignature,
    ...changed,
  });

describe('an SSH signature', () => {
  it('is byte for byte the one that ssh-keygen writes', () => {
    expect(signature).toBe(openSsh.sha512);
  });

  it('of ssh-keygen is good, with either of its hash functions', async () => {
    expect(await check({ signature: openSsh.sha512 })).toEqual({ ok: true });
    expect(await check({ signature: openSsh.sha256 })).toEqual({ ok: true });
    expect(await check({ signature: utf8(openSsh.sha512) })).toEqual({ ok: true });
    expect(await check({ signature: openSsh.sha256 }, utf8('altered'))).toMatchObject({ problem: 'signature-invalid' });
  });

  it('is good in its binary form, and armoured again it is the same', async () => {
    expect(await check({ signature: blob })).toEqual({ ok: true });
    expect(armourSshSignature(blob)).toBe(signature);
    expect(readable(readSshSignature(blob))).toMatchObject({ namespace, hashName: 'sha512' });
  });

  it('is for its message, its purpose and its key alone', async () => {
    expect(await check({}, utf8('altered'))).toMatchObject({ ok: false, problem: 'signature-invalid' });
    expect(await check({ namespace: 'file' })).toMatchObject({ ok: false, problem: 'wrong-namespace' });
    expect(await check({ publicKey: otherKey.publicKey })).toMatchObject({ ok: false, problem: 'other-key' });
  });

  it('does not hold for a purpose that is written over the one it was made for', async () => {
    const renamed = Buffer.from(blob);
    renamed.write('postquem-bandit', renamed.indexOf('postquem-bundle'));
    expect(await check({ signature: renamed, namespace: 'postquem-bandit' })).toMatchObject({ problem: 'signature-invalid' });
  });

  it('is read from the example of the specification', () => {
    // openssh/openssh-portable, PROTOCOL.sshsig, section 1
    const read = readSshSignature(`-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgJKxoLBJBivUPNTUJUSslQTt2hD
jozKvHarKeN8uYFqgAAAADZm9vAAAAAAAAAFMAAAALc3NoLWVkMjU1MTkAAABAKNC4IEbt
Tq0Fb56xhtuE1/lK9H9RZJfON4o6hE9R4ZGFX98gy0+fFJ/1d2/RxnZky0Y7GojwrZkrHT
FgCqVWAQ==
-----END SSH SIGNATURE-----
`);
    // The example has no hash function, so it is no whole signature.
    expect(read).toEqual({ problem: 'its fields do not fill it exactly' });
  });

  it('may be broken into lines elsewhere, with either line ending: the only freedom of its armour', async () => {
    const body = toBase64(blob);
    const [header, footer] = ['-----BEGIN SSH SIGNATURE-----', '-----END SSH SIGNATURE-----'];
    for (const text of [
      `${header}\n${body}\n${footer}\n`,
      `${header}\n${body}\n${footer}`,
      `${header}\r\n${body.slice(0, 76)}\r\n${body.slice(76)}\r\n${footer}\r\n`,
    ]) {
      expect(await check({ signature: text })).toEqual({ ok: true });
    }
    for (const text of [
      ` ${signature}`,
      `${signature}\n`,
      `${signature}more`,
      signature.replace('\n', '\n\n'),
      signature.replace('\n', '\n '),
      signature.replaceAll('SSH', 'ssh'),
      `${header}\n${footer}\n`,
      '',
    ]) {
      expect(await check({ signature: text })).toMatchObject({ ok: false, problem: 'unreadable' });
    }
  });

  it('with its reserved field filled is refused, since no signature covers that', async () => {
    const at = Buffer.from(blob).indexOf('postquem-bundle') + namespace.length;
    const filled = concatBytes(blob.subarray(0, at), Uint8Array.of(0, 0, 0, 1, 65), blob.subarray(at + 4));
    expect(await check({ signature: filled })).toMatchObject({ problem: 'unreadable', detail: 'its reserved field is not empty' });
  });

  it('that is cut anywhere, or goes on, is refused without an exception', async () => {
    for (let length = 0; length < blob.length; length++) {
      expect(await check({ signature: blob.subarray(0, length) })).toMatchObject({ problem: 'unreadable' });
    }
    expect(await check({ signature: concatBytes(blob, Uint8Array.of(0)) })).toMatchObject({ problem: 'unreadable' });
    expect(await check({ signature: 'x'.repeat(10_001) })).toMatchObject({ problem: 'unreadable' });
  });

  it('is not made without a purpose or over something that is no SHA-512', () => {
    expect(() => makeSshSignature({ ...signing, namespace: '' })).toThrow(RangeError);
    expect(() => makeSshSignature({ ...signing, messageSha512: sha256(message) })).toThrow(RangeError);
  });
});
