import { readAlgorithm, type Algorithm } from './algorithms.ts';
import { elementsOf, readElement, readInteger, readOctets, readOid, readSequence, tag, Unreadable, type Element } from './asn1.ts';
import { readExtensions, type Extension } from './certificates.ts';
import { readGenTime, type Instant } from './instants.ts';
import { readDirectoryNames, type Name } from './names.ts';

/** TSTInfo (RFC 3161 section 2.4.2): what the authority signed. */
export interface TimestampInfo {
  policy: string;
  imprintAlgorithm: Algorithm;
  imprint: Uint8Array;
  serial: bigint;
  genTime: Instant;
  /** Microseconds either way; undefined when the authority does not say. */
  accuracyUs: number | undefined;
  nonce: bigint | undefined;
  /** Directory names by which the authority calls itself; empty when it does not, or by a name of another kind. */
  authorityNames: Name[];
  extensions: ReadonlyMap<string, Extension>;
}

/** Throws Unreadable. */
export function readTimestampInfo(bytes: Uint8Array): TimestampInfo {
  const fields = readSequence(readElement(bytes, 'TSTInfo'), 'TSTInfo');
  if (readInteger(fields.next(), 'version') !== 1n) throw new Unreadable('TSTInfo is not of version 1');
  const policy = readOid(fields.next());
  const { imprintAlgorithm, imprint } = readImprint(fields.next());
  const serial = readInteger(fields.next(), 'serial number');
  const genTime = readGenTime(fields.next());
  const accuracyField = fields.optional(tag.sequence);
  fields.optional(tag.boolean);
  const nonceField = fields.optional(tag.integer);
  const authorityField = fields.optionalContext(0);
  const extensionsField = fields.optionalContext(1);
  fields.end();
  return {
    policy, imprintAlgorithm, imprint, serial, genTime,
    accuracyUs: accuracyField && readAccuracy(accuracyField),
    nonce: nonceField && readInteger(nonceField, 'nonce'),
    authorityNames: authorityField === undefined ? [] : readDirectoryNames(elementsOf(authorityField, 'tsa')),
    extensions: readExtensions(extensionsField === undefined ? [] : elementsOf(extensionsField, 'extensions')),
  };
}

function readImprint(element: Element): Pick<TimestampInfo, 'imprintAlgorithm' | 'imprint'> {
  const fields = readSequence(element, 'message imprint');
  const imprintAlgorithm = readAlgorithm(fields.next(), 'imprint algorithm');
  const imprint = readOctets(fields.next(), 'imprint');
  fields.end();
  return { imprintAlgorithm, imprint };
}

/** Seconds, and 1 to 999 milliseconds and microseconds; what is missing is zero. */
function readAccuracy(element: Element): number {
  const fields = readSequence(element, 'accuracy');
  const seconds = fields.optional(tag.integer);
  const millis = fields.optionalContext(0);
  const micros = fields.optionalContext(1);
  fields.end();
  const whole = seconds === undefined ? 0n : readInteger(seconds, 'accuracy');
  const total = whole * 1_000_000n + BigInt(thousandths(millis)) * 1000n + BigInt(thousandths(micros));
  if (total < 0n || total > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable(`an accuracy of ${whole} seconds`);
  return Number(total);
}

function thousandths(element: Element | undefined): number {
  if (element === undefined) return 0;
  const value = element.content.reduce((number, octet) => number * 256 + octet, 0);
  if (value > 999) throw new Unreadable(`an accuracy with ${value} thousandths`);
  return value;
}
