import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { BagProgress } from '../../verifier/bag/bag.ts';
import { checkBag, type BagCheck } from '../../verifier/check-bag.ts';
import { startOperation } from '../vault/operation.ts';
import { BagDigests } from './verify/bag-digests.ts';
import { folderSource } from './verify/bag-source.ts';

export interface VerifyBag {
  /** The bag's folder. */
  folder: string;
  /** Names that could be mistaken for each other, or that some system cannot write, are findings. */
  strictNames?: boolean;
  /** Compare lists only, read no payload, and say nothing of validity. */
  quick?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?(progress: BagProgress): void;
}

/** Whether a folder is to be checked as a bag: it declares itself one, and is no case. */
export async function holdsBag(folder: string): Promise<boolean> {
  return (await isThere(join(folder, 'bagit.txt'))) && !(await isThere(join(folder, databaseFile)));
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}

/**
 * Check a bag of any version of BagIt in a folder: complete, and valid. Changes nothing, fetches nothing, follows no
 * link within the bag. Findings are values. Rejects with the signal's reason when cancelled, and with CaseError when
 * there is no folder. Payload is digested by worker threads, each file read once for all its digests.
 */
export async function verifyBag(options: VerifyBag): Promise<BagCheck> {
  const folder = await findFolder(options.folder);
  let of = 0;
  const tell = (progress: BagProgress): void => {
    if (progress.stage !== 'digests') options.onProgress?.(progress);
    else if (progress.of !== of) options.onProgress?.({ ...progress, of: (of = progress.of) });
  };
  const { signal } = options;
  const operation = startOperation({
    ...(signal && { signal }),
    onProgress: (done) => options.onProgress?.({ stage: 'digests', done, of }),
  });
  const digests = new BagDigests(operation.memory);
  try {
    const { strictNames = false, quick = false } = options;
    return await checkBag(folderSource(folder, digests), { strictNames, listsOnly: quick, signal, onProgress: tell });
  } catch (error) {
    // Work that a cancel cut off fails in its own words, and who cancelled wants to hear theirs.
    signal?.throwIfAborted();
    throw error;
  } finally {
    operation.cancel();
    await digests.close();
    operation.end();
  }
}

async function findFolder(path: string): Promise<Buffer> {
  try {
    const folder = await realpath(path, 'buffer');
    if ((await lstat(folder)).isDirectory()) return folder;
  } catch (error) {
    throw new CaseError('source-not-found', { path }, { cause: error });
  }
  throw new CaseError('source-not-found', { path });
}
