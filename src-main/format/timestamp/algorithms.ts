import { readOid, readSequence, sameBytes, type Element } from './asn1.ts';

export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2); the encoding serves for comparing two of them. */
export interface Algorithm {
  oid: string;
  parameters: Element | undefined;
  encoding: Uint8Array;
}

export function readAlgorithm(element: Element, what: string): Algorithm {
  const fields = readSequence(element, what);
  const oid = readOid(fields.next());
  const parameters = fields.isAtEnd() ? undefined : fields.next();
  fields.end();
  return { oid, parameters, encoding: element.encoding };
}

/** RFC 5754 section 2: parameters are absent or NULL, and both mean the same. */
export function hasNoParameters(algorithm: Algorithm): boolean {
  return algorithm.parameters === undefined || sameBytes(algorithm.parameters.encoding, new Uint8Array([5, 0]));
}

const hashes: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/** The hash that an identifier names, when it is one that still holds. */
export function hashOf(algorithm: Algorithm): HashName | undefined {
  return hasNoParameters(algorithm) ? hashes[algorithm.oid] : undefined;
}

/** SHA-1 and older are named, so that a person reads why they were refused. */
const namesOfOthers: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '1.2.840.113549.2.5': 'MD5',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
};

export function hashLabel(algorithm: Algorithm): string {
  return hashes[algorithm.oid] ?? namesOfOthers[algorithm.oid] ?? algorithm.oid;
}

export async function digest(hash: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(bytes)));
}
