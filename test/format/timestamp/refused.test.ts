import { hash } from 'node:crypto';
import * as asn1js from 'asn1js';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTimestamp } from '../../../src-main/format/timestamp/check.ts';
import { makeTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { signToken, timestampInfo } from './forge.ts';
import { contentTypeAttribute, context, derOf, identityAttribute, issuerSerialOf, makeToken, messageDigestAttribute, octets, oid, sequence } from './hand-made-token.ts';
import { authorityExtensions, hasOpenssl, opensslTime, type AuthorityOptions, type LocalAuthority } from './local-authority.ts';
import { opensslVerdict } from './openssl-verdict.ts';
import { authorityInFolder, codesOf, imprint, nonce, verdictOn } from './question.ts';

/** A way to a bad token, the codes that we refuse it with, and whether openssl refuses it too. */
interface Case {
  what: string;
  token(authority: LocalAuthority): Promise<Uint8Array>;
  codes: string[];
  openssl: 'refuses' | 'accepts';
}

const info = (): Uint8Array => timestampInfo({ imprint });

async function signedWithUsage(authority: LocalAuthority, extensions: string): Promise<Uint8Array> {
  const signer = await authority.issue('other', { extensions: `basicConstraints=critical,CA:FALSE\n${extensions}` });
  return signToken(authority.folder, info(), { signer });
}

async function withAttributes(authority: LocalAuthority, change: (certificate: Uint8Array) => asn1js.BaseBlock[]): Promise<Uint8Array> {
  return makeToken({ info: info(), signer: authority.signer, attributes: change(await derOf(authority.signer)) });
}

const digitalSignature = 'keyUsage=critical,digitalSignature';

const signerCases: Case[] = [
  {
    what: 'forged with a certificate for client authentication of the same authority',
    token: (authority) => signedWithUsage(authority, `${digitalSignature}\nextendedKeyUsage=critical,clientAuth`),
    codes: ['wrong-key-usage'],
    openssl: 'refuses',
  },
  { what: 'whose signer has no extended usage', token: (authority) => signedWithUsage(authority, digitalSignature), codes: ['wrong-key-usage'], openssl: 'refuses' },
  {
    what: 'whose signer has an extended usage that is not critical',
    token: (authority) => signedWithUsage(authority, `${digitalSignature}\nextendedKeyUsage=timeStamping`),
    codes: ['wrong-key-usage'],
    openssl: 'refuses',
  },
  {
    what: 'whose signer may authenticate clients, too',
    token: (authority) => signedWithUsage(authority, `${digitalSignature}\nextendedKeyUsage=critical,timeStamping,clientAuth`),
    codes: ['wrong-key-usage'],
    openssl: 'refuses',
  },
  {
    // openssl counts the purposes that it knows; RFC 3161 section 2.3 wants one purpose and no other.
    what: 'whose signer has a second purpose that openssl does not know',
    token: (authority) => signedWithUsage(authority, `${digitalSignature}\nextendedKeyUsage=critical,timeStamping,1.2.3.4`),
    codes: ['wrong-key-usage'],
    openssl: 'accepts',
  },
  {
    what: 'whose signer may also encipher keys',
    token: (authority) => signedWithUsage(authority, 'keyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=critical,timeStamping'),
    codes: ['wrong-key-usage'],
    openssl: 'refuses',
  },
  {
    what: 'whose signer has a critical extension that nobody knows',
    token: (authority) => signedWithUsage(authority, `${digitalSignature}\nextendedKeyUsage=critical,timeStamping\n1.2.3.4=critical,ASN1:UTF8:x`),
    codes: ['unknown-critical-extension'],
    openssl: 'refuses',
  },
  {
    what: 'that does not say which certificate signed it',
    token: (authority) => withAttributes(authority, () => [contentTypeAttribute(), messageDigestAttribute(info())]),
    codes: ['signer-not-identified'],
    openssl: 'refuses',
  },
  {
    what: 'that says another certificate signed it',
    token: (authority) => withAttributes(authority, (der) => [contentTypeAttribute(), messageDigestAttribute(info()), identityAttribute(der.subarray(1))]),
    codes: ['signer-not-identified'],
    openssl: 'refuses',
  },
  {
    what: 'that names the number of another certificate',
    token: (authority) =>
      withAttributes(authority, (der) => {
        const issuerSerial = sequence(sequence(context(4, issuerSerialOf(der).issuer)), new asn1js.Integer({ value: 1 }));
        return [contentTypeAttribute(), messageDigestAttribute(info()), identityAttribute(der, [issuerSerial])];
      }),
    codes: ['signer-not-identified'],
    openssl: 'refuses',
  },
  {
    what: 'without the certificate of its signer',
    token: (authority) => makeToken({ info: info(), signer: authority.signer, certificates: [] }),
    codes: ['no-signer-certificate'],
    openssl: 'refuses',
  },
  { what: 'with two signers', token: (authority) => makeToken({ info: info(), signer: authority.signer, signers: 2 }), codes: ['unreadable'], openssl: 'refuses' },
  {
    what: 'whose signed digest is that of other content',
    token: (authority) => withAttributes(authority, (der) => [contentTypeAttribute(), messageDigestAttribute(imprint), identityAttribute(der)]),
    codes: ['signature-invalid'],
    openssl: 'refuses',
  },
  {
    what: 'whose signer named another type of content',
    token: (authority) => withAttributes(authority, (der) => [contentTypeAttribute('1.2.840.113549.1.7.1'), messageDigestAttribute(info()), identityAttribute(der)]),
    codes: ['unreadable'],
    // RFC 5652 section 11.1 wants them equal; openssl ts does not look.
    openssl: 'accepts',
  },
  {
    what: 'whose content is of another type',
    token: (authority) => signToken(authority.folder, info(), { signer: authority.signer, contentType: '1.2.840.113549.1.9.16.1.2' }),
    codes: ['unreadable'],
    openssl: 'refuses',
  },
  {
    what: 'signed by ECDSA with SHA-1',
    token: (authority) => makeToken({ info: info(), signer: authority.signer, digest: 'sha1', signatureOid: '1.2.840.10045.4.1' }),
    codes: ['weak-algorithm'],
    openssl: 'accepts',
  },
  {
    what: 'that names two hashes for one signature',
    token: (authority) => makeToken({ info: info(), signer: authority.signer, digest: 'sha512' }),
    codes: ['unsupported-algorithm'],
    // It takes the digest algorithm and does not look at the other.
    openssl: 'accepts',
  },
];

const contentCases: Case[] = [
  {
    what: 'of version 2',
    token: (authority) => makeToken({ info: timestampInfo({ imprint, version: 2 }), signer: authority.signer }),
    codes: ['unreadable'],
    openssl: 'refuses',
  },
  {
    what: 'stamped before its certificates began',
    token: (authority) => makeToken({ info: timestampInfo({ imprint, genTime: '20010203040506Z' }), signer: authority.signer }),
    codes: ['certificate-not-valid-at-gentime', 'certificate-not-valid-at-gentime'],
    // It judges as of now and leaves the time stamped aside.
    openssl: 'accepts',
  },
  {
    what: 'stamped on a day that no calendar has',
    token: (authority) => makeToken({ info: timestampInfo({ imprint, genTime: '20260230040506Z' }), signer: authority.signer }),
    codes: ['unreadable'],
    openssl: 'accepts',
  },
  {
    what: 'with a critical extension that nobody knows',
    token: (authority) => {
      const extension = sequence(oid('1.2.3.4'), new asn1js.Boolean({ value: true }), octets(Uint8Array.of(5, 0)));
      return makeToken({ info: timestampInfo({ imprint, tail: [context(1, extension)] }), signer: authority.signer });
    },
    codes: ['unknown-critical-extension'],
    openssl: 'accepts',
  },
  {
    what: 'in the name of another authority',
    token: (authority) => {
      const name = sequence(new asn1js.Set({ value: [sequence(oid('2.5.4.3'), new asn1js.Utf8String({ value: 'Somebody else' }))] }));
      return makeToken({ info: timestampInfo({ imprint, tail: [context(0, context(4, name))] }), signer: authority.signer });
    },
    codes: ['authority-name-mismatch'],
    openssl: 'refuses',
  },
];

describe.skipIf(!hasOpenssl)('a token is refused', () => {
  let authority: LocalAuthority;
  beforeAll(async () => {
    authority = await authorityInFolder();
  });

  it.each([...signerCases, ...contentCases])('$what (openssl $openssl)', async ({ token, codes, openssl }) => {
    const reply = await token(authority);

    expect(codesOf(await verdictOn(authority, reply))).toEqual(codes);
    expect((await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).ok).toBe(openssl === 'accepts');
  });

  it('over SHA-1, where openssl accepts it', async () => {
    const short = new Uint8Array(hash('sha1', 'a checkpoint', 'buffer'));
    const reply = await makeToken({ info: timestampInfo({ imprint: short, imprintOid: '1.3.14.3.2.26' }), signer: authority.signer });

    expect(codesOf(await verdictOn(authority, reply, { imprint: short }))).toEqual(['imprint-algorithm']);
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint: short, rootFile: authority.rootFile, bareToken: true })).toMatchObject({ ok: true });
  });

  it('for another file', async () => {
    const reply = await authority.reply(makeTimestampRequest({ imprint, nonce }));
    const other = imprint.map((byte) => byte ^ 1);
    const verdict = await verdictOn(authority, reply, { imprint: other, nonce });

    expect(verdict).toMatchObject({ ok: false, faults: [{ code: 'imprint-mismatch', expected: Buffer.from(other).toString('hex'), actual: `SHA-256 ${Buffer.from(imprint).toString('hex')}` }] });
    expect(verdict.facts?.genTime).toMatch(/Z$/);
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint: other, rootFile: authority.rootFile })).toMatchObject({ ok: false });
  });

  it('for another request, or for one that it does not repeat the nonce of', async () => {
    const request = makeTimestampRequest({ imprint, nonce: nonce.map((byte) => byte ^ 1) });
    const other = await authority.reply(makeTimestampRequest({ imprint, nonce }));
    const bare = await signToken(authority.folder, info(), { signer: authority.signer });
    const asked = { nonce: nonce.map((byte) => byte ^ 1) };

    expect(codesOf(await verdictOn(authority, other, asked))).toEqual(['nonce-mismatch']);
    expect(codesOf(await verdictOn(authority, bare, asked))).toEqual(['nonce-missing']);
    expect(codesOf(await verdictOn(authority, bare))).toEqual(['accepted']);
    const question = { folder: authority.folder, request, rootFile: authority.rootFile };
    expect(await opensslVerdict({ ...question, reply: other })).toMatchObject({ ok: false });
    expect(await opensslVerdict({ ...question, reply: bare, bareToken: true })).toMatchObject({ ok: false });
  });

  it('under a root that is not pinned, even one of the same name', async () => {
    const stranger = await authorityInFolder();
    const reply = await authority.reply(makeTimestampRequest({ imprint, nonce }));

    // The token holds its own root, which the pinned one did not sign either.
    expect(codesOf(await verdictOn(stranger, reply))).toEqual(['root-not-pinned', 'chain-invalid', 'chain-invalid']);
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: stranger.rootFile })).toMatchObject({ ok: false });
  });
});

