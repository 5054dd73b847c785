import { canonicalBytes, type Canonical } from '../../../format/canonical.ts';
import { rulesNumber } from '../../../claims/rules.ts';
import type { AssessmentInputs } from '../../../shared/claim-record.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import { pageOfAssessments, type StoredAssessment } from '../../db/tables/assessment.ts';
import { findClaimByNumber, type Claim } from '../../db/tables/claim.ts';
import type { CaseFiles } from './assess-time.ts';
import { computeAssessment } from './compute-assessment.ts';
import { gatherInputs } from './gather-inputs.ts';

/** Read whole pages: the rows are small, and each takes milliseconds to weigh. */
const pageSize = 100;

/**
 * Compute every assessment again from the entries that it names, and compare what they were with what stood when it was
 * recorded. The rows must be those that follow from the log. A verdict by the same rules that does not come out again
 * counts against the case; one by other rules, and one that left something out, are told (two acts at once can do that).
 */
export async function* checkAssessments(files: CaseFiles): AsyncGenerator<VerificationFinding> {
  for (let after = -1; ; ) {
    const page = pageOfAssessments(files.db, after, pageSize);
    for (const { claimNumber, ...stored } of page) {
      const claim = findClaimByNumber(files.db, claimNumber);
      if (claim !== undefined) yield* checkAssessment(files, claim, stored);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.seq;
  }
}

async function* checkAssessment(files: CaseFiles, claim: Claim, stored: StoredAssessment): AsyncGenerator<VerificationFinding> {
  const { rules = 1 } = stored.inputs;
  const outcome = await computedAgain(files, claim, stored);
  if (outcome !== undefined) {
    const code = rules === rulesNumber ? 'assessment-differs' : 'assessment-by-other-rules';
    const expected = `${outcome.expected}, by the rules ${rulesNumber} of this version`;
    yield { code, thing: `entry ${stored.seq}`, expected, actual: `${outcome.actual}, by the rules ${rules}` };
  }
  if (rules !== rulesNumber) return;
  const [expected, actual] = [gatherInputs(files.db, claim, stored.seq), stored.inputs].map(inputsText);
  if (expected !== actual) yield { code: 'assessment-incomplete', thing: `entry ${stored.seq}`, expected: `all that stood before it: ${expected}`, actual: actual ?? '' };
}

/** What should have come out and what is recorded, where they are not the same. */
async function computedAgain(files: CaseFiles, claim: Claim, { inputs, verdict, document }: StoredAssessment): Promise<{ expected: string; actual: string } | undefined> {
  const recorded = `${verdict}, in the document ${document.sha256}`;
  if (inputs.claim !== claim.seq) return { expected: `a verdict on the claim of entry ${claim.seq}`, actual: `one on entry ${inputs.claim}` };
  try {
    const again = await computeAssessment(files, inputs);
    const expected = `${again.verdict}, in the document ${again.digest}`;
    return expected === recorded ? undefined : { expected, actual: recorded };
  } catch (error) {
    return { expected: `a verdict that can be computed again (${error instanceof Error ? error.message : String(error)})`, actual: recorded };
  }
}

function inputsText(inputs: AssessmentInputs): string {
  return Buffer.from(canonicalBytes(inputs as unknown as Canonical)).toString('utf8');
}
