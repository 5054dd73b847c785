import { hashOf, hasNoParameters, readAlgorithm, type Algorithm, type HashName } from './algorithms.ts';
import { attempt, elementsOf, fromHex, readElement, readInteger, readOid, readSequence, Unreadable, type Element } from './asn1.ts';
import { fault, type TimestampFault } from './faults.ts';

/** Bytes, their signature, and the key (a SubjectPublicKeyInfo) that should have made it. */
export interface SignedBytes {
  bytes: Uint8Array;
  signature: Uint8Array;
  algorithm: Algorithm;
  publicKey: Uint8Array;
  /** The hash that CMS names beside the signature algorithm; rsaEncryption names none of its own (RFC 3370 section 3.2). */
  namedHash?: HashName;
  /** Who should have signed what, for the finding. */
  what: string;
}

const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const ed25519 = '1.3.101.112';
const ecPublicKey = '1.2.840.10045.2.1';

/** RFC 4055 section 5 and RFC 5758 section 3.2. */
const rsaHashes: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.1.1.11': 'SHA-256', '1.2.840.113549.1.1.12': 'SHA-384', '1.2.840.113549.1.1.13': 'SHA-512',
};
const ecdsaHashes: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.3.2': 'SHA-256', '1.2.840.10045.4.3.3': 'SHA-384', '1.2.840.10045.4.3.4': 'SHA-512',
};
const curves: Readonly<Record<string, { name: string; bytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 }, '1.3.132.0.34': { name: 'P-384', bytes: 48 }, '1.3.132.0.35': { name: 'P-521', bytes: 66 },
};
const weakAlgorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'RSA with MD2', '1.2.840.113549.1.1.4': 'RSA with MD5', '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.3.14.3.2.29': 'RSA with SHA-1', '1.2.840.113549.1.1.14': 'RSA with SHA-224', '1.2.840.10045.4.1': 'ECDSA with SHA-1',
  '1.2.840.10045.4.3.1': 'ECDSA with SHA-224', '1.2.840.10040.4.3': 'DSA with SHA-1', '2.16.840.1.101.3.4.3.2': 'DSA',
};
const leastRsaBits = 2048;

/** How one signature is checked by WebCrypto. */
interface Scheme {
  key: { name: string; hash?: HashName; namedCurve?: string };
  verify: { name: string; hash?: HashName; saltLength?: number };
  /** As WebCrypto wants it; throws when it can be no signature of the kind. */
  signature(): Uint8Array;
}

/** The reason why a signature does not count, or undefined when it holds. */
export async function signatureFault(signed: SignedBytes): Promise<TimestampFault | undefined> {
  const weak = weakAlgorithms[signed.algorithm.oid];
  if (weak !== undefined) return fault('weak-algorithm', `${signed.what} is signed by ${weak}`, { actual: weak });
  const scheme = await attempt(() => schemeOf(signed));
  if ('problem' in scheme) return fault('unsupported-algorithm', `${signed.what}: ${scheme.problem}`, { actual: signed.algorithm.oid });
  const key = await attempt(() => crypto.subtle.importKey('spki', Uint8Array.from(signed.publicKey), scheme.key, false, ['verify']));
  if ('problem' in key) return fault('unsupported-algorithm', `${signed.what}: the key could not be used: ${key.problem}`);
  const bits = 'modulusLength' in key.algorithm ? Number(key.algorithm.modulusLength) : undefined;
  if (bits !== undefined && bits < leastRsaBits) {
    return fault('weak-algorithm', `${signed.what} is signed by an RSA key of ${bits} bits`, { expected: `${leastRsaBits} bits`, actual: `${bits} bits` });
  }
  const holds = await attempt(() => crypto.subtle.verify(scheme.verify, key, Uint8Array.from(scheme.signature()), Uint8Array.from(signed.bytes)));
  return holds === true ? undefined : fault('signature-invalid', `the signature does not fit: ${signed.what}`);
}

