import { canonicalBytes, type Canonical } from '../../../format/canonical.ts';
import type { AssessmentInputs, RecordedVerdict } from '../../../shared/claim-record.ts';
import { CaseError } from '../../../shared/errors.ts';
import { toRecordTexts } from '../../../shared/text.ts';
import { sha256 } from '../../custody/sha256.ts';
import { findClaimBySeq, itemsOfClaim } from '../../db/tables/claim.ts';
import { findEvidenceBySeq, type Evidence } from '../../db/tables/evidence.ts';
import { assessPlace, type PlacePart } from './assess-place.ts';
import { assessTime, type CaseFiles, type TimePart } from './assess-time.ts';
import { withoutOpenEnds } from './recorded-instant.ts';

export type AssessedPart = TimePart | PlacePart;

export interface ComputedAssessment {
  verdict: RecordedVerdict;
  /** One for each item of the claim: each is a recording of its own. */
  parts: AssessedPart[];
  /** The document of the record, canonical bytes, and its SHA-256. */
  document: Uint8Array;
  digest: string;
}

/**
 * Compute an assessment from the entries it rests on and the files they name, and from nothing else: the same inputs give
 * the same bytes, today and in a replay. Throws CaseError `file-missing`, `file-damaged`.
 */
export async function computeAssessment(readable: CaseFiles, inputs: AssessmentInputs): Promise<ComputedAssessment> {
  const claim = findClaimBySeq(readable.db, inputs.claim);
  if (claim === undefined) throw new CaseError('internal', { detail: `entry ${inputs.claim} is no claim` });
  const evidence = inputs.evidence.flatMap((seq) => {
    const one = findEvidenceBySeq(readable.db, seq);
    // What was tied to another claim says nothing of this one, whoever names it here.
    if (one?.claimNumber !== claim.number) return [];
    return [inputs.overruled?.includes(seq) === true ? notConfirmed(one) : one];
  });
  const items = itemsOfClaim(readable.db, claim.number);
  const parts: AssessedPart[] = [];
  for (const [n, item] of items.entries()) {
    const part = { item, inputs: inputs.items[n] ?? { receipt: item.firstSeq } };
    const ofItem = evidence.filter(({ statement: { of } }) => of === undefined || of === item.sha256);
    const { meaning } = claim;
    parts.push(meaning.kind === 'place' ? assessPlace(readable.db, meaning.place, { evidence: ofItem, part }) : await assessTime(readable, { claim, evidence: ofItem, part }));
  }
  const verdict = verdictOfAll(parts.map(verdictOf));
  const document = documentOf({ inputs, verdict, parts });
  return { verdict, parts, document, digest: Buffer.from(sha256(document)).toString('hex') };
}

/** A copy whose confirmation fell. */
export function notConfirmed(evidence: Evidence): Evidence {
  return { ...evidence, statement: { ...evidence.statement, confirmed: false } };
}

export function verdictOf(part: AssessedPart): RecordedVerdict {
  return part.kind === 'time' ? part.assessment.verdict : part.verdict;
}

/** One item that conflicts, or else one that is refuted, settles a claim about several; it is supported where each of them is. */
function verdictOfAll(verdicts: readonly RecordedVerdict[]): RecordedVerdict {
  for (const settling of ['conflicting', 'refuted', 'consistent-but-unproven', 'undefined'] as const) {
    if (verdicts.includes(settling)) return settling;
  }
  return 'supported';
}

/** Codes and facts alone: the words may change with a version, and the record must not. */
function documentOf({ inputs, verdict, parts }: { inputs: AssessmentInputs; verdict: RecordedVerdict; parts: readonly AssessedPart[] }): Uint8Array {
  return canonicalBytes(toRecordTexts(withoutOpenEnds({ v: 1, inputs, verdict, parts })) as Canonical);
}
