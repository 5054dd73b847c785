import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkTimestamp } from '../../../src-main/format/timestamp/check.ts';
import { makeTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { signToken, timestampInfo } from './forge.ts';
import { makeToken } from './hand-made-token.ts';
import { authorityExtensions, hasOpenssl, openssl, opensslTime, type AuthorityOptions } from './local-authority.ts';
import { opensslVerdict } from './openssl-verdict.ts';
import { authorityInFolder, imprint, nonce, pinned, verdictOn } from './question.ts';

describe.skipIf(!hasOpenssl)('the reply of an authority', () => {
  const cases: [string, AuthorityOptions][] = [
    ['an RSA key under its root', { key: 'rsa' }],
    ['an RSA key over SHA-512', { key: 'rsa', signerDigest: 'sha512', essDigest: 'sha512' }],
    ['an RSA key under an intermediate authority', { key: 'rsa', intermediate: true }],
    ['a P-256 key under an intermediate authority', { key: 'p256', intermediate: true }],
    ['a P-384 key over SHA-384', { key: 'p384', signerDigest: 'sha384', certificateDigest: 'sha384' }],
    ['a P-521 key over SHA-512', { key: 'p521', signerDigest: 'sha512', certificateDigest: 'sha512' }],
  ];
  it.each(cases)('is accepted from %s, as openssl accepts it', async (_what, options) => {
    const authority = await authorityInFolder(options);
    const request = makeTimestampRequest({ imprint, nonce });
    const reply = await authority.reply(request);

    expect(await verdictOn(authority, reply, { nonce })).toMatchObject({
      ok: true,
      facts: {
        policy: '1.2.3.4.1', serial: '1', authority: 'O=Postquem test, CN=signer', hashAlgorithm: 'SHA-256', accuracyUs: 1_500_100, accuracyMs: 1501,
        rootSha256: (await pinned(authority.rootsPem))[0]?.sha256,
      },
    });
    expect(await opensslVerdict({ folder: authority.folder, reply, request, rootFile: authority.rootFile })).toMatchObject({ ok: true });
  });

  it('is accepted when the user pinned the intermediate authority or the signer itself, and the chain ends there', async () => {
    const authority = await authorityInFolder({ intermediate: true });
    const reply = await authority.reply(makeTimestampRequest({ imprint, nonce }));
    const middle = await pinned(await readFile(authority.intermediate?.file ?? '', 'utf8'));
    const signer = await pinned(await readFile(authority.signer.file, 'utf8'));

    expect(await checkTimestamp({ reply, imprint, nonce, roots: middle })).toMatchObject({ ok: true, facts: { rootSha256: middle[0]?.sha256 } });
    expect(await checkTimestamp({ reply, imprint, nonce, roots: signer })).toMatchObject({ ok: true, facts: { rootSha256: signer[0]?.sha256 } });
  });

  it('is accepted by any chain that holds, when another root of the same name and key has ended', async () => {
    const authority = await authorityInFolder();
    const reply = await authority.reply(makeTimestampRequest({ imprint, nonce }));
    const twin = await authority.issue('ended', { twinOf: authority.root, extensions: authorityExtensions, notBefore: opensslTime(-9), notAfter: opensslTime(-1) }, 'itself');
    const ended = await pinned(await readFile(twin.file, 'utf8'));
    const root = await pinned(authority.rootsPem);

    expect(await checkTimestamp({ reply, imprint, nonce, roots: [...ended, ...root] })).toMatchObject({ ok: true, facts: { rootSha256: root[0]?.sha256 } });
    expect(await checkTimestamp({ reply, imprint, nonce, roots: ended })).toMatchObject({
      ok: false, faults: [{ code: 'certificate-not-valid-at-gentime', detail: expect.stringContaining('CN=root') as string }], facts: { rootSha256: ended[0]?.sha256 },
    });
  });

  it('is accepted as a bare token with seven digits of a second, and says nothing of an accuracy that it does not have', async () => {
    const authority = await authorityInFolder();
    const genTime = `${new Date().toISOString().replace(/[-:T]|\..*/g, '')}.1234567Z`;
    const reply = await signToken(authority.folder, timestampInfo({ imprint, nonce, genTime }), { signer: authority.signer });
    const verdict = await verdictOn(authority, reply, { nonce });

    expect(verdict).toMatchObject({ ok: true, facts: { serial: '7' } });
    expect(verdict.facts?.genTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.1234567Z$/);
    expect(verdict.facts).not.toHaveProperty('accuracyMs');
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).toMatchObject({ ok: true });
  });

  it('is accepted in indefinite lengths and pieces, which CMS allows', async () => {
    const authority = await authorityInFolder();
    const reply = await signToken(authority.folder, timestampInfo({ imprint }), { signer: authority.signer, args: ['-cades', '-md', 'sha256', '-stream', '-indef'] });

    expect(reply.subarray(0, 2)).toEqual(Uint8Array.of(0x30, 0x80));
    expect(await verdictOn(authority, reply)).toMatchObject({ ok: true });
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).toMatchObject({ ok: true });
  });

  it('is accepted over SHA-512 only when that digest is asked about', async () => {
    const authority = await authorityInFolder();
    const longImprint = new Uint8Array(hash('sha512', 'a checkpoint', 'buffer'));
    const info = timestampInfo({ imprint: longImprint, imprintOid: '2.16.840.1.101.3.4.2.3' });
    const reply = await signToken(authority.folder, info, { signer: authority.signer });

    expect(await verdictOn(authority, reply, { imprint: longImprint })).toMatchObject({ ok: true, facts: { hashAlgorithm: 'SHA-512' } });
    expect(await verdictOn(authority, reply)).toMatchObject({ ok: false, faults: [{ code: 'imprint-mismatch' }] });
  });
});

// `openssl ts` reads tokens as PKCS #7 of 1998: it knows neither RSA-PSS nor signers named by their key. CMS knows both
// (RFC 5652 section 5.3, RFC 4056), and so does `openssl cms`.
describe.skipIf(!hasOpenssl)('a token that openssl ts cannot read, and openssl cms can', () => {
  it.each([
    ['signed by RSA-PSS', 'rsa', ['-keyopt', 'rsa_padding_mode:pss']],
    ['by a signer named by its key', 'p256', ['-keyid']],
  ] as const)('is accepted when %s', async (_what, key, args) => {
    const authority = await authorityInFolder({ key });
    const signer = await authority.issue('named', { extensions: 'extendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash' });
    const reply = await signToken(authority.folder, timestampInfo({ imprint }), { signer, args: ['-cades', '-md', 'sha256', ...args] });

    expect(await verdictOn(authority, reply)).toMatchObject({ ok: true });
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).toMatchObject({ ok: false });
    const byCms = ['cms', '-verify', '-in', 'judged.tsr', '-inform', 'DER', '-CAfile', authority.rootFile, '-purpose', 'timestampsign', '-out', 'info.out'];
    expect(await openssl(authority.folder, byCms)).toContain('successful');
  });

  it('is accepted when an Ed25519 key signed it (RFC 8419)', async () => {
    const authority = await authorityInFolder({ key: 'ed25519' });
    const reply = await makeToken({ info: timestampInfo({ imprint }), signer: authority.signer, digest: 'sha512', signatureOid: '1.3.101.112' });

    expect(await verdictOn(authority, reply)).toMatchObject({ ok: true });
  });
});
