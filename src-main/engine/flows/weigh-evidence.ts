import { canonicalBytes } from '../../format/canonical.ts';
import { evidenceBases, strengths, type EvidenceBasis, type EvidenceLimit } from '../../shared/claim-record.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { evidenceRecorded, evidenceWithdrawn } from '../custody/kinds/evidence.ts';
import { findClaimByNumber, itemsOfClaim, type Claim } from '../db/tables/claim.ts';
import { findEvidenceBySeq, type EvidenceStatement } from '../db/tables/evidence.ts';
import { findKeyframeScan } from '../db/tables/keyframe.ts';
import { evidenceId, findClaim, findEvidence } from './claims/find-claim.ts';
import { limitText } from './claims/limit-words.ts';
import { confirmationOf } from './claims/confirmed-copy.ts';
import { orNothingRecorded, refused } from './claims/refused.ts';
import { readLimit, type LimitReading, type TypedLimit } from './claims/typed-limit.ts';
import { refuseUnweighable, weightOf, type Weight } from './claims/weight.ts';
import { findItem } from './find-item.ts';
import { refuseOutside } from './similar/judged-segments.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';

/** Evidence as a person types it. */
export interface TypedEvidence extends TypedLimit {
  basis: string;
  /** The item in which it is seen, and the presentation time there. */
  item?: string | undefined;
  frame?: number | undefined;
  /** The one of the claim's items that it speaks of; without it, all of them. */
  of?: string | undefined;
  /** The part of the footage that it speaks of, in words. */
  segment?: string | undefined;
  origin?: string | undefined;
  /** Of an earlier copy: what dates it, and that a person compared the two and found the same recording. */
  datedBy?: string | undefined;
  confirmed?: boolean | undefined;
  strength?: string | undefined;
  because?: string | undefined;
}

export interface RecordedEvidence {
  /** Its short id. */
  evidence: string;
  entry: number;
  limit: EvidenceLimit;
  /** What it says, in words. */
  says: string;
  /** Absent for a place and for a note, which no verdict on time rests on. */
  weighs?: Weight;
  remarks: string[];
}

/** Tie evidence to a claim. Throws CaseError `claim-not-found`, `item-not-found`, `argument-invalid`; nothing is recorded then. */
export async function addEvidence(target: WritableCase, claimName: string, typed: TypedEvidence): Promise<RecordedEvidence> {
  const claim = findClaim(target, claimName);
  const { statement, reading, times } = await orNothingRecorded(() => readEvidence(target, claim, typed));
  const limit: EvidenceLimit =
    times !== undefined && statement.limit.kind === 'periodic' ? { ...statement.limit, intervals: await target.vault.keepDerivative(canonicalBytes(times)) } : statement.limit;
  const entry = await target.record([evidenceRecorded.draft({ ...statement, limit, items: [...statement.items] })]);
  const number = findEvidenceBySeq(target.db, entry)?.number ?? 0;
  const weighs = weightOf({ ...statement, limit });
  const remarks = [...reading.remarks, ...(reading.weakBecause === undefined ? [] : [reading.weakBecause])];
  return { evidence: evidenceId(number), entry, limit, says: limitText({ ...statement, limit }), ...(weighs === undefined ? {} : { weighs }), remarks };
}

function readEvidence(target: WritableCase, claim: Claim, typed: TypedEvidence) {
  const basis = typedBasis(typed.basis);
  const datedBy = typed.datedBy === undefined ? datedByPost(basis, typed) : typedBasis(typed.datedBy);
  refuseContradictions(typed, basis, datedBy);
  const reading = readLimit(typed, basis, { now: target.clock.now(), datedBy });
  const ofClaim = itemsOfClaim(target.db, claim.number).map(({ sha256 }) => sha256);
  if (basis === 'earlier-copy') refuseCopyOfItself(target, ofClaim, typed);
  const place = placeInFootage(target, ofClaim, typed);
  const { limit, remarks: _, weakBecause: _weak, ...read } = reading;
  const recorded: EvidenceLimit = limit.kind === 'periodic' ? { kind: 'periodic', searched: limit.searched, intervals: noFileYet, count: limit.times.intervals.length } : limit;
  const statement: EvidenceStatement = { claim: claim.seq, basis, limit: recorded, ...read, ...place, ...wordsOf(typed), ...overrideOf(typed, reading), ...datedByOf(datedBy), ...confirmationOf(target, typed, { basis, ...place }) };
  refuseUnweighable(claim, statement);
  return { statement, reading, times: limit.kind === 'periodic' ? limit.times : undefined };
}

/** Stands in until the document is kept: nothing is kept before all of the evidence could be read. */
const noFileYet = { sha256: '0'.repeat(64) as Sha256, bytes: 0 };

function typedBasis(text: string): EvidenceBasis {
  const wanted = text.trim().toLowerCase();
  const basis = evidenceBases.find((known) => known === wanted);
  if (basis !== undefined) return basis;
  throw refused(`"${text}" is no basis of evidence. Accepted: ${evidenceBases.join(', ')}.`);
}

/** An earlier copy whose time comes from a post is dated by that post's id. */
function datedByPost(basis: EvidenceBasis, { post, notLaterThan, notEarlierThan, during }: TypedEvidence): EvidenceBasis | undefined {
  const byPost = basis === 'earlier-copy' && post !== undefined && (notLaterThan ?? notEarlierThan ?? during) === undefined;
  return byPost ? 'post-id' : undefined;
}

