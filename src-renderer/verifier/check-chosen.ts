import type { BagSource } from '../../src-main/verifier/bag/source.ts';
import type { BundleProgress } from '../../src-main/verifier/bundle/bundle.ts';
import { inspectBag, type InspectedBag } from '../../src-main/verifier/check-bag.ts';
import { isBundle, judgeBundle, withFaultsAround, type CheckedBundle } from '../../src-main/verifier/check-bundle.ts';
import type { ZipFinding } from '../../src-main/verifier/zip/codes.ts';
import type { Chosen } from './chosen.ts';
import { DigestPool } from './digest/digest-pool.ts';
import { openSha256, openSignatures } from './signatures.ts';
import { folderSource } from './source/folder-source.ts';
import { rememberedSource, type RememberedSource } from './source/remembered-source.ts';
import { zipSource } from './source/zip-source.ts';
import type { Trust } from './trust.ts';

export interface CheckOptions {
  signal: AbortSignal;
  onProgress(progress: BundleProgress): void;
}

/** What was found about the ZIP, beside its bag. */
export interface AboutZip {
  findings: readonly ZipFinding[];
  findingsNotListed: number;
}

/** A bag whose files were read. */
export interface Opened {
  source: RememberedSource;
  inspected: InspectedBag;
  zip: AboutZip | undefined;
  /** It says of itself that it is a bundle. */
  saysBundle: boolean;
  close(): void;
}

/** Read and digest what was chosen, and compare it with its lists. A ZIP that cannot be opened is its finding. */
export async function openChosen(chosen: Chosen, { signal, onProgress }: CheckOptions): Promise<Opened | AboutZip> {
  let [read, of] = [0, 0];
  const digests = new DigestPool(workerScript(), (bytes) => onProgress({ stage: 'digests', done: (read += bytes), of }));
  const close = (): void => digests.close();
  signal.addEventListener('abort', close);
  const tell = (progress: BundleProgress): void => {
    if (progress.stage !== 'digests') onProgress(progress);
    else if (progress.of !== of) onProgress({ ...progress, done: read, of: (of = progress.of) });
  };
  try {
    const opened = chosen.kind === 'zip' ? await zipSource(chosen.file, digests, signal) : folderSource(chosen.found, digests);
    if ('problem' in opened) return { findings: [opened.problem], findingsNotListed: 0 };
    const source = rememberedSource(opened);
    const inspected = await inspectBag(source, { strictNames: true, signal, onProgress: tell });
    return { source, inspected, zip: zipOf(opened), saysBundle: isBundle(inspected.check.info, inspected.files), close };
  } catch (error) {
    close();
    // Work that a cancel cut off fails in its own words.
    signal.throwIfAborted();
    throw error;
  }
}

function zipOf(source: BagSource | (BagSource & AboutZip)): AboutZip | undefined {
  return 'findings' in source ? source : undefined;
}

/**
 * Judge a bundle by what the reader knows. Nothing is digested again. Gives `undefined` where this browser cannot check
 * signatures.
 */
export async function judgeOpened({ source, inspected, zip }: Opened, trust: Trust, { signal, onProgress }: CheckOptions): Promise<CheckedBundle | undefined> {
  const [sha256, checkSignature] = await Promise.all([openSha256(), openSignatures()]);
  if (checkSignature === undefined) return undefined;
  const judged = await judgeBundle(source, inspected, { sha256, checkSignature, ...trust, signal, onProgress });
  return { ...judged, check: withFaultsAround(judged.check, zip === undefined ? 0 : zip.findings.length + zip.findingsNotListed) };
}

function workerScript(): string {
  return document.getElementById('digest-worker')?.textContent ?? '';
}
