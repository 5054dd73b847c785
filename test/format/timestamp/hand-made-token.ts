import { createPrivateKey, hash, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as asn1js from 'asn1js';
import type { Issued } from './local-authority.ts';

/** What openssl does not make: every part of a token as the test wants it. */
export interface HandMade {
  info: Uint8Array;
  signer: Issued;
  /** DER of the certificates that come along; the signer's own unless given. */
  certificates?: readonly Uint8Array[];
  /** Instead of the honest ones (see `honestAttributes`). */
  attributes?: readonly asn1js.BaseBlock[];
  /** Node's name of the digest. */
  digest?: 'sha1' | 'sha256' | 'sha512';
  signatureOid?: string;
  /** How often the same signer signs. */
  signers?: number;
  contentType?: string;
}

const oids = {
  sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1', sha512: '2.16.840.1.101.3.4.2.3', signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

export const sequence = (...value: asn1js.BaseBlock[]): asn1js.Sequence => new asn1js.Sequence({ value });
export const set = (...value: asn1js.BaseBlock[]): asn1js.Set => new asn1js.Set({ value });
export const oid = (value: string): asn1js.ObjectIdentifier => new asn1js.ObjectIdentifier({ value });
export const octets = (value: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: Uint8Array.from(value) });
export const context = (number: number, ...value: asn1js.BaseBlock[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: number }, value });
export const encoded = (block: asn1js.BaseBlock): Uint8Array => new Uint8Array(block.toBER());
const parsed = (der: Uint8Array): asn1js.BaseBlock => asn1js.fromBER(Uint8Array.from(der)).result;

export function contentTypeAttribute(type: string = oids.timestampInfo): asn1js.Sequence {
  return sequence(oid(oids.contentType), set(oid(type)));
}

export function messageDigestAttribute(info: Uint8Array, digest: 'sha1' | 'sha256' | 'sha512' = 'sha256'): asn1js.Sequence {
  return sequence(oid(oids.messageDigest), set(octets(hash(digest, info, 'buffer'))));
}

/** SigningCertificateV2 by SHA-256, which is not named since it is the default (RFC 5035 section 3). */
export function identityAttribute(certificate: Uint8Array, issuerSerial: readonly asn1js.BaseBlock[] = []): asn1js.Sequence {
  return sequence(oid(oids.signingCertificateV2), set(sequence(sequence(sequence(octets(hash('sha256', certificate, 'buffer')), ...issuerSerial)))));
}

export async function derOf(issued: Issued): Promise<Uint8Array> {
  return new Uint8Array(new X509Certificate(await readFile(issued.file)).raw);
}

/** A bare token. */
export async function makeToken(wanted: HandMade): Promise<Uint8Array> {
  const digest = wanted.digest ?? 'sha256';
  const certificate = await derOf(wanted.signer);
  const key = createPrivateKey(await readFile(wanted.signer.keyFile));
  const attributes = wanted.attributes ?? [contentTypeAttribute(), messageDigestAttribute(wanted.info, digest), identityAttribute(certificate)];
  const signature = signatureOf(encoded(set(...attributes)), key, digest);
  const algorithm = sequence(oid(oids[digest]));
  const signerInfo = sequence(
    new asn1js.Integer({ value: 1 }), identifierOf(certificate), algorithm, context(0, ...attributes),
    sequence(oid(wanted.signatureOid ?? oids.ecdsaWithSha256)), octets(signature),
  );
  const signedData = sequence(
    new asn1js.Integer({ value: 3 }), set(algorithm),
    sequence(oid(wanted.contentType ?? oids.timestampInfo), context(0, octets(wanted.info))),
    context(0, ...(wanted.certificates ?? [certificate]).map(parsed)),
    set(...Array.from({ length: wanted.signers ?? 1 }, () => signerInfo)),
  );
  return encoded(sequence(oid(oids.signedData), context(0, signedData)));
}

function signatureOf(bytes: Uint8Array, key: KeyObject, digest: string): Buffer {
  return sign(key.asymmetricKeyType === 'ed25519' ? null : digest, bytes, key);
}

function identifierOf(certificate: Uint8Array): asn1js.Sequence {
  const { issuer, serial } = issuerSerialOf(certificate);
  return sequence(issuer, serial);
}

/** The fields of a TBSCertificate that name it (RFC 5280 section 4.1), version first. */
export function issuerSerialOf(certificate: Uint8Array): { issuer: asn1js.BaseBlock; serial: asn1js.BaseBlock } {
  const [signedPart] = childrenOf(parsed(certificate));
  const [, serial, , issuer] = signedPart === undefined ? [] : childrenOf(signedPart);
  if (serial === undefined || issuer === undefined) throw new Error('no certificate');
  return { issuer, serial };
}

function childrenOf(block: asn1js.BaseBlock): asn1js.BaseBlock[] {
  return block instanceof asn1js.Constructed ? block.valueBlock.value : [];
}