function refuseContradictions(typed: TypedEvidence, basis: EvidenceBasis, datedBy: EvidenceBasis | undefined): void {
  const { notLaterThan, notEarlierThan, during, post, confirmed, frame, item, strength, because } = typed;
  const stated = notLaterThan ?? notEarlierThan ?? during;
  if ((basis === 'post-id' || datedBy === 'post-id') && (post === undefined || stated !== undefined)) throw refused('The time of a post id follows from the post: name the post, and no time beside it.');
  if (basis !== 'earlier-copy' && (confirmed === true || datedBy !== undefined)) throw refused('Only an earlier copy is confirmed by a person and dated by something else. Leave that out, or make the basis earlier-copy.');
  if (frame !== undefined && item === undefined) throw refused('A frame belongs to an item: name the item in which it is seen.');
  if ((strength === undefined) !== (because === undefined)) throw refused('To weigh evidence otherwise than its basis does needs both the strength and the reason.');
}

/** A copy is another item than the one of which it is a copy. */
function refuseCopyOfItself(readable: ReadableCase, ofClaim: readonly Sha256[], { item, of }: TypedEvidence): void {
  const copy = item === undefined ? undefined : findItem(readable, item).sha256;
  if (copy === undefined || !ofClaim.includes(copy)) return;
  if (of === undefined && ofClaim.length > 1) throw refused(`The claim is about "${item}" and others: say of which of them it is a copy (of).`);
  if (of !== undefined && findItem(readable, of).sha256 !== copy) return;
  throw refused(`"${item}" is the item that the claim is about, and an earlier copy of it is another item. Accepted: the item that is the copy; for a post that shows "${item}" itself, the basis post-id.`);
}

/** Where it is seen, and of what it speaks. */
function placeInFootage(readable: ReadableCase, ofClaim: readonly Sha256[], { item, frame, of }: TypedEvidence) {
  const seen = item === undefined ? undefined : findItem(readable, item);
  const scanned = seen?.keyframesSeq ?? undefined;
  const timeBase = scanned === undefined ? undefined : (findKeyframeScan(readable.db, scanned)?.timeBase ?? undefined);
  if (seen !== undefined && frame !== undefined) refuseOutside(readable, seen, frame);
  const at = frame === undefined ? {} : { pts: frame, ...(timeBase === undefined ? {} : { timeBase }) };
  const about = of === undefined ? undefined : findItem(readable, of).sha256;
  if (about !== undefined && !ofClaim.includes(about)) throw refused(`The claim is not about the item "${of}". Accepted: one of the claim's own items.`);
  // What is seen in one of the claim's own items speaks of that one.
  const own = about ?? (seen !== undefined && ofClaim.length > 1 && ofClaim.includes(seen.sha256) ? seen.sha256 : undefined);
  const items = [...new Set([...(own === undefined ? ofClaim : [own]), ...(seen === undefined ? [] : [seen.sha256])])];
  return { items, ...(own === undefined ? {} : { of: own }), ...(seen === undefined ? {} : { seenIn: { item: seen.sha256, ...at } }) };
}

function wordsOf({ origin, segment, note }: TypedEvidence): Pick<EvidenceStatement, 'origin' | 'segment' | 'note'> {
  return {
    ...(origin === undefined ? {} : { origin: typedText('origin', origin) }),
    ...(segment === undefined ? {} : { segment: typedText('segment', segment) }),
    ...(note === undefined ? {} : { note: typedText('note', note) }),
  };
}

function datedByOf(datedBy: EvidenceBasis | undefined): Pick<EvidenceStatement, 'datedBy'> {
  return datedBy === undefined ? {} : { datedBy };
}

function overrideOf({ strength, because }: TypedEvidence, { weakBecause }: LimitReading): Pick<EvidenceStatement, 'override'> {
  if (strength === undefined) return weakBecause === undefined ? {} : { override: { strength: 'assertion', reason: weakBecause } };
  const known = strengths.find((name) => name === strength.trim());
  if (known === undefined) throw refused(`"${strength}" is no strength. Accepted: ${strengths.join(', ')}.`);
  if (weakBecause !== undefined && known === 'decisive') throw refused(`This cannot be lifted to decisive, whatever the reason. ${weakBecause}`);
  return { override: { strength: known, reason: typedText('reason', because ?? '') } };
}

/** Withdraw evidence, with the reason. It stays in the record and no longer counts. Throws CaseError `evidence-not-found`, `argument-invalid`. */
export async function withdrawEvidence(target: WritableCase, name: string, because: string): Promise<{ entry: number; claim: string }> {
  const evidence = findEvidence(target, name);
  const claim = findClaimByNumber(target.db, evidence.claimNumber);
  const payload = await orNothingRecorded(() => {
    if (evidence.withdrawnSeq !== null) throw refused(`The evidence ${name} was withdrawn before, by entry ${evidence.withdrawnSeq}.`);
    return { claim: evidence.statement.claim, evidence: evidence.seq, items: [...evidence.statement.items], because: typedText('reason', because) };
  });
  const entry = await target.record([evidenceWithdrawn.draft(payload)]);
  return { entry, claim: `c${claim?.number ?? evidence.claimNumber}` };
}
