import type { VerificationFinding } from '../../../shared/verification.ts';
import type { CaseDatabase } from '../../db/database.ts';

/** So many missing entries are told one by one; a log with a larger gap is checked up to there. */
const mostMissing = 65_536;
const mostTold = 1000;

/**
 * How many places of a log are to be checked, and the entries that stand outside of them: before the first, or behind a
 * gap that no removal explains. Cost: one pass over the entries' pages.
 */
export function entriesToCheck(db: CaseDatabase): { size: number; findings: VerificationFinding[] } {
  const { there } = db.prepare('SELECT count(*) AS there FROM log_entry').get() as { there: number };
  const { size } = db.prepare('SELECT coalesce(max(seq) + 1, 0) AS size FROM log_entry WHERE seq >= 0 AND seq < ?').get(there + mostMissing) as { size: number };
  const outside = db.prepare('SELECT CAST(seq AS TEXT) AS seq FROM log_entry WHERE seq < 0 OR seq >= ? ORDER BY log_entry.seq LIMIT ?').all(size, mostTold) as { seq: string }[];
  const findings = outside.map(({ seq }): VerificationFinding => ({ code: 'entry-out-of-place', thing: `entry ${seq}`, expected: `no entry before 0 or behind ${size - 1}`, actual: 'an entry' }));
  return { size, findings };
}
