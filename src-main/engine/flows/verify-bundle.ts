import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLabels } from '../../format/bundle/layout.ts';
import { readRoots, type PinnedRoot } from '../../format/timestamp/certificates.ts';
import { CaseError } from '../../shared/errors.ts';
import { UnreadableFile, type BagSource } from '../../verifier/bag/source.ts';
import { bundleMarks, checkBundle, withFaultsAround, type BundleCheck } from '../../verifier/check-bundle.ts';
import type { BundleProgress } from '../../verifier/bundle/bundle.ts';
import { checkSignature } from '../custody/keys.ts';
import { sha256 } from '../custody/sha256.ts';
import { decryptFile, isAgeFile, type AgeBy } from '../bundle/age.ts';
import { startOperation } from '../vault/operation.ts';
import { holdsBag, verifyBag, type VerifiedBag, type ZipCheck } from './verify-bag.ts';
import { BagDigests } from './verify/bag-digests.ts';
import { openBag, type OpenBag } from './verify/open-bag.ts';

/** `decrypted`: bytes of an encrypted bundle; the rest as the check tells. */
export type VerifyingProgress = BundleProgress | { stage: 'decrypted'; done: number; of: number };

export interface VerifyBundle {
  /** A folder, a ZIP, or a ZIP that is encrypted with age. */
  path: string;
  /** A fingerprint of the custodian's or the log's key, or the log's verifier key, as known from elsewhere. */
  pin?: string | undefined;
  /** Root certificates (PEM) of time stamp authorities that the reader chose. */
  rootsPem?: string | undefined;
  /** Signed checkpoints of the log that the reader was given before. */
  heldCheckpoints?: readonly { name: string; note: string }[] | undefined;
  /** What opens an encrypted one. */
  age?: AgeBy | undefined;
  /** Compare lists and proofs, and do not digest the files. */
  quick?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: VerifyingProgress) => void) | undefined;
}

/** Whether something is to be checked as what somebody handed over: a folder that declares itself a bag and is no case, a ZIP, or a file encrypted with age. */
export async function isHandedOver(path: string): Promise<boolean> {
  return (await holdsBag(path)) || isAgeFile(path);
}

/** A bundle of ours, or a bag of anybody's, which is checked as a bag. */
export type BundleVerification = { kind: 'bundle'; check: BundleCheck; zip?: ZipCheck } | { kind: 'bag'; check: VerifiedBag };

/**
 * Check what somebody handed over, as an outsider: a bundle with its log, proofs, signatures and time stamps, or another
 * bag by its lists. Changes nothing. Findings are values. An encrypted file is decrypted into a temporary folder that is
 * removed. Throws CaseError `source-not-found`, `roots-unreadable`, `bundle-encrypted`, and those of age.
 */
export async function verifyBundle(options: VerifyBundle): Promise<BundleVerification> {
  const roots = await readRootsOf(options.rootsPem);
  return withPlain(options, (path) => verifyPlain({ ...options, path }, roots));
}

async function readRootsOf(pem: string | undefined): Promise<readonly PinnedRoot[] | undefined> {
  const roots = pem === undefined ? undefined : await readRoots(pem);
  if (roots !== undefined && 'problem' in roots) throw new CaseError('roots-unreadable', { detail: roots.problem });
  return roots;
}

async function withPlain<T>({ path, age, signal, onProgress }: VerifyBundle, act: (plain: string) => Promise<T>): Promise<T> {
  if (!(await isAgeFile(path))) return act(path);
  if (age === undefined) throw new CaseError('bundle-encrypted', { path });
  const folder = await mkdtemp(join(tmpdir(), 'postquem-verify-'));
  try {
    const plain = join(folder, 'bundle.zip');
    await decryptFile(await realpath(path), plain, age, { signal, onProgress: (done) => onProgress?.({ stage: 'decrypted', done, of: 0 }) });
    return await act(plain);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function verifyPlain(options: VerifyBundle, roots: readonly PinnedRoot[] | undefined): Promise<BundleVerification> {
  const { path, quick = false, signal } = options;
  const progress = tellingProgress(options);
  const operation = startOperation({ ...(signal && { signal }), onProgress: progress.ofWorkers });
  const digests = new BagDigests(operation.memory);
  let opened: OpenBag | undefined;
  try {
    opened = await openBag(path, { digests, signal });
    if (opened === undefined || !(await saysBundle(opened.source))) {
      refuseForBag(options);
      // What speaks against a ZIP that cannot be opened is told by the check of bags.
      return { kind: 'bag', check: await verifyBag({ folder: path, quick, signal, onProgress: progress.ofCheck }) };
    }
    const { pin, heldCheckpoints } = options;
    const { check } = await checkBundle(opened.source, { sha256, checkSignature, pin, roots, heldCheckpoints, listsOnly: quick, signal, onProgress: progress.ofCheck });
    const zip = await opened.zip();
    return zip === undefined ? { kind: 'bundle', check } : { kind: 'bundle', check: withFaultsAround(check, zip.findings.length + zip.findingsNotListed), zip };
  } catch (error) {
    // Work that a cancel cut off fails in its own words, and who cancelled wants to hear theirs.
    signal?.throwIfAborted();
    throw error;
  } finally {
    operation.cancel();
    await digests.close();
    operation.end();
    await opened?.close();
  }
}

/** Another's bag has no log: a comparison that is asked for and cannot be made is not passed over. */
function refuseForBag({ path, pin, rootsPem, heldCheckpoints = [] }: VerifyBundle): void {
  if (pin === undefined && rootsPem === undefined && heldCheckpoints.length === 0) return;
  throw new CaseError('argument-invalid', { detail: `${path} is a bag and no bundle or case: there is no log in it to compare with --pin, --checkpoint or --roots.` });
}

/** Workers tell of bytes, the check of files and of how much there is. */
function tellingProgress({ onProgress }: VerifyBundle): { ofWorkers(done: number): void; ofCheck(progress: BundleProgress): void } {
  let [done, of] = [0, 0];
  const tell = (more: number): void => onProgress?.({ stage: 'digests', done: (done = Math.min(Math.max(done, more), of)), of });
  return {
    ofWorkers: (more) => (of > 0 ? tell(more) : undefined),
    ofCheck: (progress) => {
      if (progress.stage !== 'digests') return onProgress?.(progress);
      if (progress.of === of && progress.done <= done) return;
      of = progress.of;
      tell(progress.done);
    },
  };
}

/** bag-info.txt is not read beyond this to see what the bag says of itself. */
const infoLimitBytes = 65_536;

/** Whether a bag says of itself that it is a bundle, or holds what only a bundle holds: what it has to be is then checked. */
async function saysBundle(source: BagSource): Promise<boolean> {
  return (await saysBundleInWords(source)) || holdsMarks(source);
}

/** Whoever takes the word out of bag-info.txt, and the seal away, is not to get a bag that is merely complete. */
async function holdsMarks(source: BagSource): Promise<boolean> {
  const marks = new Set(bundleMarks);
  for await (const { path, kind } of source.list()) if (kind === 'file' && marks.has(path)) return true;
  return false;
}

async function saysBundleInWords(source: BagSource): Promise<boolean> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of source.read('bag-info.txt')) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > infoLimitBytes) break;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
  const label = `${bundleLabels.version.toLowerCase()}:`;
  return text.split(/\r\n|\r|\n/).some((line) => line.toLowerCase().startsWith(label));
}
