import { readBoolean, readElement, readInteger, readSequence, tag } from './asn1.ts';
import type { Certificate } from './certificates.ts';
import { fault, type TimestampFault } from './faults.ts';
import type { Instant } from './instants.ts';
import { keyUsages, readPurposes, timeStamping } from './key-usage.ts';
import { sameName } from './names.ts';
import { signatureFault } from './signatures.ts';

/** What a chain is built from, and the instant for which it must hold: that of the timestamp, not today. */
export interface ChainQuestion {
  signer: Certificate;
  /** From the token. */
  others: readonly Certificate[];
  pinned: readonly Certificate[];
  at: Instant;
}

export interface ChainAnswer {
  /** The pinned certificate where the chain ends; absent when none does. */
  root?: Certificate;
  faults: TimestampFault[];
}

/**
 * Find a chain from the signer to a pinned certificate and judge it by RFC 5280 section 6.1, without revocation and
 * policies. The pinned certificate is judged like the others: a pin says whom the user trusts, not for how long.
 * When several chains are possible, one without a fault is enough. Throws Unreadable. Cost: a signature per step.
 */
export async function judgeChain(question: ChainQuestion): Promise<ChainAnswer> {
  const search = startSearch(question);
  let first: ChainAnswer | undefined;
  for await (const chain of chainsFrom([question.signer], search)) {
    const root = chain.at(-1);
    const answer = { ...(root && { root }), faults: chain.flatMap((_certificate, n) => certificateFaults(chain, n, question.at)) };
    if (answer.faults.length === 0) return answer;
    first ??= answer;
  }
  return first ?? { faults: [notPinned(question, search), ...search.broken] };
}

interface Search {
  pinned: ReadonlySet<string>;
  candidates: readonly Certificate[];
  /** Links whose names fit and whose signatures do not. */
  broken: TimestampFault[];
  /** The last certificate of the longest chain that ended nowhere. */
  longest: Certificate[];
  stepsLeft: number;
}

const mostLinks = 8;

/** A hostile token may hold certificates that all seem to issue each other. */
const mostSteps = 100;

function startSearch({ signer, others, pinned }: ChainQuestion): Search {
  // Pinned ones first: the shortest chain is the one that the user had in mind.
  const candidates = [...new Map([...pinned, ...others].map((certificate) => [certificate.sha256, certificate])).values()];
  return { pinned: new Set(pinned.map((root) => root.sha256)), candidates, broken: [], longest: [signer], stepsLeft: mostSteps };
}

async function* chainsFrom(chain: Certificate[], search: Search): AsyncGenerator<Certificate[], void> {
  const last = chain.at(-1);
  if (last === undefined) return;
  if (search.pinned.has(last.sha256)) {
    yield chain;
    return;
  }
  if (chain.length > search.longest.length) search.longest = chain;
  if (chain.length > mostLinks) return;
  for (const issuer of search.candidates) {
    const used = chain.some((certificate) => certificate.sha256 === issuer.sha256);
    if (used || !sameName(issuer.subject, last.issuer) || search.stepsLeft-- <= 0) continue;
    const broken = await linkFault(last, issuer);
    if (broken === undefined) yield* chainsFrom([...chain, issuer], search);
    else search.broken.push(broken);
  }
}

async function linkFault(certificate: Certificate, issuer: Certificate): Promise<TimestampFault | undefined> {
  const found = await signatureFault({
    bytes: certificate.signedPart,
    signature: certificate.signature,
    algorithm: certificate.signatureAlgorithm,
    publicKey: issuer.publicKey,
    what: `the certificate of ${certificate.subject.text}, by ${issuer.subject.text}`,
  });
  return found?.code === 'signature-invalid' ? { ...found, code: 'chain-invalid' } : found;
}

function notPinned({ pinned }: ChainQuestion, { longest }: Search): TimestampFault {
  const end = longest.at(-1);
  const detail = `no chain leads to a pinned certificate; the longest one ends with ${end?.subject.text}, issued by ${end?.issuer.text}`;
  return fault('root-not-pinned', detail, { expected: pinned.map((root) => root.sha256).join(' or ') || 'a pinned root', actual: end?.sha256 ?? 'none' });
}

