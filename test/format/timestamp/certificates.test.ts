import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate, readRoots } from '../../../src-main/format/timestamp/certificates.ts';
import { hasOpenssl } from './local-authority.ts';
import { authorityInFolder, pinned } from './question.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const rsa = fixture('rsa.root.pem');
const p256 = fixture('p256.root.pem');

describe('a text of roots', () => {
  it('gives each certificate once, with the fingerprint that Node gives', async () => {
    const roots = await pinned(`Some words\n${rsa}\nmore words\r\n${p256.replaceAll('\n', '\r\n')}\n${rsa}`);

    expect(roots.map((root) => root.sha256)).toEqual([rsa, p256].map((pem) => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()));
    expect(roots.map((root) => root.subject)).toEqual(['O=Postquem test, CN=root', 'O=Postquem test, CN=root']);
    expect(roots.map((root) => root.pem)).toEqual([rsa, p256]);
  });

  it.each([
    ['nothing', ''],
    ['a key', rsa.replaceAll('CERTIFICATE', 'PRIVATE KEY')],
    ['a certificate cut short', rsa.slice(0, -40)],
    ['a good certificate and a damaged one', `${p256}${rsa.replace('MII', 'MIJ')}`],
    ['a certificate with strange characters', rsa.replace('MII', 'M*I')],
    ['too much', rsa.padEnd(1024 * 1024 + 1)],
  ])('is refused as a whole: %s', async (_what, pem) => {
    expect(await readRoots(pem)).toEqual({ problem: expect.any(String) as string });
  });
});

describe.skipIf(!hasOpenssl)('a certificate', () => {
  it.each([['19500102030405Z', '1950-01-02T03:04:05Z'], ['20491231235959Z', '2049-12-31T23:59:59Z'], ['20500101000000Z', '2050-01-01T00:00:00Z']])(
    'that ends at %s is read so, across the two ways of writing a year',
    async (notAfter, text) => {
      const authority = await authorityInFolder();
      const issued = await authority.issue('dated', { extensions: 'basicConstraints=CA:FALSE', notBefore: '19500101000000Z', notAfter });
      const pem = readFileSync(issued.file, 'utf8');

      expect((await readCertificate(new Uint8Array(new X509Certificate(pem).raw))).notAfter.text).toBe(text);
    },
  );
});

/** The root with some bytes, in hexadecimal, put in place of others. */
function altered(from: string, to: string): Uint8Array {
  const hex = new X509Certificate(p256).raw.toString('hex');
  if (!hex.includes(from)) throw new Error(`${from} is not in it`);
  return new Uint8Array(Buffer.from(hex.replace(from, to), 'hex'));
}

describe('a certificate that contradicts itself', () => {
  it('is unreadable with two algorithms for one signature', async () => {
    const ecdsaWithSha256 = '06082a8648ce3d040302';

    await expect(readCertificate(altered(ecdsaWithSha256, '06082a8648ce3d040303'))).rejects.toThrow('two signature algorithms');
  });

  it('is unreadable with the same extension twice', async () => {
    // Key usage becomes a second basic constraints.
    await expect(readCertificate(altered('0603551d0f', '0603551d13'))).rejects.toThrow('stands there twice');
  });
});
