import { hashOf, readAlgorithm } from './algorithms.ts';
import { fromHex, readBoolean, readElement, readInteger, readOctets, readSequence, tag } from './asn1.ts';

export interface TimestampRequest {
  /** SHA-256 of the file to be anchored, 32 bytes. */
  imprint: Uint8Array;
  /** 8 to 16 random bytes, handed in. As a number: leading zeros carry nothing (RFC 3161 section 2.4.1). */
  nonce: Uint8Array;
}

const nonceBytes = { least: 8, most: 16 } as const;

/**
 * TimeStampReq of version 1 in DER, with certReq TRUE and no policy (RFC 3161 section 2.4.1).
 * Throws RangeError for an imprint or nonce of another length. Inverse: readTimestampRequest.
 */
export function makeTimestampRequest(request: TimestampRequest): Uint8Array {
  if (request.imprint.length !== 32) throw new RangeError(`an imprint has 32 bytes, not ${request.imprint.length}`);
  if (request.nonce.length < nonceBytes.least || request.nonce.length > nonceBytes.most) {
    throw new RangeError(`a nonce has ${nonceBytes.least} to ${nonceBytes.most} bytes, not ${request.nonce.length}`);
  }
  const algorithm = encode(constructed.sequence, sha256Identifier, encode(tag.null));
  const imprint = encode(constructed.sequence, algorithm, encode(tag.octetString, request.imprint));
  const nonce = encode(tag.integer, positiveInteger(request.nonce));
  const version = encode(tag.integer, Uint8Array.of(1));
  return encode(constructed.sequence, version, imprint, nonce, encode(tag.boolean, Uint8Array.of(0xff)));
}

const constructed = { sequence: 0x20 | tag.sequence } as const;

/** The object identifier of SHA-256, 2.16.840.1.101.3.4.2.1, in DER. */
const sha256Identifier = Uint8Array.of(tag.oid, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01);

/** A DER element of fewer than 128 octets, which a request always is (X.690 section 10.1). */
function encode(type: number, ...parts: Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.of(type, content.length, ...content);
}

/** Content octets of a DER INTEGER: the fewest that hold the number and a sign bit of zero (X.690 section 8.3). */
function positiveInteger(bytes: Uint8Array): Uint8Array {
  const significant = withoutLeadingZeros(bytes);
  const first = significant[0];
  return first === undefined || first >= 0x80 ? Uint8Array.of(0, ...significant) : significant;
}

function withoutLeadingZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? new Uint8Array() : bytes.subarray(first);
}

/**
 * Read a request over SHA-256 that has a nonce. The nonce comes back with 8 to 16 bytes: a longer one that began with
 * zeros comes back shorter, and is the same number. A request that is none is a value, not an error.
 */
export function readTimestampRequest(der: Uint8Array): (TimestampRequest & { certReq: boolean }) | { problem: string } {
  try {
    return readFields(der);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function readFields(der: Uint8Array): (TimestampRequest & { certReq: boolean }) | { problem: string } {
  const fields = readSequence(readElement(der, 'timestamp request'), 'timestamp request');
  if (readInteger(fields.next(), 'version') !== 1n) return { problem: 'the request is not of version 1' };
  const imprintFields = readSequence(fields.next(), 'message imprint');
  const hash = hashOf(readAlgorithm(imprintFields.next(), 'imprint algorithm'));
  const imprint = readOctets(imprintFields.next(), 'imprint');
  imprintFields.end();
  if (hash !== 'SHA-256' || imprint.length !== 32) return { problem: 'the request is not over a SHA-256 digest' };
  fields.optional(tag.oid);
  const nonceField = fields.optional(tag.integer);
  const certReqField = fields.optional(tag.boolean);
  fields.optionalContext(0);
  fields.end();
  if (nonceField === undefined) return { problem: 'the request has no nonce' };
  const nonce = nonceOf(readInteger(nonceField, 'nonce'));
  if (nonce === undefined) return { problem: `the nonce is negative or has more than ${nonceBytes.most} bytes` };
  return { imprint, nonce, certReq: certReqField !== undefined && readBoolean(certReqField, 'certReq') };
}

function nonceOf(number: bigint): Uint8Array | undefined {
  const digits = number.toString(16);
  if (number < 0n || digits.length > nonceBytes.most * 2) return undefined;
  const size = Math.max(nonceBytes.least, Math.ceil(digits.length / 2));
  return fromHex(digits.padStart(size * 2, '0'));
}

/** The number that the bytes of a nonce stand for. */
export function nonceNumber(nonce: Uint8Array): bigint {
  return nonce.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
