import { elementsOf, expect, readElement, readOid, tag } from './asn1.ts';
import type { Certificate, Extension } from './certificates.ts';

/** id-kp-timeStamping, RFC 5280 section 4.2.1.12. */
export const timeStamping = '1.3.6.1.5.5.7.3.8';

/** The purposes of an extended key usage, by their identifiers. Throws Unreadable. */
export function readPurposes(extension: Extension): string[] {
  return elementsOf(readElement(extension.value, 'extended key usage'), 'extended key usage').map(readOid);
}

/** RFC 5280 section 4.2.1.3, in the order of the bits. */
const usageNames = [
  'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly',
];

/** What the key of a certificate may be used for; undefined when the certificate does not say. Throws Unreadable. */
export function keyUsages(certificate: Certificate): string[] | undefined {
  const extension = certificate.extensions.get('2.5.29.15');
  if (extension === undefined) return undefined;
  const octets = expect(readElement(extension.value, 'key usage'), tag.bitString, 'key usage').content.subarray(1);
  return usageNames.filter((_name, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}
