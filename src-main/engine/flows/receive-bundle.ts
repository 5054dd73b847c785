import { canonicalBytes } from '../../format/canonical.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { toRecordText } from '../../shared/text.ts';
import type { BundleCheck } from '../../verifier/check-bundle.ts';
import type { ZipFinding } from '../../verifier/zip/codes.ts';
import type { AgeBy } from '../bundle/age.ts';
import type { Draft } from '../custody/kind.ts';
import { bundleReceived } from '../custody/kinds/hand-over.ts';
import { importEnded } from '../custody/kinds/import.ts';
import { referenceOf } from '../db/tables/derivative.ts';
import { findBundleReceived, type BundleReceived } from '../db/tables/received.ts';
import type { SigningKeyPair } from '../custody/keys.ts';
import { unlockCustodian } from './cosign-checkpoint.ts';
import type { NotReceived, Received } from './import/record-receipts.ts';
import type { WritableCase } from './open-case.ts';
import { beginReceiving, type ReceivingRun } from './receive/begin-receiving.ts';
import { checkIncoming, type CheckedIncoming } from './receive/check-incoming.ts';
import { keepContents } from './receive/keep-contents.ts';
import { keepOriginals, type KeptOriginals } from './receive/keep-originals.ts';
import { listBundle } from './receive/list-bundle.ts';
import { openBundle, type OpenBundle } from './receive/open-bundle.ts';
import { checkProgress, keepingProgress, type ReceivingProgress } from './receive/progress.ts';
import { readRootsPem } from './receive/roots.ts';
import { signReceipt } from './receive/sign-receipt.ts';

export interface ReceiveBundle {
  /** A folder, a ZIP, or either encrypted with age. */
  path: string;
  /** A fingerprint of the sender's key, or the verifier key of the sender's log, as known from elsewhere. */
  pin?: string | undefined;
  /** Root certificates (PEM) of time stamp authorities that the receiver chose. */
  rootsPem?: string | undefined;
  /** What opens a bundle that is encrypted. */
  age?: AgeBy | undefined;
  /** Take it in although the check found something against it; the record says so. */
  despiteFindings: boolean;
  /** What the person read before: of a bundle that has become another since, or has more against it, nothing is taken in. */
  asRead?: { bundle: Sha256; findingCount: number } | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ReceivingProgress) => void) | undefined;
}

export interface ReceivingSummary {
  /** `refused`: it has findings, and nothing was taken in. `received-before`: nothing was changed. */
  outcome: 'received' | 'received-before' | 'refused' | 'cancelled';
  bundle: Sha256;
  sender: CheckedIncoming['sender'];
  /** Whether the sender's key was compared with a fingerprint from elsewhere. */
  keyPinned: boolean;
  /** Whether the sender's signature holds. */
  isSigned: boolean;
  check: BundleCheck;
  /** What is wrong with the ZIP around it. */
  zip: readonly ZipFinding[];
  /** How many findings stand against it. */
  findingCount: number;
  itemCount: number;
  entryCount: number;
  originals: boolean;
  /** True when a receiving that was cut off was taken up again. */
  resumed: boolean;
  received: Received[];
  notReceived: NotReceived[];
  receivedBefore: number;
  /** The entry of the log that tells of the bundle, and the signed receipt. */
  entry?: number;
  receipt?: string;
}

/**
 * Take in a bundle of somebody else: check it as an outsider would, and only then keep its evidentiary copies as items
 * and everything else bit for bit, sign a receipt, and record what came from whom. What the sender states stays the
 * sender's. A bundle with findings is refused unless asked otherwise; one that was taken in whole before changes nothing;
 * one that was cut off goes on. Throws CaseError when it is no bundle, there is no room, or the case cannot be written.
 */
export async function receiveBundle(target: WritableCase, wanted: ReceiveBundle): Promise<ReceivingSummary> {
  const key = await unlockCustodian(target);
  const roots = await readRootsPem(wanted.rootsPem);
  const { onProgress, onDigested } = checkProgress(wanted.onProgress);
  const bundle = await openBundle(target, { ...wanted, onDigested });
  try {
    const checked = await checkIncoming(bundle, { pin: wanted.pin, roots, signal: wanted.signal, onProgress });
    if (checked.sender.log === target.info.log) throw new CaseError('bundle-own', { log: checked.sender.log });
    refuseOther(checked, wanted);
    const before = findBundleReceived(target.db, checked.bundle);
    // What had come with findings and comes whole now is taken in again: copies that were missing then are here.
    if (before !== undefined && (before.findingCount === 0 || checked.faults > 0)) return await receivedBefore(target, checked, before);
    // The record would say for good that its sender signed it. Files of whatever origin can be imported.
    if (checked.faults > 0 && !(wanted.despiteFindings && checked.isSigned)) return summaryOf(checked, 'refused');
    return await takeIn(target, { bundle, checked, key, wanted });
  } finally {
    await bundle.close();
  }
}

