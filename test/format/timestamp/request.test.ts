import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTimestampRequest, readTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { hasOpenssl, openssl } from './local-authority.ts';
import { imprint, nonce } from './question.ts';

describe('a timestamp request', () => {
  it('is the DER that RFC 3161 section 2.4.1 defines', () => {
    const digest = Buffer.from(imprint).toString('hex');
    const expected = `30440201013031300d060960864801650304020105000420${digest}0209009c010203040506070101ff`;

    expect(Buffer.from(makeTimestampRequest({ imprint, nonce })).toString('hex')).toBe(expected);
  });

  it.each([
    ['whose first bit is set', nonce],
    ['whose first bit is not set', Uint8Array.of(0x1c, 1, 2, 3, 4, 5, 6, 7)],
    ['of 16 bytes', Uint8Array.from({ length: 16 }, (_byte, n) => 255 - n)],
    ['of zeros', new Uint8Array(8)],
    ['that begins with zeros', Uint8Array.of(0, 0, 0, 0x80, 1, 2, 3, 4)],
  ])('comes back with a nonce %s', (_what, nonce) => {
    expect(readTimestampRequest(makeTimestampRequest({ imprint, nonce }))).toEqual({ imprint, nonce, certReq: true });
  });

  it('brings a long nonce that begins with a zero back as the same number', () => {
    const long = Uint8Array.of(0, ...nonce, 1);

    expect(readTimestampRequest(makeTimestampRequest({ imprint, nonce: long }))).toMatchObject({ nonce: long.subarray(1) });
  });

  it('cannot be made over another digest or with a nonce of another length', () => {
    expect(() => makeTimestampRequest({ imprint: imprint.subarray(1), nonce })).toThrow(RangeError);
    expect(() => makeTimestampRequest({ imprint, nonce: nonce.subarray(1) })).toThrow(RangeError);
    expect(() => makeTimestampRequest({ imprint, nonce: new Uint8Array(17) })).toThrow(RangeError);
  });

  it.skipIf(!hasOpenssl)('is byte for byte what openssl makes of the same, and reads as such', async () => {
    const folder = await temporaryFolder();
    await openssl(folder, ['ts', '-query', '-digest', Buffer.from(imprint).toString('hex'), '-sha256', '-cert', '-out', 'by-openssl.tsq']);
    const theirs = new Uint8Array(await readFile(join(folder, 'by-openssl.tsq')));
    const read = readTimestampRequest(theirs);
    if ('problem' in read) throw new Error(read.problem);

    expect(read.imprint).toEqual(imprint);
    expect(makeTimestampRequest(read)).toEqual(theirs);
    await writeFile(join(folder, 'ours.tsq'), makeTimestampRequest({ imprint, nonce }));
    expect(await openssl(folder, ['ts', '-query', '-in', 'ours.tsq', '-text'])).toMatch(/Hash Algorithm: sha256[^]*Nonce: 0x9C01020304050607[^]*Certificate required: yes/);
  });

  it.skipIf(!hasOpenssl)('is not read when it is over SHA-512 or has no nonce', async () => {
    const folder = await temporaryFolder();
    await openssl(folder, ['ts', '-query', '-digest', '00'.repeat(64), '-sha512', '-out', 'long.tsq']);
    await openssl(folder, ['ts', '-query', '-digest', '00'.repeat(32), '-sha256', '-no_nonce', '-out', 'bare.tsq']);

    expect(readTimestampRequest(await readFile(join(folder, 'long.tsq')))).toEqual({ problem: 'the request is not over a SHA-256 digest' });
    expect(readTimestampRequest(await readFile(join(folder, 'bare.tsq')))).toEqual({ problem: 'the request has no nonce' });
  });
});
