import { itemOfOriginalPath } from '../../../format/bundle/layout.ts';
import { keptPath } from '../../../format/case-folder.ts';
import { CaseError } from '../../../shared/errors.ts';
import { bagSentence } from '../../../verifier/bag/statement.ts';
import { bundleCodeSentences, bundleRemarkCodes } from '../../../verifier/bundle/codes.ts';
import type { BundleCheck } from '../../../verifier/check-bundle.ts';
import { zipCodeSentences } from '../../../verifier/zip/codes.ts';
import { findItemByNumber, itemNumber } from '../../db/tables/item.ts';
import { shortId } from '../find-item.ts';
import type { ReadableCase } from '../open-case.ts';
import { verifyBundle, type BundleVerification, type VerifyingProgress } from '../verify-bundle.ts';
import type { KeptToLeave } from './kept-to-leave.ts';
import { keptFiles, type ExportPlan } from './plan.ts';

interface CheckWritten {
  /** A folder or a ZIP. */
  path: string;
  plan: ExportPlan;
  signal?: AbortSignal | undefined;
  /** Bytes digested, of how many. */
  onBytes(done: number, of: number): void;
}

/**
 * Check a bundle that was just written with the verifier that its receiver has, by the custodian's own key. Throws
 * CaseError `bundle-source-failed` naming the kept file that is not what was kept, or `bundle-not-whole`.
 */
export async function checkWritten(readable: ReadableCase, { path, plan, signal, onBytes }: CheckWritten): Promise<BundleCheck> {
  const onProgress = ({ stage, done, of }: VerifyingProgress): void => (stage === 'digests' ? onBytes(done, of) : undefined);
  const verified = await verifyBundle({ path, pin: readable.custodian.fingerprint, signal, onProgress });
  if (verified.kind !== 'bundle') throw notWhole('it does not say of itself that it is a bundle');
  refuseOtherBytes(readable, plan, verified.check);
  refuseFindings(verified);
  return verified.check;
}

/** A copy in the case that has not its digest any more goes into no bundle. */
function refuseOtherBytes(readable: ReadableCase, plan: ExportPlan, { bag }: BundleCheck): void {
  const differing = new Map(bag.findings.filter(({ code }) => code === 'digest-differs').map((finding) => [finding.thing, finding]));
  const kept = keptFiles(plan).find(({ path }) => differing.has(path));
  if (kept === undefined) return;
  const actual = differing.get(kept.path)?.actual ?? 'another';
  throw new CaseError('bundle-source-failed', { path: kindlyNamed(readable, kept), detail: `it has not the digest under which it was kept (found ${actual})` });
}

/** A kept file's path in the case, and of an evidentiary copy whose it is: `originals/ab/... (i2, "clip.mov")`. */
export function kindlyNamed(readable: ReadableCase, { path, kind, sha256 }: KeptToLeave): string {
  const number = itemOfOriginalPath(path) === undefined ? undefined : itemNumber(readable.db, sha256);
  const item = number === undefined ? undefined : findItemByNumber(readable.db, number);
  return `${keptPath(kind, sha256)}${item === undefined ? '' : ` (${shortId(item.number)}, "${item.name}")`}`;
}

function refuseFindings({ check, zip }: Extract<BundleVerification, { kind: 'bundle' }>): void {
  const [inBag] = check.bag.findings;
  const inBundle = check.findings.find(({ code }) => !bundleRemarkCodes.includes(code));
  const inZip = zip?.findings[0];
  if (inZip !== undefined) throw notWhole(`${inZip.thing}: ${zipCodeSentences[inZip.code]}`);
  if (inBag !== undefined) throw notWhole(`${inBag.thing}: ${bagSentence(inBag.code)}`);
  if (inBundle !== undefined) throw notWhole(`${inBundle.thing}: ${bundleCodeSentences[inBundle.code]}`);
}

function notWhole(detail: string): CaseError {
  return new CaseError('bundle-not-whole', { detail });
}