/** Consent is to what was read: the file may have been exchanged in between. */
function refuseOther({ bundle, faults }: CheckedIncoming, { path, asRead }: ReceiveBundle): void {
  if (asRead !== undefined && (asRead.bundle !== bundle || asRead.findingCount < faults)) throw new CaseError('bundle-not-as-read', { path });
}

async function receivedBefore(target: WritableCase, checked: CheckedIncoming, { seq, receipt }: BundleReceived): Promise<ReceivingSummary> {
  const kept = await target.vault.read(referenceOf(target.db, receipt), 'derivative');
  return { ...summaryOf(checked, 'received-before'), entry: seq, receipt: kept.toString('utf8') };
}

interface TakingIn {
  bundle: OpenBundle;
  checked: CheckedIncoming;
  key: SigningKeyPair;
  wanted: ReceiveBundle;
}

async function takeIn(target: WritableCase, { bundle, checked, key, wanted }: TakingIn): Promise<ReceivingSummary> {
  const { signal } = wanted;
  const listing = await listBundle(target, bundle);
  const tell = keepingProgress(wanted.onProgress, listing);
  const run = await beginReceiving(target, checked);
  const { resumed } = run;
  const done: KeptOriginals = { received: [], notReceived: [], receivedBefore: 0 };
  try {
    const contents = await keepContents(target, { bundle, checked, files: listing.others, signal, onKept: tell.documents });
    await keepOriginals(target, { bundle, checked, originals: listing.originals, run, signal, onRead: tell.originals }, done);
    signal?.throwIfAborted();
    refuseIncomplete(done);
    const receipt = signReceipt(target, checked, key);
    const told = await describeBundle(target, checked, receipt);
    const first = await target.record([endOf(run, 'finished', done), bundleReceived.draft({ ...told, contents })]);
    return { ...summaryOf(checked, 'received'), ...done, resumed, entry: first + 1, receipt };
  } catch (error) {
    const cancelled = signal?.aborted === true;
    // Where the end cannot be recorded (the disk is full), the import stays unfinished, and the next one takes it up.
    await target.record([endOf(run, cancelled ? 'cancelled' : 'stopped', done)]).catch(() => undefined);
    if (cancelled) return { ...summaryOf(checked, 'cancelled'), ...done, resumed };
    throw error;
  }
}

/** A copy that could not be read is no finding of the check: the bundle is not recorded as taken in without it. */
function refuseIncomplete({ notReceived }: KeptOriginals): void {
  const failed = notReceived.find(({ reason }) => reason !== 'not-as-listed');
  if (failed !== undefined) throw new CaseError('bundle-copy-failed', { path: failed.path, detail: `${failed.reason.replaceAll('-', ' ')}${failed.detail === undefined ? '' : `, ${failed.detail}`}` });
}

function endOf({ seq, resumed }: ReceivingRun, outcome: 'finished' | 'cancelled' | 'stopped', done: KeptOriginals): Draft {
  const counts = { received: done.received.length, notReceived: done.notReceived.length, ...(resumed ? { receivedBefore: done.receivedBefore } : {}) };
  return importEnded.draft({ import: seq, outcome, ...counts });
}

/** What the entry says of the bundle, with its documents kept. */
async function describeBundle(target: WritableCase, checked: CheckedIncoming, receipt: string) {
  const { bundle, sender, check, own, faults } = checked;
  const items = [...own.outline.items.keys()];
  const entries = [...own.part.seqs];
  const documents = [canonicalBytes({ v: 1, items, entries, salt: Buffer.from(target.random.bytes(16)).toString('hex') }), reportOf(checked), Buffer.from(receipt, 'utf8')];
  const [disclosure, verification, kept] = await target.vault.keepDerivatives(documents);
  if (disclosure === undefined || verification === undefined || kept === undefined) throw new CaseError('internal', { detail: 'documents were kept and are not there' });
  return {
    bundle,
    sender: toRecordText(sender.name),
    senderKey: sender.key,
    keyPinned: check.pinned,
    log: sender.log,
    disclosure,
    itemCount: items.length,
    entryCount: entries.length,
    verification,
    findingCount: faults,
    receipt: kept,
    originals: check.info.originals !== 'none',
  };
}

/** The report of the check as it was: what was found, what was shown, and what not. */
function reportOf({ check, zip }: CheckedIncoming): Uint8Array {
  return Buffer.from(`${JSON.stringify({ v: 1, ...check, zip }, null, 1)}\n`, 'utf8');
}

function summaryOf(checked: CheckedIncoming, outcome: ReceivingSummary['outcome']): ReceivingSummary {
  const { bundle, sender, isSigned, check, zip, faults, own } = checked;
  return {
    outcome,
    bundle,
    sender,
    keyPinned: check.pinned,
    isSigned,
    check,
    zip,
    findingCount: faults,
    itemCount: own.outline.items.size,
    entryCount: own.part.seqs.length,
    originals: check.info.originals !== 'none',
    resumed: false,
    received: [],
    notReceived: [],
    receivedBefore: 0,
  };
}
