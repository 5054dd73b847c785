import { verifyBundle, type BundleVerification, type VerifyBundle, type VerifyingProgress } from '../../engine/index.ts';
import { bytesText, counted } from '../../shared/text.ts';
import { faultsOf } from '../../verifier/bundle/statement.ts';
import type { BundleCheck } from '../../verifier/check-bundle.ts';
import { printBundleFindings, printBundleStatement } from '../bundle-findings.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { openProgress } from '../progress.ts';
import { interruptible } from '../with-case.ts';
import { bagProgressText, printBagVerification } from './verify-bag.ts';

/** Check what somebody handed over, and say what was found. Ends with 0, or with 1 where something stands against it. */
export async function verifyHandedOver(wanted: VerifyBundle, { json, end }: { json: boolean; end: EndWith }): Promise<void> {
  const progress = openProgress();
  const onProgress = (p: VerifyingProgress): void => progress.show(progressText(p), p.of === 0 ? undefined : p.done / p.of);
  const verified = await interruptible((signal) => verifyBundle({ ...wanted, signal, onProgress }).finally(progress.end));
  if (json) printJson(verified.kind === 'bag' ? verified.check : { ...verified.check, ...(verified.zip === undefined ? {} : { zip: verified.zip }) });
  else if (verified.kind === 'bag') printBagVerification(verified.check);
  else printBundle(verified);
  end(howManyFaults(verified) > 0 ? exitStatus.findings : exitStatus.done);
}

function howManyFaults(verified: BundleVerification): number {
  if (verified.kind === 'bag') return verified.check.findings.length + (verified.check.zip?.findings.length ?? 0);
  return faultsOf(verified.check);
}

function progressText(p: VerifyingProgress): string {
  if (p.stage === 'entries') return `${p.done} of ${p.of} entries checked`;
  if (p.stage === 'case') return `${bytesText(p.done)} of ${bytesText(p.of)} of case.json compared`;
  if (p.stage === 'decrypted') return `${bytesText(p.done)} decrypted`;
  return bagProgressText({ stage: p.stage, done: p.done, of: p.of });
}

function printBundle({ check, zip }: Extract<BundleVerification, { kind: 'bundle' }>): void {
  const { bag, bundle, signature, pinned, parts, info } = check;
  print(`A bundle${zip === undefined ? '' : ' in a ZIP file'}: ${counted(bag.payload.files + bag.tagFiles, 'file')} (${bytesText(bag.payload.bytes)}), ${info.disclosure === 'whole' ? 'a whole case' : 'items that were selected'}${info.originals === 'none' ? ', without the evidentiary copies' : ''}`);
  if (bundle !== undefined) print(`  bundle  ${bundle}`);
  print(`  key     ${signature.fingerprint ?? 'none'}${pinned ? ', the one that you compared it with' : ' (from the bundle itself: compare it with one from elsewhere, and give that as --pin)'}`);
  for (const part of parts) printPart(part);
  printBundleFindings(check, zip?.findings ?? []);
  printBundleStatement(check);
}

function printPart({ bundle, title, custodian, log, entries, checkpoint, items, claims, anchors }: BundleCheck['parts'][number]): void {
  const { name, affiliation } = custodian;
  print(`\n${bundle === undefined ? '' : 'Received before: '}"${shown(title)}", kept by ${shown(name)}${affiliation === undefined ? '' : `, ${shown(affiliation)}`}`);
  print(`  ${log}`);
  print(`  ${counted(items, 'item')}, ${counted(claims, 'claim')}, ${entries.proved} of ${counted(entries.disclosed, 'entry')} proved in a log of ${checkpoint?.size ?? 'unknown length'}, ${counted(anchors.length, 'time stamp')}`);
}
