import { basename } from 'node:path';
import { CaseError } from '../../../shared/errors.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { folderWriter } from '../../bundle/folder-writer.ts';
import { sourceFailed } from '../../bundle/failures.ts';
import type { BundleWriter } from '../../bundle/writer.ts';
import { zipWriter } from '../../bundle/zip-writer.ts';
import { printDocument } from '../../media/chromium.ts';
import { startOperation } from '../../vault/operation.ts';
import type { WritableCase } from '../open-case.ts';
import { BagDigests } from '../verify/bag-digests.ts';
import { BagInProgress, type ManifestAlgorithm } from './bag-in-progress.ts';
import { checkWritten, kindlyNamed } from './check-written.ts';
import { keptFiles } from './plan.ts';
import type { PreparedExport } from './prepare-export.ts';
import { topFolderOf } from './target.ts';
import { writeBag } from './write-bag.ts';

/** A bundle that lies whole under its temporary name. */
export interface WrittenBundle {
  bundle: Sha256;
  files: number;
  bytes: number;
  /** Why there is no PDF of the report although one was asked for. */
  noPdfBecause?: string;
}

/**
 * Write the plain bundle and check it where it lies. When this rejects, nothing of it is left. Throws CaseError
 * `bundle-source-failed` naming the item whose copy is not what was kept, `bundle-not-whole`, and those of the disk.
 */
export async function writeChecked(target: WritableCase, prepared: PreparedExport): Promise<WrittenBundle> {
  const { wanted, plainPath: path, plan } = prepared;
  const { signal, onProgress, alsoDigest = [] } = wanted;
  const algorithms: ManifestAlgorithm[] = ['sha256', ...new Set(alsoDigest)];
  const operation = startOperation(signal === undefined ? {} : { signal });
  const digests = new BagDigests(operation.memory);
  const writer = openWriter(target, prepared);
  const bag = new BagInProgress(writer, { algorithms, scratchFile: prepared.scratchFile, digestKept: (file, bytes) => digestKept(digests, file, { bytes, algorithms }) });
  try {
    const printing = openPrinting(wanted);
    const bundle = await writeBag(target, bag, { ...prepared, algorithms, print: printing.print });
    await writer.finish();
    // Of its own: behind a call that is optional it would not be made where nobody listens.
    const check = await checkWritten(target, { path, plan, signal, onBytes: (done, of) => onProgress?.({ stage: 'checked', done, of }) });
    wanted.onVerified?.(check);
    const files = [...bag.payload, ...bag.tags];
    return { bundle, files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0), ...printing.left() };
  } catch (error) {
    await writer.abandon();
    throw naming(target, prepared, error);
  } finally {
    operation.cancel();
    await digests.close();
    operation.end();
    await bag.removeScratch();
  }
}

/** A report that cannot be printed goes along as HTML alone: that is no reason to hand nothing over. */
function openPrinting({ print: wanted, signal }: PreparedExport['wanted']) {
  let noPdfBecause: string | undefined;
  const print = async (files: { html: string; pdf: string }): Promise<boolean> => {
    try {
      if ((await printDocument({ ...files, browser: wanted?.browser, signal })) !== undefined) return true;
      noPdfBecause = 'no Chromium, Chrome or Edge was found to print it';
    } catch (error) {
      if (!(error instanceof CaseError) || error.code !== 'tool-failed') throw error;
      noPdfBecause = `${error.facts['tool']} did not print it (${error.facts['detail']})`;
    }
    return false;
  };
  return { print: wanted === undefined ? undefined : print, left: () => (noPdfBecause === undefined ? {} : { noPdfBecause }) };
}

function openWriter({ clock }: WritableCase, { wanted, form, plainPath, place, payloadBytes }: PreparedExport): BundleWriter {
  const { signal, onProgress } = wanted;
  const told = (done: number): void => onProgress?.({ stage: 'written', done: Math.min(done, payloadBytes), of: payloadBytes });
  if (form === 'folder') return folderWriter(plainPath, { signal, onProgress: told });
  return zipWriter({ file: plainPath, topFolder: topFolderOf(place.path), modifiedAt: new Date(clock.now()), signal, onProgress: told });
}

/** What a kept file's name does not say already. */
async function digestKept(digests: BagDigests, file: string, { bytes, algorithms }: { bytes: number; algorithms: readonly ManifestAlgorithm[] }) {
  const answer = await digests.digest({ path: Buffer.from(file), bytes, algorithms: algorithms.filter((algorithm) => algorithm !== 'sha256') });
  if ('problem' in answer) throw sourceFailed(file, answer.problem);
  return answer.digests;
}

/** A kept file that cannot go along is named as people know it. */
function naming(target: WritableCase, { plan }: PreparedExport, error: unknown): unknown {
  if (!(error instanceof CaseError) || error.code !== 'bundle-source-failed') return error;
  const { path, detail } = error.facts;
  const kept = keptFiles(plan).find(({ sha256 }) => sha256 === basename(String(path)));
  return kept === undefined ? error : new CaseError('bundle-source-failed', { path: kindlyNamed(target, kept), detail }, { cause: error });
}
