import { digest, readAlgorithm, type Algorithm } from './algorithms.ts';
import {
  attempt, elementsOf, readBitOctets, readBoolean, readElement, readInteger, readLimitBytes, readOctets,
  readOid, readSequence, sameBytes, tag, toHex, Unreadable, type Element, type Fields,
} from './asn1.ts';
import { readValidityTime, type Instant } from './instants.ts';
import { readName, type Name } from './names.ts';

export interface Extension {
  critical: boolean;
  value: Uint8Array;
}

/** An X.509 certificate (RFC 5280 section 4.1), parsed once; nothing about it is judged here. */
export interface Certificate {
  der: Uint8Array;
  /** Of the whole certificate, hexadecimal: its fingerprint. */
  sha256: string;
  signedPart: Uint8Array;
  serial: bigint;
  issuer: Name;
  subject: Name;
  notBefore: Instant;
  notAfter: Instant;
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  extensions: ReadonlyMap<string, Extension>;
  signatureAlgorithm: Algorithm;
  signature: Uint8Array;
}

/** Throws Unreadable. */
export async function readCertificate(der: Uint8Array): Promise<Certificate> {
  const whole = readSequence(readElement(der, 'certificate'), 'certificate');
  const signedPart = whole.next();
  const signatureAlgorithm = readAlgorithm(whole.next(), 'signature algorithm');
  const signature = readBitOctets(whole.next(), 'signature');
  whole.end();
  const { innerAlgorithm, ...fields } = readSignedPart(signedPart);
  // RFC 5280 section 4.1.1.2: only the inner one is signed.
  if (!sameBytes(innerAlgorithm.encoding, signatureAlgorithm.encoding)) throw new Unreadable('a certificate names two signature algorithms');
  const sha256 = toHex(await digest('SHA-256', der));
  return { der, sha256, signedPart: signedPart.encoding, signatureAlgorithm, signature, ...fields };
}

type SignedFields = Pick<Certificate, 'serial' | 'issuer' | 'subject' | 'notBefore' | 'notAfter' | 'publicKey' | 'extensions'>;

function readSignedPart(element: Element): SignedFields & { innerAlgorithm: Algorithm } {
  const fields = readSequence(element, 'certificate');
  fields.optionalContext(0);
  const serial = readInteger(fields.next(), 'serial number');
  const innerAlgorithm = readAlgorithm(fields.next(), 'signature algorithm');
  const issuer = readName(fields.next());
  const validity = readSequence(fields.next(), 'validity');
  const notBefore = readValidityTime(validity.next());
  const notAfter = readValidityTime(validity.next());
  const subject = readName(fields.next());
  const publicKey = fields.next().encoding;
  const extensions = readExtensionsAtEnd(fields);
  return { serial, innerAlgorithm, issuer, notBefore, notAfter, subject, publicKey, extensions };
}

function readExtensionsAtEnd(fields: Fields): Map<string, Extension> {
  fields.optionalContext(1);
  fields.optionalContext(2);
  const tagged = fields.optionalContext(3);
  fields.end();
  if (tagged === undefined) return new Map();
  const [list, ...more] = elementsOf(tagged, 'extensions');
  if (list === undefined || more.length > 0) throw new Unreadable('extensions are not one list');
  return readExtensions(elementsOf(list, 'extensions'));
}

/** Extensions by their identifier; the same one twice has no meaning (RFC 5280 section 4.2). */
export function readExtensions(elements: readonly Element[]): Map<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const element of elements) {
    const fields = readSequence(element, 'extension');
    const oid = readOid(fields.next());
    const criticalField = fields.optional(tag.boolean);
    const value = readOctets(fields.next(), 'extension');
    fields.end();
    if (extensions.has(oid)) throw new Unreadable(`the extension ${oid} stands there twice`);
    extensions.set(oid, { critical: criticalField !== undefined && readBoolean(criticalField, 'critical'), value });
  }
  return extensions;
}

/** A root, or any other authority's certificate, that the user chose to trust. */
export interface PinnedRoot {
  pem: string;
  /** Fingerprint: SHA-256 of the certificate's DER, 64 lower-case hexadecimal digits. */
  sha256: string;
  subject: string;
}

/**
 * Every certificate of a PEM text (RFC 7468), each once, in its order. One that cannot be read spoils the text: a
 * person who pins must know what is pinned. Returns the problem as a value.
 */
export async function readRoots(pem: string): Promise<PinnedRoot[] | { problem: string }> {
  const certificates = await readPem(pem);
  if ('problem' in certificates) return certificates;
  const roots = certificates.map((root) => ({ pem: toPem(root.der), sha256: root.sha256, subject: root.subject.text }));
  return [...new Map(roots.map((root) => [root.sha256, root])).values()];
}

/** The certificates of a PEM text, at least one. */
export async function readPem(pem: string): Promise<Certificate[] | { problem: string }> {
  if (pem.length > readLimitBytes) return { problem: `${pem.length} characters are over the limit of ${readLimitBytes}` };
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (begun === 0) return { problem: 'there is no "BEGIN CERTIFICATE" in it' };
  if (begun !== blocks.length) return { problem: 'a certificate is cut short' };
  return attempt(() => Promise.all(blocks.map((block) => readCertificate(fromBase64(block.replace(/-----[A-Z ]+-----|\s/g, ''))))));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toPem(der: Uint8Array): string {
  const base64 = btoa(der.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}
