import { digest, hashLabel, hashOf, readAlgorithm, type HashName } from './algorithms.ts';
import { elementsOf, readElement, readInteger, readOctets, readSequence, sameBytes, tag, toHex, Unreadable, type Element } from './asn1.ts';
import type { Certificate } from './certificates.ts';
import { fault, type TimestampFault } from './faults.ts';
import { keyUsages, readPurposes, timeStamping } from './key-usage.ts';
import { readDirectoryNames, sameName } from './names.ts';
import { signatureFault } from './signatures.ts';
import { onlyValue, type Token } from './token.ts';

const messageDigest = '1.2.840.113549.1.9.4';
const signingCertificate = '1.2.840.113549.1.9.16.2.12';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';
const extendedKeyUsage = '2.5.29.37';
const subjectAltName = '2.5.29.17';

/** Everything that can be said against the signer of a token, its chain left aside. Throws Unreadable. */
export async function signerFaults(token: Token, signer: Certificate): Promise<TimestampFault[]> {
  return [
    ...(await signedContentFaults(token, signer)),
    ...(await identificationFaults(token, signer)),
    ...purposeFaults(signer),
    ...nameFaults(token, signer),
  ];
}

/** RFC 5652 section 5.4 and 5.6: the digest of the content among the attributes, and the signature over these. */
async function signedContentFaults(token: Token, signer: Certificate): Promise<TimestampFault[]> {
  const { digestAlgorithm, attributes, signedBytes, signature, signatureAlgorithm } = token.signer;
  const hash = hashOf(digestAlgorithm);
  if (hash === undefined) {
    return [fault('weak-algorithm', 'the token is signed over a digest that is not SHA-2', { actual: hashLabel(digestAlgorithm) })];
  }
  const expected = await digest(hash, token.infoBytes);
  const actual = readOctets(onlyValue(attributes, messageDigest), 'message digest');
  const content = sameBytes(expected, actual)
    ? []
    : [fault('signature-invalid', 'the signed digest is not that of the content', { expected: toHex(expected), actual: toHex(actual) })];
  const broken = await signatureFault({
    bytes: signedBytes, signature, algorithm: signatureAlgorithm, publicKey: signer.publicKey, namedHash: hash, what: `the token, by ${signer.subject.text}`,
  });
  return broken === undefined ? content : [...content, broken];
}

/**
 * ESSCertIDv2 (RFC 5816, RFC 5035 section 4): the signer signed which certificate is theirs. The first one counts;
 * further ones tell of the chain, which is judged by itself. The older form rests on SHA-1 and does not count.
 */
async function identificationFaults(token: Token, signer: Certificate): Promise<TimestampFault[]> {
  const { attributes } = token.signer;
  if (!attributes.has(signingCertificateV2)) {
    const found = attributes.has(signingCertificate) ? 'only ESSCertID, which rests on SHA-1' : 'none';
    const detail = `the token does not say by ESSCertIDv2 which certificate signed it (found: ${found})`;
    return [fault('signer-not-identified', detail, { expected: 'ESSCertIDv2', actual: found })];
  }
  const { hash, label, certHash, issuer, serial } = readCertificateId(onlyValue(attributes, signingCertificateV2));
  if (hash === undefined) return [fault('signer-not-identified', 'the certificate is identified by a digest that is not SHA-2', { actual: label })];
  const expected = await digest(hash, signer.der);
  if (!sameBytes(expected, certHash)) {
    return [fault('signer-not-identified', 'the token was signed with another certificate in mind', { expected: toHex(expected), actual: toHex(certHash) })];
  }
  if (serial !== undefined && (serial !== signer.serial || !issuer?.some((name) => sameName(name, signer.issuer)))) {
    const detail = 'the token names another issuer or number than its certificate has';
    return [fault('signer-not-identified', detail, { expected: `${signer.serial}`, actual: `${serial}` })];
  }
  return [];
}

interface CertificateId {
  hash: HashName | undefined;
  label: string;
  certHash: Uint8Array;
  issuer?: ReturnType<typeof readDirectoryNames>;
  serial?: bigint;
}

/** SigningCertificateV2 (RFC 5035 section 3): its first ESSCertIDv2. The hash is SHA-256 unless it is named. */
function readCertificateId(element: Element): CertificateId {
  const [first] = elementsOf(readSequence(element, 'signing certificate').next(), 'certificate identifiers');
  if (first === undefined) throw new Unreadable('no certificate is identified');
  const fields = readSequence(first, 'certificate identifier');
  const named = fields.optional(tag.sequence);
  const algorithm = named && readAlgorithm(named, 'digest algorithm');
  const certHash = readOctets(fields.next(), 'certificate digest');
  const issuerSerial = fields.optional(tag.sequence);
  fields.end();
  const id: CertificateId = { hash: algorithm ? hashOf(algorithm) : 'SHA-256', label: algorithm ? hashLabel(algorithm) : 'SHA-256', certHash };
  return issuerSerial === undefined ? id : { ...id, ...readIssuerSerial(issuerSerial) };
}

function readIssuerSerial(element: Element): Pick<Required<CertificateId>, 'issuer' | 'serial'> {
  const fields = readSequence(element, 'issuer and number');
  const issuer = readDirectoryNames(elementsOf(fields.next(), 'issuer'));
  const serial = readInteger(fields.next(), 'serial number');
  fields.end();
  return { issuer, serial };
}

/** RFC 3161 section 2.3: one extended usage, timeStamping, and critical. RFC 5280 section 4.2.1.12 on the plain usage. */
function purposeFaults(signer: Certificate): TimestampFault[] {
  const found = signer.extensions.get(extendedKeyUsage);
  const expected = `critical, ${timeStamping}`;
  const purposes = found && readPurposes(found);
  const actual = found === undefined ? 'none' : `${found.critical ? 'critical' : 'not critical'}, ${purposes?.join(' and ')}`;
  const faults =
    actual === expected ? [] : [fault('wrong-key-usage', `the certificate of ${signer.subject.text} is not one for timestamps alone`, { expected, actual })];
  const usages = keyUsages(signer);
  if (usages === undefined || (usages.length > 0 && usages.every((usage) => usage === 'digitalSignature' || usage === 'nonRepudiation'))) return faults;
  const detail = `the key of ${signer.subject.text} is not one for signatures alone`;
  return [...faults, fault('wrong-key-usage', detail, { expected: 'digitalSignature, nonRepudiation', actual: usages.join(', ') })];
}

/** RFC 3161 section 2.4.2: the name in the token is one of the certificate's. */
function nameFaults(token: Token, signer: Certificate): TimestampFault[] {
  const alternative = signer.extensions.get(subjectAltName);
  const names = [signer.subject, ...(alternative === undefined ? [] : readDirectoryNames(elementsOf(readElement(alternative.value, 'names'), 'names')))];
  const strange = token.info.authorityNames.filter((name) => !names.some((known) => sameName(name, known)));
  const detail = 'the token names another authority than its certificate';
  return strange.map((name) => fault('authority-name-mismatch', detail, { expected: signer.subject.text, actual: name.text }));
}
