import type { AssessmentInputs, RecordedVerdict } from '../../shared/claim-record.ts';
import { claimAssessed } from '../custody/kinds/assessment.ts';
import { assessmentsOfClaim, type StoredAssessment } from '../db/tables/assessment.ts';
import { itemsOfClaim, type Claim } from '../db/tables/claim.ts';
import { partInWords, type PartInWords } from './claims/assessment-words.ts';
import type { CaseFiles } from './claims/assess-time.ts';
import { computeAssessment, type ComputedAssessment } from './claims/compute-assessment.ts';
import { claimId, findClaim } from './claims/find-claim.ts';
import { gatherInputs } from './claims/gather-inputs.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';

export interface AssessedClaim {
  /** The claim's short id. */
  claim: string;
  verdict: RecordedVerdict;
  /** One for each item of the claim. */
  parts: PartInWords[];
  inputs: AssessmentInputs;
  /** The entry that holds the assessment: an older one, where nothing has changed since. */
  entry: number;
  /** Whether it was recorded now. */
  isNew: boolean;
}

/**
 * Weigh a claim against its evidence and record the assessment with the entries that went in. Where nothing has changed
 * since the newest assessment, nothing is recorded. Throws CaseError `claim-not-found`.
 */
export async function assessClaim(target: WritableCase, name: string): Promise<AssessedClaim> {
  const claim = findClaim(target, name);
  const { inputs, computed } = await computeNow(target, claim);
  const [newest] = assessmentsOfClaim(target.db, claim.number);
  // A verdict that is not that of its own document is none to go on from.
  const isNew = newest === undefined || newest.verdict !== computed.verdict || newest.document.sha256 !== computed.digest;
  const entry = isNew ? await recordAssessment(target, { claim, inputs, computed }) : newest.seq;
  return { claim: claimId(claim.number), verdict: computed.verdict, parts: computed.parts.map((part) => partInWords(target.db, part)), inputs, entry, isNew };
}

interface Computed {
  claim: Claim;
  inputs: AssessmentInputs;
  computed: ComputedAssessment;
}

async function recordAssessment(target: WritableCase, { claim, inputs, computed }: Computed): Promise<number> {
  const document = await target.vault.keepDerivative(computed.document);
  const items = itemsOfClaim(target.db, claim.number).map(({ sha256: digest }) => digest);
  return target.record([claimAssessed.draft({ claim: claim.seq, items, verdict: computed.verdict, inputs, document })]);
}

/** The assessment as the case stands now; nothing is recorded. */
export async function computeNow(readable: ReadableCase, claim: Claim): Promise<{ inputs: AssessmentInputs; computed: ComputedAssessment }> {
  const inputs = gatherInputs(readable.db, claim);
  return { inputs, computed: await computeAssessment(readable, inputs) };
}

/** Whether a recorded assessment follows from the entries that it names: it is computed again and compared byte for byte. */
export async function isAssessmentRepeatable(readable: CaseFiles, { inputs, document, verdict }: StoredAssessment): Promise<boolean> {
  const again = await computeAssessment(readable, inputs);
  return again.verdict === verdict && again.digest === document.sha256;
}