describe.skipIf(!hasOpenssl)('the reply of an authority is refused', () => {
  const cases: { what: string; options: AuthorityOptions; codes: string[]; openssl: 'refuses' | 'accepts' }[] = [
    {
      what: 'whose certificate ended yesterday', options: { signerNotBefore: opensslTime(-9), signerNotAfter: opensslTime(-1) },
      codes: ['certificate-not-valid-at-gentime'], openssl: 'refuses',
    },
    // The older ESSCertID rests on SHA-1; openssl 3.0's own authority still writes it unless it is told otherwise.
    { what: 'that identifies its certificate by SHA-1 alone', options: { essDigest: 'sha1' }, codes: ['signer-not-identified'], openssl: 'accepts' },
    { what: 'that signs over SHA-1', options: { key: 'rsa', signerDigest: 'sha1' }, codes: ['weak-algorithm'], openssl: 'accepts' },
    { what: 'whose certificates are signed over SHA-1', options: { key: 'rsa', certificateDigest: 'sha1' }, codes: ['root-not-pinned', 'weak-algorithm'], openssl: 'accepts' },
    { what: 'whose keys are short', options: { key: 'rsa-1024' }, codes: ['weak-algorithm', 'root-not-pinned', 'weak-algorithm'], openssl: 'accepts' },
    { what: 'that did not grant it', options: { acceptedDigests: 'sha512' }, codes: ['not-granted'], openssl: 'refuses' },
    {
      what: 'whose intermediate authority is for web clients', options: { intermediate: true, intermediateExtensions: 'basicConstraints=critical,CA:TRUE\nextendedKeyUsage=clientAuth' },
      codes: ['chain-invalid'], openssl: 'accepts',
    },
    {
      what: 'whose intermediate authority is none', options: { intermediate: true, intermediateExtensions: 'basicConstraints=critical,CA:FALSE' },
      codes: ['chain-invalid'], openssl: 'refuses',
    },
    {
      what: 'whose intermediate authority may not sign certificates', options: { intermediate: true, intermediateExtensions: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,cRLSign' },
      codes: ['chain-invalid'], openssl: 'refuses',
    },
  ];
  it.each(cases)('$what (openssl $openssl)', async ({ options, codes, openssl }) => {
    const authority = await authorityInFolder(options);
    const reply = await authority.reply(makeTimestampRequest({ imprint, nonce }));

    expect(codesOf(await verdictOn(authority, reply))).toEqual(codes);
    expect((await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile })).ok).toBe(openssl === 'accepts');
  });

  it('when more authorities stand between than the first one allows', async () => {
    const authority = await authorityInFolder();
    const narrow = await authority.issue('narrow', { extensions: 'basicConstraints=critical,CA:TRUE,pathlen:0' });
    const under = await authority.issue('under', { extensions: 'basicConstraints=critical,CA:TRUE' }, narrow);
    const signers = await Promise.all([narrow, under].map((by) => authority.issue(`by-${by.name}`, { extensions: 'extendedKeyUsage=critical,timeStamping' }, by)));
    const certificates = await Promise.all([narrow, under, ...signers].map(derOf));
    const tokens = await Promise.all(signers.map((signer) => makeToken({ info: info(), signer, certificates })));

    for (const [n, reply] of tokens.entries()) {
      expect(codesOf(await verdictOn(authority, reply))).toEqual(n === 0 ? ['accepted'] : ['chain-invalid']);
      expect((await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).ok).toBe(n === 0);
    }
  });

  it('soon, when a dozen authorities all seem to issue each other', async () => {
    const authority = await authorityInFolder();
    const twins = await Promise.all(
      Array.from({ length: 12 }, (_twin, n) => authority.issue(`twin-${n}`, { twinOf: authority.root, extensions: authorityExtensions }, 'itself')),
    );
    const certificates = await Promise.all([authority.signer, ...twins].map(derOf));
    const reply = await makeToken({ info: info(), signer: authority.signer, certificates });

    // Without a limit there are some eight million chains to follow; the test would not end in its time.
    expect(codesOf(await checkTimestamp({ reply, imprint, roots: [] }))).toEqual(['root-not-pinned']);
    expect(codesOf(await verdictOn(authority, reply))).toEqual(['accepted']);
  });

  it('when RSA-PSS uses two hashes', async () => {
    const authority = await authorityInFolder({ key: 'rsa' });
    const args = ['-cades', '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_mgf1_md:sha512'];
    const reply = await signToken(authority.folder, info(), { signer: authority.signer, args });

    expect(codesOf(await verdictOn(authority, reply))).toEqual(['unsupported-algorithm']);
  });

  it('when its issuer is the signer of another token', async () => {
    const authority = await authorityInFolder();
    const signer = await authority.issue('grandchild', { extensions: 'extendedKeyUsage=critical,timeStamping' }, authority.signer);
    const reply = await signToken(authority.folder, info(), { signer, others: [authority.signer.file] });

    expect(codesOf(await verdictOn(authority, reply))).toEqual(['chain-invalid', 'chain-invalid']);
    expect(await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile, bareToken: true })).toMatchObject({ ok: false });
  });
});
