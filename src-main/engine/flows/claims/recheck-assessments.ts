import type { VerificationFinding } from '../../../shared/verification.ts';
import { openBeside } from '../../db/database.ts';
import { pageOfAssessments } from '../../db/tables/assessment.ts';

/**
 * What `checkAssessments` finds in a database that was made again from the log. The reasoning is loaded only where
 * something was assessed: that takes longer than the replay of a small case.
 */
export async function* recheckAssessments(file: string, caseFolder: string): AsyncGenerator<VerificationFinding> {
  const db = openBeside(file);
  try {
    if (pageOfAssessments(db, -1, 1).length === 0) return;
    const { checkAssessments } = await import('./check-assessments.ts');
    yield* checkAssessments({ db, folder: caseFolder });
  } finally {
    db.close();
  }
}
