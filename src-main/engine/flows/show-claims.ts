import { canonicalBytes, type Canonical } from '../../format/canonical.ts';
import type { AssessmentInputs, EvidenceLimit, RecordedVerdict } from '../../shared/claim-record.ts';
import { assessmentsOfClaim, judgementsOfClaim, type Judgement, type StoredAssessment } from '../db/tables/assessment.ts';
import { itemsOfClaim, pageOfClaims, type Claim } from '../db/tables/claim.ts';
import { itemNumber } from '../db/tables/item.ts';
import { evidenceOfClaim, type Evidence, type EvidenceStatement } from '../db/tables/evidence.ts';
import { computeNow, isAssessmentRepeatable } from './assess-claim.ts';
import { notConfirmed, type ComputedAssessment } from './claims/compute-assessment.ts';
import { limitText } from './claims/limit-words.ts';
import { gatherInputs } from './claims/gather-inputs.ts';
import { claimId, evidenceId, findClaim } from './claims/find-claim.ts';
import { meaningText } from './claims/meaning-words.ts';
import { fromRecordedInstant } from './claims/recorded-instant.ts';
import { nameOf, partInWords, type PartInWords } from './claims/assessment-words.ts';
import { showCopies, type ShownCopy } from './claims/show-copies.ts';
import { weightOf, type Weight } from './claims/weight.ts';
import { shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface ListedClaim extends Omit<Claim, 'number' | 'seq'> {
  id: string;
  /** The entry that recorded it. */
  entry: number;
  /** Short ids. */
  items: string[];
  /** Its meaning in words. */
  meaningInWords: string;
  /** By rule, by the newest assessment; null while it was never assessed. */
  verdict: RecordedVerdict | null;
  /** Whether what that verdict rests on has changed since. */
  outdated: boolean;
  /** The newest judgement of a person. */
  judgement: RecordedVerdict | null;
  evidenceCount: number;
}

const pageSize = 500;

/** So many claims behind one, in the order in which they were recorded. Throws CaseError `claim-not-found`. */
export function pageOfListedClaims(readable: ReadableCase, { after, limit }: { after?: string | undefined; limit: number }): ListedClaim[] {
  return pageOfClaims(readable.db, after === undefined ? 0 : findClaim(readable, after).number, limit).map((claim) => toListed(readable, claim));
}

/** The claims of a case in the order in which they were recorded. */
export function* listClaims(readable: ReadableCase): Generator<ListedClaim> {
  for (let after = 0; ; ) {
    const page = pageOfClaims(readable.db, after, pageSize);
    for (const claim of page) yield toListed(readable, claim);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.number;
  }
}

function toListed({ db }: ReadableCase, claim: Claim): ListedClaim {
  const { number, seq, ...rest } = claim;
  const [newest] = assessmentsOfClaim(db, number);
  return {
    id: claimId(number),
    entry: seq,
    ...rest,
    items: itemsOfClaim(db, number).map((item) => shortId(item.number)),
    meaningInWords: meaningText(claim.meaning, claim.saidAt === null ? undefined : fromRecordedInstant(claim.saidAt.instant)),
    verdict: newest?.verdict ?? null,
    outdated: newest !== undefined && !areSame(gatherInputs(db, claim), newest.inputs),
    judgement: judgementsOfClaim(db, number).at(-1)?.verdict ?? null,
    evidenceCount: evidenceOfClaim(db, number).filter(({ withdrawnSeq }) => withdrawnSeq === null).length,
  };
}

export interface ShownEvidence extends Omit<EvidenceStatement, 'claim' | 'items'> {
  id: string;
  entry: number;
  recordedAt: string;
  limit: EvidenceLimit;
  /** What it says, in words. */
  says: string;
  weighs?: Weight;
  /** A copy whose confirmation fell: another judgement of the two items counts now. */
  overruled?: true;
  withdrawn?: { entry: number; because: string };
}

export interface ShownAssessment {
  entry: number;
  assessedAt: string;
  verdict: RecordedVerdict;
  inputs: AssessmentInputs;
  /** It was computed again from the entries that it names, and came out the same. */
  repeatable: boolean;
  /** Evidence, examinations or anchors have changed since: another assessment would be recorded. */
  outdated: boolean;
  parts: PartInWords[];
}

export interface ShownClaim {
  claim: ListedClaim;
  evidence: ShownEvidence[];
  /** Items that show the same, as a person judged, with what dates them. */
  copies: ShownCopy[];
  /** The newest one, in words only while it is not outdated; null while there is none. */
  assessment: ShownAssessment | null;
  earlierAssessments: { entry: number; assessedAt: string; verdict: RecordedVerdict }[];
  judgements: Judgement[];
  /** What follows now, whether or not it was recorded. */
  now: WhatFollows;
}

export interface WhatFollows {
  verdict: RecordedVerdict;
  parts: PartInWords[];
  /** The document that an assessment would have; canonical JSON. */
  document: Uint8Array;
  /** What people call the bounds in it, by their ids. */
  names: Record<string, string>;
}

/** Everything that is known of one claim. Throws CaseError `claim-not-found`. */
export async function showClaim(readable: ReadableCase, name: string): Promise<ShownClaim> {
  const { db } = readable;
  const claim = findClaim(readable, name);
  const [newest, ...earlier] = assessmentsOfClaim(db, claim.number);
  const { inputs, computed } = await computeNow(readable, claim);
  return {
    claim: toListed(readable, claim),
    evidence: evidenceOfClaim(db, claim.number).map((one) => toShown(one, inputs.overruled?.includes(one.seq) === true)),
    copies: showCopies(db, claim, inputs),
    assessment: newest === undefined ? null : await toShownAssessment(readable, newest, { inputs, computed }),
    earlierAssessments: earlier.map(({ seq, assessedAt, verdict }) => ({ entry: seq, assessedAt, verdict })),
    judgements: judgementsOfClaim(db, claim.number),
    now: whatFollows(readable, computed),
  };
}

function whatFollows({ db }: ReadableCase, { verdict, parts, document }: ComputedAssessment): WhatFollows {
  const named = parts.flatMap((part) => (part.kind === 'time' ? part.bounds.map(({ id }) => [id, nameOf(db, itemNumber(db, part.item) ?? 0, id)]) : []));
  return { verdict, parts: parts.map((part) => partInWords(db, part)), document, names: Object.fromEntries(named) as Record<string, string> };
}

function toShown(evidence: Evidence, overruled: boolean): ShownEvidence {
  const { number, seq, recordedAt, statement, withdrawnSeq, withdrawnBecause } = overruled ? notConfirmed(evidence) : evidence;
  const { claim: _claim, items: _items, ...rest } = statement;
  const weighs = weightOf(statement);
  return {
    id: evidenceId(number),
    entry: seq,
    recordedAt,
    ...rest,
    says: limitText(statement),
    ...(weighs === undefined ? {} : { weighs }),
    ...(overruled ? { overruled } : {}),
    ...(withdrawnSeq === null ? {} : { withdrawn: { entry: withdrawnSeq, because: withdrawnBecause ?? '' } }),
  };
}

async function toShownAssessment(readable: ReadableCase, newest: StoredAssessment, now: { inputs: AssessmentInputs; computed: ComputedAssessment }): Promise<ShownAssessment> {
  const { seq: entry, assessedAt, verdict, inputs } = newest;
  const outdated = !areSame(now.inputs, inputs);
  const parts = outdated ? [] : now.computed.parts.map((part) => partInWords(readable.db, part));
  return { entry, assessedAt, verdict, inputs, repeatable: await isAssessmentRepeatable(readable, newest), outdated, parts };
}

/** In one order of keys: those of the record are in canonical order. */
function areSame(one: AssessmentInputs, other: AssessmentInputs): boolean {
  const bytesOf = (inputs: AssessmentInputs): Buffer => Buffer.from(canonicalBytes(inputs as unknown as Canonical));
  return bytesOf(one).equals(bytesOf(other));
}
