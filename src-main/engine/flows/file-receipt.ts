import { createHash } from 'node:crypto';
import { toHex } from '../../format/bytes.ts';
import { checkReceipt, type BundleReceipt } from '../../format/bundle/receipt.ts';
import { CaseError } from '../../shared/errors.ts';
import { checkSignature } from '../custody/keys.ts';
import { receiptFiled } from '../custody/kinds/hand-over.ts';
import { sha256 } from '../custody/sha256.ts';
import { findBundleExport, receiptsForBundle, type BundleExport } from '../db/tables/hand-over.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';

export interface FileReceipt {
  /** The receipt as it came back. */
  bytes: Uint8Array;
  /** The fingerprint of the receiver's key as known from elsewhere. */
  pin?: string | undefined;
}

export interface FiledReceiptSummary {
  /** False when it had been filed before: nothing was changed. */
  filed: boolean;
  entry: number;
  receipt: BundleReceipt;
  /** Whether the receiver's key was compared with a fingerprint from elsewhere. */
  keyPinned: boolean;
  /** The export that it is for. */
  exported: BundleExport;
}

/**
 * File a receipt that came back for a bundle of this case: its signature must hold, and it must name a bundle that this
 * case handed over, this log and this custodian's key. The same receipt is filed once. Throws CaseError `receipt-refused`, or `argument-invalid` where
 * the receiver's name cannot be recorded.
 */
export async function fileReceipt(target: WritableCase, { bytes, pin }: FileReceipt): Promise<FiledReceiptSummary> {
  const receipt = await readReceipt(bytes);
  const exported = ownExport(target, receipt);
  const { name, key } = receipt.receiver;
  if (pin !== undefined && pin !== key) throw refused(`it is signed by ${key}, and not by ${pin}`);
  const about = { receipt, keyPinned: pin !== undefined, exported };
  const before = receiptsForBundle(target.db, receipt.bundle).find((filed) => filed.receipt === toHex(sha256(bytes)));
  if (before !== undefined) return { filed: false, entry: before.seq, ...about };
  const receiver = typedText('receiver', name);
  const file = await target.vault.keepDerivative(bytes);
  const entry = await target.record([receiptFiled.draft({ bundle: receipt.bundle, receiver, receiverKey: key, keyPinned: pin !== undefined, findingCount: receipt.findings, receipt: file })]);
  return { filed: true, entry, ...about };
}

async function readReceipt(bytes: Uint8Array): Promise<BundleReceipt> {
  const digest = (hashName: string, message: Uint8Array): Uint8Array => createHash(hashName).update(message).digest();
  const checked = await checkReceipt(bytes, { sha256, digest, checkSignature });
  if ('problem' in checked) throw refused(checked.problem);
  return checked.receipt;
}

/** The export that a receipt speaks of; the receiver saw it as this custodian's, from this log. */
function ownExport({ db, info, custodian }: ReadableCase, { bundle, sender }: BundleReceipt): BundleExport {
  const exported = findBundleExport(db, bundle);
  if (exported === undefined) throw refused(`it is for the bundle ${bundle}, which was not handed over from this case`);
  if (sender.log !== info.log) throw refused(`it names the log ${sender.log}, and this one is ${info.log}`);
  if (sender.key !== custodian.fingerprint) throw refused(`it says that the bundle was signed by ${sender.key}, and the custodian's key is ${custodian.fingerprint}`);
  return exported;
}

function refused(detail: string): CaseError {
  return new CaseError('receipt-refused', { detail });
}
