import { findingSentence } from '../../verifier/statement.ts';
import { remarkCodes, type Verification, type VerificationFinding } from '../../shared/verification.ts';
import { verifyCase, type VerifyCase } from './verify-case.ts';
import { readHeadText } from './head-of-log.ts';

/** A finding in words. `isRemark`: it happens to honest cases too, and takes nothing away from what was shown. */
export type ToldFinding = VerificationFinding & { sentence: string; isRemark: boolean };

export type CheckedCase = Omit<Verification, 'findings'> & { findings: ToldFinding[] };

/**
 * Check a whole case as `verifyCase` does, for people: findings with their sentences, faults first. What they hold may be a
 * checkpoint, or the head of the log as it was photographed: then the fingerprint under it is compared with the key as well,
 * unless they gave a key. Rejects like `verifyCase`.
 */
export async function checkCase({ heldCheckpoints = [], pin, ...options }: VerifyCase): Promise<CheckedCase> {
  const told = heldCheckpoints.map(({ note }) => readHeadText(note).fingerprint).find((fingerprint) => fingerprint !== undefined);
  const checked = await verifyCase({ ...options, pin: pin ?? told, heldCheckpoints });
  const findings = checked.findings.map((finding) => ({ ...finding, sentence: findingSentence(finding), isRemark: remarkCodes.includes(finding.code) }));
  return { ...checked, findings: findings.toSorted((a, b) => Number(a.isRemark) - Number(b.isRemark)) };
}
