import { hashLabel, hashOf, type HashName } from './algorithms.ts';
import { attempt, sameBytes, toHex } from './asn1.ts';
import { readPem, type Certificate, type PinnedRoot } from './certificates.ts';
import { judgeChain, type ChainAnswer } from './chain.ts';
import { fault, type TimestampFault } from './faults.ts';
import { readReply } from './reply.ts';
import { nonceNumber } from './request.ts';
import { signerFaults } from './signer.ts';
import type { TimestampInfo } from './timestamp-info.ts';
import type { Token } from './token.ts';

export type { TimestampFault, TimestampFaultCode } from './faults.ts';

export interface TimestampCheck {
  /** TimeStampResp in DER, or the TimeStampToken alone. */
  reply: Uint8Array;
  /** SHA-256 of the anchored file; 48 or 64 bytes stand for SHA-384 or SHA-512. */
  imprint: Uint8Array;
  /** When the request is known. The reply must then hold the same number. */
  nonce?: Uint8Array;
  roots: readonly PinnedRoot[];
}

export interface TimestampFacts {
  /** UTC with as many digits of a second as given: `2026-11-22T08:14:03.12Z`. */
  genTime: string;
  /** Either way, in microseconds; absent when the authority does not say, which is not the same as zero. */
  accuracyUs?: number;
  /** The same in milliseconds, rounded up: never better than what was promised. */
  accuracyMs?: number;
  /** Object identifier of the authority's policy. */
  policy: string;
  /** Decimal. */
  serial: string;
  /** Subject of the signer's certificate. */
  authority: string;
  signerSha256: string;
  /** The pinned certificate that the chain ends in. */
  rootSha256: string;
  hashAlgorithm: string;
}

export type TimestampVerdict =
  | { ok: true; facts: TimestampFacts }
  | { ok: false; faults: TimestampFault[]; facts?: Partial<TimestampFacts> };

/**
 * Whether an RFC 3161 reply dates the given imprint, by the word of an authority under a pinned root. All faults are
 * collected; on a refusal the facts are what the reply claims, not what is known. Revocation is not judged: that needs
 * a network. Never throws for what the reply holds.
 */
export async function checkTimestamp(check: TimestampCheck): Promise<TimestampVerdict> {
  const reply = await attempt(() => readReply(check.reply));
  if ('problem' in reply) return { ok: false, faults: [fault('unreadable', reply.problem)] };
  if ('fault' in reply) return { ok: false, faults: [reply.fault] };
  const { token } = reply;
  const signer = token.certificates.find(token.signer.isNamedBy);
  const chain = signer && (await chainOf(token, signer, check.roots));
  const faults = [...contentFaults(token.info, check), ...(await faultsOfSigner(token, signer)), ...(chain?.faults ?? [])];
  const facts = factsOf(token.info, signer);
  const rootSha256 = chain?.root?.sha256;
  if (faults.length > 0 || signer === undefined || rootSha256 === undefined) {
    return { ok: false, faults, facts: { ...facts, ...(rootSha256 !== undefined && { rootSha256 }) } };
  }
  return { ok: true, facts: { ...facts, authority: signer.subject.text, signerSha256: signer.sha256, rootSha256 } };
}

function contentFaults(info: TimestampInfo, check: TimestampCheck): TimestampFault[] {
  const unknown = [...info.extensions].filter(([, extension]) => extension.critical);
  return [
    ...imprintFaults(info, check.imprint),
    ...(check.nonce === undefined ? [] : nonceFaults(info, check.nonce)),
    ...unknown.map(([oid]) => fault('unknown-critical-extension', 'the timestamp has a critical extension that is not known here', { actual: oid })),
  ];
}

const imprintBytes: Readonly<Record<HashName, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

function imprintFaults(info: TimestampInfo, imprint: Uint8Array): TimestampFault[] {
  const hash = hashOf(info.imprintAlgorithm);
  const actual = `${hashLabel(info.imprintAlgorithm)} ${toHex(info.imprint)}`;
  if (hash === undefined) return [fault('imprint-algorithm', 'the timestamp is over a digest that is not SHA-2', { expected: 'SHA-256', actual })];
  if (imprintBytes[hash] === imprint.length && sameBytes(info.imprint, imprint)) return [];
  return [fault('imprint-mismatch', 'the timestamp is for something else', { expected: toHex(imprint), actual })];
}

function nonceFaults(info: TimestampInfo, nonce: Uint8Array): TimestampFault[] {
  const expected = nonceNumber(nonce);
  if (info.nonce === expected) return [];
  if (info.nonce === undefined) return [fault('nonce-missing', 'the reply does not repeat the nonce of the request', { expected: hexNumber(expected) })];
  return [fault('nonce-mismatch', 'the reply answers another request', { expected: hexNumber(expected), actual: hexNumber(info.nonce) })];
}

function hexNumber(number: bigint): string {
  return number.toString(16);
}

async function faultsOfSigner(token: Token, signer: Certificate | undefined): Promise<TimestampFault[]> {
  if (signer === undefined) return [fault('no-signer-certificate', 'the token does not hold the certificate that it was signed with')];
  const faults = await attempt(() => signerFaults(token, signer));
  return 'problem' in faults ? [fault('unreadable', faults.problem)] : faults;
}

async function chainOf(token: Token, signer: Certificate, roots: readonly PinnedRoot[]): Promise<ChainAnswer> {
  const read = await Promise.all(roots.map(readPin));
  const pinned = read.flatMap((pin) => ('fault' in pin ? [] : [pin]));
  const unusable = read.flatMap((pin) => ('fault' in pin ? [pin.fault] : []));
  const answer = await attempt(() => judgeChain({ signer, others: token.certificates, pinned, at: token.info.genTime }));
  if ('problem' in answer) return { faults: [fault('unreadable', answer.problem)] };
  // A pin that cannot be used is told when it may have been the one that was needed.
  return answer.faults.length === 0 ? answer : { ...answer, faults: [...answer.faults, ...unusable] };
}

/** A pin counts only as what its fingerprint says. */
async function readPin(root: PinnedRoot): Promise<Certificate | { fault: TimestampFault }> {
  const read = await readPem(root.pem);
  if ('problem' in read) return { fault: fault('root-unreadable', `the pinned ${root.subject} cannot be read: ${read.problem}`) };
  const [certificate] = read;
  if (certificate !== undefined && read.length === 1 && certificate.sha256 === root.sha256) return certificate;
  const actual = read.map((one) => one.sha256).join(', ');
  return { fault: fault('root-unreadable', `the pinned ${root.subject} is not what its fingerprint says`, { expected: root.sha256, actual }) };
}

/** What the token itself tells, without the three facts that a chain gives it. */
type ToldFacts = Omit<TimestampFacts, 'authority' | 'signerSha256' | 'rootSha256'> & Partial<TimestampFacts>;

function factsOf(info: TimestampInfo, signer: Certificate | undefined): ToldFacts {
  return {
    genTime: info.genTime.text,
    ...(info.accuracyUs !== undefined && { accuracyUs: info.accuracyUs, accuracyMs: Math.ceil(info.accuracyUs / 1000) }),
    policy: info.policy,
    serial: info.serial.toString(),
    ...(signer && { authority: signer.subject.text, signerSha256: signer.sha256 }),
    hashAlgorithm: hashLabel(info.imprintAlgorithm),
  };
}
