import { lstat, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseFile } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { BagProgress } from '../../verifier/bag/bag.ts';
import type { BagSource } from '../../verifier/bag/source.ts';
import { checkBag, type BagCheck } from '../../verifier/check-bag.ts';
import type { ZipFinding } from '../../verifier/zip/codes.ts';
import { openZipFile, type OpenZipFile } from '../bundle/zip-file.ts';
import { startOperation } from '../vault/operation.ts';
import { BagDigests } from './verify/bag-digests.ts';
import { folderSource } from './verify/bag-source.ts';
import { zipSource } from './verify/bag-zip.ts';

export interface VerifyBag {
  /** The bag's folder, or a ZIP file that holds it. */
  folder: string;
  /** Names that could be mistaken for each other, or that some system cannot write, are findings. */
  strictNames?: boolean;
  /** Compare lists only, read no payload, and say nothing of validity. */
  quick?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?(progress: BagProgress): void;
}

/** What is wrong with the ZIP around a bag: it speaks against the ZIP, and only then against the bag when files cannot be read. */
export interface ZipCheck {
  findings: readonly ZipFinding[];
  findingsNotListed: number;
  /** Undefined when the bag stands at the top of the ZIP. */
  topFolder: string | undefined;
}

/** `zip` is there when the bag lies in a ZIP. When the ZIP cannot be opened, it holds the reason and nothing else is known. */
export type VerifiedBag = BagCheck & { zip?: ZipCheck };

/** Whether something is to be checked as a bag: a folder that declares itself one and is no case, or a ZIP file. */
export async function holdsBag(place: string): Promise<boolean> {
  if (await isZip(place)) return true;
  return (await isThere(join(place, 'bagit.txt'))) && !(await isThere(join(place, databaseFile)));
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}

/** By its name, or by how it begins: with a file, or with the end of an empty one. */
async function isZip(path: string): Promise<boolean> {
  try {
    if (!(await lstat(await realpath(path))).isFile()) return false;
    if (/\.zip$/i.test(path)) return true;
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(buffer.toString('latin1'));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/**
 * Check a bag of any version of BagIt in a folder or a ZIP: complete, and valid. Changes nothing, fetches nothing,
 * unpacks nothing, follows no link within the bag. Findings are values. Rejects with the signal's reason when
 * cancelled, and with CaseError when there is no folder and no file. Payload is digested by worker threads, each file
 * read once for all its digests.
 */
export async function verifyBag(options: VerifyBag): Promise<VerifiedBag> {
  const place = await findPlace(options.folder);
  const { signal } = options;
  const progress = tellingProgress(options);
  const operation = startOperation({ ...(signal && { signal }), onProgress: progress.ofWorkers });
  const digests = new BagDigests(operation.memory);
  const check = (source: BagSource): Promise<BagCheck> =>
    checkBag(source, { strictNames: options.strictNames === true, listsOnly: options.quick === true, signal, onProgress: progress.ofCheck });
  try {
    return 'folder' in place ? await check(folderSource(place.folder, digests)) : await checkZip(place, { digests, check, signal });
  } catch (error) {
    // Work that a cancel cut off fails in its own words, and who cancelled wants to hear theirs.
    signal?.throwIfAborted();
    throw error;
  } finally {
    operation.cancel();
    await digests.close();
    operation.end();
    if ('zip' in place) await place.zip.close();
  }
}

interface ZipToCheck {
  digests: BagDigests;
  check(source: BagSource): Promise<BagCheck>;
  signal: AbortSignal | undefined;
}

async function checkZip({ zip, path }: { zip: OpenZipFile; path: Buffer }, { digests, check, signal }: ZipToCheck): Promise<VerifiedBag> {
  const source = await zipSource(zip, path, digests, signal);
  if ('problem' in source) return { ...nothingKnown, zip: { findings: [source.problem], findingsNotListed: 0, topFolder: undefined } };
  const checked = await check(source);
  const changed: ZipFinding[] = (await zip.hasChanged()) ? [{ code: 'changed-while-read', thing: 'the ZIP', expected: 'the same file to the end', actual: 'another' }] : [];
  const { topFolder, findingsNotListed } = source;
  return { ...checked, zip: { findings: [...changed, ...source.findings], findingsNotListed, topFolder } };
}

const none = { files: 0, bytes: 0 };
/** Of a bag in a ZIP that cannot be opened. */
const nothingKnown: BagCheck = {
  version: undefined, encoding: undefined, complete: false, valid: false,
  payload: none, tagFiles: 0, algorithms: { payload: [], tag: [] }, digested: none, info: [],
  findings: [], findingsNotListed: 0, warnings: [], warningsNotListed: 0,
};

/** Workers tell of bytes, the check of files and of how much there is: what is unpacked here is counted by the check alone. */
function tellingProgress({ onProgress }: VerifyBag): { ofWorkers(done: number): void; ofCheck(progress: BagProgress): void } {
  let [done, of] = [0, 0];
  const tell = (more: number): void => onProgress?.({ stage: 'digests', done: (done = Math.max(done, more)), of });
  return {
    ofWorkers: tell,
    ofCheck: (progress) => {
      if (progress.stage !== 'digests') return onProgress?.(progress);
      const before = [done, of];
      of = progress.of;
      if (of !== before[1] || progress.done > done) tell(progress.done);
    },
  };
}

type Place = { folder: Buffer } | { zip: OpenZipFile; path: Buffer };

async function findPlace(path: string): Promise<Place> {
  try {
    const real = await realpath(path, 'buffer');
    if ((await lstat(real)).isDirectory()) return { folder: real };
    const zip = await openZipFile(real);
    if (zip !== undefined) return { zip, path: real };
  } catch (error) {
    throw new CaseError('source-not-found', { path }, { cause: error });
  }
  throw new CaseError('source-not-found', { path });
}
