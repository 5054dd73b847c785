import type { DocumentedAssessment } from '../../../src-main/format/bundle/documented-claim.ts';
import { readJson, type DisclosedPart } from '../../../src-main/format/bundle/part.ts';
import { assessmentDocumentSchema, type AssessmentDocument } from '../../../src-main/shared/assessment-document.ts';

/** The document of an assessment; undefined when it is not in the bundle or is not one. */
export function readAssessment(part: DisclosedPart, { path }: DocumentedAssessment): Promise<AssessmentDocument | undefined> {
  return readJson(part, path, assessmentDocumentSchema);
}
