import { readRoots } from '../../format/timestamp/certificates.ts';
import { checkTimestamp, type TimestampFacts } from '../../format/timestamp/check.ts';
import type { TimestampFault } from '../../format/timestamp/faults.ts';
import { makeTimestampRequest } from '../../format/timestamp/request.ts';
import { CaseError } from '../../shared/errors.ts';
import { anchorAccepted, anchorRequested } from '../custody/kinds/anchor.ts';
import { sha256 } from '../custody/sha256.ts';
import { anchorRequests, anchors, type AnchorRequest } from '../db/tables/anchor.ts';
import { checkpointLog } from './checkpoint-log.ts';
import type { WritableCase } from './open-case.ts';

const nonceBytes = 16;

/**
 * Ask for a time stamp: a request over the newest checkpoint (RFC 3161), to be carried to an outside authority.
 * Returns it in DER with the number of entries that it speaks of. The request is recorded.
 */
export async function requestAnchor(target: WritableCase): Promise<{ size: number; request: Uint8Array }> {
  const { size, note } = await checkpointLog(target);
  const imprint = sha256(new TextEncoder().encode(note));
  const nonce = target.random.bytes(nonceBytes);
  const request = makeTimestampRequest({ imprint, nonce });
  const kept = await target.vault.keepDerivative(request);
  const payload = { size, imprint: Buffer.from(imprint).toString('hex'), nonce: Buffer.from(nonce).toString('hex'), request: kept };
  await target.record([anchorRequested.draft(payload)]);
  return { size, request };
}

export type AnchorAnswer =
  /** `recordedBefore`: the entry that tells of this very reply already; then nothing was added. */
  | { accepted: true; size: number; facts: TimestampFacts; recordedBefore?: number }
  /** What speaks against the reply; nothing was recorded. */
  | { accepted: false; faults: TimestampFault[]; facts?: Partial<TimestampFacts> };

/**
 * Check an authority's reply to a request of this case, and record it when every check holds: imprint, nonce, the
 * signer's purpose, certificate and chain up to a root that the custodian pins. A reply that is recorded already is not
 * recorded again. Throws CaseError `no-anchor-request`,
 * `roots-unreadable`.
 */
export async function acceptAnchor(target: WritableCase, { reply, rootsPem }: { reply: Uint8Array; rootsPem: string }): Promise<AnchorAnswer> {
  const roots = await readRoots(rootsPem);
  if ('problem' in roots) throw new CaseError('roots-unreadable', { detail: roots.problem });
  const requests = anchorRequests(target.db);
  if (requests.length === 0) throw new CaseError('no-anchor-request');
  const judge = async (request: AnchorRequest) => {
    const imprint = Buffer.from(request.imprint, 'hex');
    return { request, verdict: await checkTimestamp({ reply, imprint, nonce: Buffer.from(request.nonce, 'hex'), roots }) };
  };
  const judged = [];
  for (const request of requests) judged.push(await judge(request));
  const accepted = judged.find(({ verdict }) => verdict.ok);
  if (accepted?.verdict.ok !== true) return refusal(judged.map(({ verdict }) => verdict));
  const { facts } = accepted.verdict;
  const recordedBefore = entryOf(target, accepted.request, { reply, rootSha256: facts.rootSha256 });
  if (recordedBefore !== undefined) return { accepted: true, size: accepted.request.size, facts, recordedBefore };
  const [keptReply, keptRoots] = await target.vault.keepDerivatives([reply, new TextEncoder().encode(rootsPem)]);
  const { genTime, accuracyMs, policy, serial, authority, rootSha256 } = facts;
  const files = { reply: keptReply as NonNullable<typeof keptReply>, roots: keptRoots as NonNullable<typeof keptRoots> };
  const stamp = { genTime, ...(accuracyMs === undefined ? {} : { accuracyMs }), policy, serial, authority, rootSha256 };
  const { seq: request, size } = accepted.request;
  await target.record([anchorAccepted.draft({ request, size, ...stamp, ...files })]);
  return { accepted: true, size, facts };
}

/** The entry in which the same reply to a request was accepted before, as leading to the same root. */
function entryOf({ db }: WritableCase, request: AnchorRequest, { reply, rootSha256 }: { reply: Uint8Array; rootSha256: string }): number | undefined {
  const digest = Buffer.from(sha256(reply)).toString('hex');
  return anchors(db).find((anchor) => anchor.requestSeq === request.seq && anchor.reply === digest && anchor.rootSha256 === rootSha256)?.seq;
}

type Verdict = Awaited<ReturnType<typeof checkTimestamp>>;

/** The faults with respect to the request that the reply comes closest to. */
function refusal(verdicts: readonly Verdict[]): AnchorAnswer {
  const refused = verdicts.filter((verdict) => !verdict.ok).sort((a, b) => a.faults.length - b.faults.length);
  const [closest] = refused;
  return { accepted: false, faults: closest?.faults ?? [], ...(closest?.facts === undefined ? {} : { facts: closest.facts }) };
}