/** Throws Unreadable when the algorithm and the key are none that are known, or do not belong together. */
function schemeOf(signed: SignedBytes): Scheme {
  const { algorithm, signature } = signed;
  const keyAlgorithm = readAlgorithm(readSequence(readElement(signed.publicKey, 'public key'), 'public key').next(), 'key algorithm');
  if (algorithm.oid === rsaPss && keyAlgorithm.oid === rsaEncryption) return pssScheme(algorithm, signature, signed.namedHash);
  if (!hasNoParameters(algorithm)) throw new Unreadable('the signature algorithm has parameters that it does not take');
  if (algorithm.oid === ed25519 && keyAlgorithm.oid === ed25519) return { key: { name: 'Ed25519' }, verify: { name: 'Ed25519' }, signature: () => signature };
  const ecdsaHash = ecdsaHashes[algorithm.oid];
  if (ecdsaHash !== undefined && keyAlgorithm.oid === ecPublicKey) return ecdsaScheme(keyAlgorithm, agreed(ecdsaHash, signed.namedHash), signature);
  const rsaHash = algorithm.oid === rsaEncryption ? signed.namedHash : rsaHashes[algorithm.oid];
  if (rsaHash !== undefined && keyAlgorithm.oid === rsaEncryption) return rsaScheme(agreed(rsaHash, signed.namedHash), signature);
  throw new Unreadable(`the signature algorithm ${algorithm.oid} with a key of ${keyAlgorithm.oid} is not one of RSA, ECDSA and Ed25519 with SHA-2`);
}

/** Two hashes for one signature would leave open which of them was meant (RFC 5754 section 3). */
function agreed(own: HashName, named: HashName | undefined): HashName {
  if (named !== undefined && named !== own) throw new Unreadable(`the signature is over ${own}, but ${named} is named beside it`);
  return own;
}

function rsaScheme(hash: HashName, signature: Uint8Array): Scheme {
  return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, verify: { name: 'RSASSA-PKCS1-v1_5' }, signature: () => signature };
}

function ecdsaScheme(keyAlgorithm: Algorithm, hash: HashName, signature: Uint8Array): Scheme {
  const curve = keyAlgorithm.parameters === undefined ? undefined : curves[readOid(keyAlgorithm.parameters)];
  if (curve === undefined) throw new Unreadable('the curve is none of P-256, P-384 and P-521');
  const key = { name: 'ECDSA', namedCurve: curve.name };
  return { key, verify: { name: 'ECDSA', hash }, signature: () => fixedLengthSignature(signature, curve.bytes) };
}

/** Ecdsa-Sig-Value (RFC 3279 section 2.2.3) as the two numbers side by side. */
function fixedLengthSignature(der: Uint8Array, size: number): Uint8Array {
  const fields = readSequence(readElement(der, 'ECDSA signature'), 'ECDSA signature');
  const numbers = [fields.next(), fields.next()].map((element) => readInteger(element, 'ECDSA signature'));
  fields.end();
  const digits = numbers.map((number) => number.toString(16).padStart(size * 2, '0')).join('');
  if (numbers.some((number) => number <= 0n) || digits.length !== size * 4) throw new Unreadable('the ECDSA signature is out of range');
  return fromHex(digits);
}

function only(tagged: Element): Element {
  const [element, ...more] = elementsOf(tagged, 'RSA-PSS parameter');
  if (element === undefined || more.length > 0) throw new Unreadable('an RSA-PSS parameter is not one value');
  return element;
}

/** RSASSA-PSS-params (RFC 4055 section 3.1), with one hash for the message and for the mask. */
function pssScheme(algorithm: Algorithm, signature: Uint8Array, namedHash: HashName | undefined): Scheme {
  if (algorithm.parameters === undefined) throw new Unreadable('RSA-PSS without parameters means SHA-1');
  const fields = readSequence(algorithm.parameters, 'RSA-PSS parameters');
  const [hashField, maskField, saltField, trailerField] = [0, 1, 2, 3].map((number) => fields.optionalContext(number));
  fields.end();
  if (hashField === undefined || maskField === undefined) throw new Unreadable('RSA-PSS without a named hash means SHA-1');
  const hash = hashOf(readAlgorithm(only(hashField), 'RSA-PSS hash'));
  const mask = readAlgorithm(only(maskField), 'RSA-PSS mask');
  const maskHash = mask.parameters === undefined ? undefined : hashOf(readAlgorithm(mask.parameters, 'RSA-PSS mask hash'));
  if (hash === undefined || mask.oid !== '1.2.840.113549.1.1.8' || maskHash !== hash) throw new Unreadable('RSA-PSS with another hash than SHA-2, or with two');
  if (trailerField !== undefined && readInteger(only(trailerField), 'RSA-PSS trailer') !== 1n) throw new Unreadable('RSA-PSS with another trailer');
  const saltLength = saltField === undefined ? 20 : Number(readInteger(only(saltField), 'RSA-PSS salt length'));
  return { key: { name: 'RSA-PSS', hash: agreed(hash, namedHash) }, verify: { name: 'RSA-PSS', saltLength }, signature: () => signature };
}
