import { hashOf, readAlgorithm, type Algorithm } from './algorithms.ts';
import {
  elementsOf, isContext, isUniversal, readInteger, readOctets, readOid,
  readSequence, readSet, sameBytes, tag, Unreadable, type Element, type Fields,
} from './asn1.ts';
import { readCertificate, type Certificate } from './certificates.ts';
import { readName } from './names.ts';
import { readTimestampInfo, type TimestampInfo } from './timestamp-info.ts';

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  subjectKeyIdentifier: '2.5.29.14',
} as const;

/** A TimeStampToken: CMS SignedData over one TSTInfo, by one signer (RFC 3161 section 2.4.2, RFC 5652 section 5). */
export interface Token {
  info: TimestampInfo;
  /** The TSTInfo as it was sent, over which the message digest goes. */
  infoBytes: Uint8Array;
  /** Those that came along; nothing says yet that any of them is used. */
  certificates: Certificate[];
  signer: Signer;
}

/** SignerInfo (RFC 5652 section 5.3). */
export interface Signer {
  /** Whether a certificate is the one that the signer names, by issuer and number or by its key's identifier. */
  isNamedBy(certificate: Certificate): boolean;
  digestAlgorithm: Algorithm;
  /** The values of each signed attribute, by its type. */
  attributes: ReadonlyMap<string, readonly Element[]>;
  /** The bytes that were signed: the attributes as a SET OF (RFC 5652 section 5.4). */
  signedBytes: Uint8Array;
  signatureAlgorithm: Algorithm;
  signature: Uint8Array;
}

/** Chains have three or four certificates; each one here may cost checks of signatures. */
const mostCertificates = 32;

/** Throws Unreadable. */
export async function readToken(element: Element): Promise<Token> {
  const contentInfo = readSequence(element, 'token');
  if (readOid(contentInfo.next()) !== oid.signedData) throw new Unreadable('the token is not SignedData');
  const fields = readSequence(readTagged(contentInfo, 'token'), 'SignedData');
  contentInfo.end();
  if (readInteger(fields.next(), 'version') !== 3n) throw new Unreadable('SignedData is not of version 3');
  const digestAlgorithms = readSet(fields.next(), 'digest algorithms').map((one) => hashOf(readAlgorithm(one, 'digest algorithm')));
  const infoBytes = readContent(fields.next());
  const certificateSet = fields.optionalContext(0);
  fields.optionalContext(1);
  const signers = readSet(fields.next(), 'signers');
  fields.end();
  const [signer, ...others] = signers;
  if (signer === undefined || others.length > 0) throw new Unreadable(`${signers.length} signers, where a token has one`);
  const read = readSigner(signer);
  // RFC 5652 section 5.1: a digest that is used and not listed there may be refused, and openssl does.
  if (!digestAlgorithms.includes(hashOf(read.digestAlgorithm))) throw new Unreadable('the digest of the signer is not among those of the token');
  return { info: readTimestampInfo(infoBytes), infoBytes, certificates: await readCertificates(certificateSet), signer: read };
}

function readTagged(fields: Fields, what: string): Element {
  const tagged = fields.optionalContext(0);
  const [element, ...more] = tagged === undefined ? [] : elementsOf(tagged, what);
  if (element === undefined || more.length > 0) throw new Unreadable(`${what} does not hold one value`);
  return element;
}

function readContent(element: Element): Uint8Array {
  const fields = readSequence(element, 'signed content');
  if (readOid(fields.next()) !== oid.timestampInfo) throw new Unreadable('the signed content is no TSTInfo');
  const content = readOctets(readTagged(fields, 'signed content'), 'signed content');
  fields.end();
  return content;
}

/** Plain certificates only: the other kinds of RFC 5652 section 10.2.2 play no part here. */
async function readCertificates(set: Element | undefined): Promise<Certificate[]> {
  const elements = set === undefined ? [] : elementsOf(set, 'certificates').filter((element) => isUniversal(element, tag.sequence));
  if (elements.length > mostCertificates) throw new Unreadable(`${elements.length} certificates are over the limit of ${mostCertificates}`);
  return Promise.all(elements.map((element) => readCertificate(element.encoding)));
}

function readSigner(element: Element): Signer {
  const fields = readSequence(element, 'signer');
  const version = readInteger(fields.next(), 'version of the signer');
  const identifier = fields.next();
  if (version !== (isContext(identifier, 0) ? 3n : 1n)) throw new Unreadable('the signer has another version than its identifier');
  const digestAlgorithm = readAlgorithm(fields.next(), 'digest algorithm');
  const attributes = fields.optionalContext(0);
  if (attributes === undefined) throw new Unreadable('the signer signed no attributes');
  const signatureAlgorithm = readAlgorithm(fields.next(), 'signature algorithm');
  const signature = readOctets(fields.next(), 'signature');
  fields.optionalContext(1);
  fields.end();
  const isNamedBy = readIdentifier(identifier);
  return { isNamedBy, digestAlgorithm, attributes: readAttributes(attributes), signedBytes: asSet(attributes), signatureAlgorithm, signature };
}

function readIdentifier(element: Element): Signer['isNamedBy'] {
  if (isContext(element, 0)) {
    // The extension holds the identifier as an OCTET STRING: two octets of tag and length stand before it.
    return (certificate) => sameBytes(certificate.extensions.get(oid.subjectKeyIdentifier)?.value.subarray(2) ?? new Uint8Array(), element.content);
  }
  const fields = readSequence(element, 'identifier of the signer');
  const issuer = readName(fields.next());
  const serial = readInteger(fields.next(), 'serial number');
  fields.end();
  return (certificate) => certificate.serial === serial && sameBytes(certificate.issuer.encoding, issuer.encoding);
}

function readAttributes(set: Element): Map<string, readonly Element[]> {
  const attributes = new Map<string, readonly Element[]>();
  for (const element of elementsOf(set, 'signed attributes')) {
    const fields = readSequence(element, 'signed attribute');
    const type = readOid(fields.next());
    const values = readSet(fields.next(), 'values of an attribute');
    fields.end();
    if (attributes.has(type)) throw new Unreadable(`the signed attribute ${type} stands there twice`);
    attributes.set(type, values);
  }
  if (readOid(onlyValue(attributes, oid.contentType)) !== oid.timestampInfo) throw new Unreadable('the signer signed another type of content');
  return attributes;
}

/** These attributes have exactly one value (RFC 5652 section 11, RFC 5035 section 3). Throws Unreadable. */
export function onlyValue(attributes: ReadonlyMap<string, readonly Element[]>, type: string): Element {
  const [value, ...more] = attributes.get(type) ?? [];
  if (value === undefined || more.length > 0) throw new Unreadable(`the signed attribute ${type} does not have one value`);
  return value;
}

function asSet(attributes: Element): Uint8Array {
  const bytes = Uint8Array.from(attributes.encoding);
  bytes[0] = 0x31;
  return bytes;
}