function certificateFaults(chain: readonly Certificate[], n: number, at: Instant): TimestampFault[] {
  const certificate = chain[n];
  if (certificate === undefined) return [];
  return [...validityFaults(certificate, at), ...criticalFaults(certificate), ...(n === 0 ? [] : authorityFaults(certificate, chain.slice(1, n)))];
}

function validityFaults({ subject, notBefore, notAfter }: Certificate, at: Instant): TimestampFault[] {
  if (notBefore.epochMs <= at.epochMs && at.epochMs <= notAfter.epochMs) return [];
  const expected = `${notBefore.text} to ${notAfter.text}`;
  return [fault('certificate-not-valid-at-gentime', `the certificate of ${subject.text} was not valid at the time stamped`, { expected, actual: at.text })];
}

/**
 * Extensions that this folder judges, or that change nothing here: no policy is asked for, so any certificate policy
 * will do, and without name constraints an alternative name binds nobody.
 */
const understood: Readonly<Record<string, string>> = {
  '2.5.29.15': 'key usage', '2.5.29.17': 'alternative name', '2.5.29.19': 'basic constraints', '2.5.29.32': 'certificate policies', '2.5.29.37': 'extended key usage',
};

function criticalFaults({ subject, extensions }: Certificate): TimestampFault[] {
  return [...extensions]
    .filter(([oid, extension]) => extension.critical && understood[oid] === undefined)
    .map(([oid]) => fault('unknown-critical-extension', `the certificate of ${subject.text} has a critical extension that is not known here`, { actual: oid }));
}

/** RFC 5280 section 6.1.4 (k) to (n), and that an authority for other purposes alone issues no timestamp signers. */
function authorityFaults(authority: Certificate, below: readonly Certificate[]): TimestampFault[] {
  const { isAuthority, pathLength } = basicConstraints(authority);
  const name = authority.subject.text;
  const faults: TimestampFault[] = [];
  if (!isAuthority) faults.push(fault('chain-invalid', `${name} is not a certificate authority`, { expected: 'CA:TRUE', actual: 'CA:FALSE' }));
  const usages = keyUsages(authority);
  if (usages?.includes('keyCertSign') === false) {
    faults.push(fault('chain-invalid', `the key of ${name} may not sign certificates`, { expected: 'keyCertSign', actual: usages.join(', ') }));
  }
  const depth = below.filter((certificate) => !sameName(certificate.subject, certificate.issuer)).length;
  if (pathLength !== undefined && BigInt(depth) > pathLength) {
    faults.push(fault('chain-invalid', `too many authorities stand under ${name}`, { expected: `at most ${pathLength}`, actual: `${depth}` }));
  }
  return [...faults, ...authorityPurposeFaults(authority)];
}

const anyPurpose = '2.5.29.37.0';

function authorityPurposeFaults(authority: Certificate): TimestampFault[] {
  const extension = authority.extensions.get('2.5.29.37');
  const purposes = extension && readPurposes(extension);
  if (purposes === undefined || purposes.includes(timeStamping) || purposes.includes(anyPurpose)) return [];
  return [fault('chain-invalid', `${authority.subject.text} issues certificates for other purposes`, { expected: timeStamping, actual: purposes.join(' and ') })];
}

/** RFC 5280 section 4.2.1.9. */
function basicConstraints(certificate: Certificate): { isAuthority: boolean; pathLength: bigint | undefined } {
  const extension = certificate.extensions.get('2.5.29.19');
  if (extension === undefined) return { isAuthority: false, pathLength: undefined };
  const fields = readSequence(readElement(extension.value, 'basic constraints'), 'basic constraints');
  const authority = fields.optional(tag.boolean);
  const length = fields.optional(tag.integer);
  fields.end();
  return { isAuthority: authority !== undefined && readBoolean(authority, 'cA'), pathLength: length && readInteger(length, 'path length') };
}
