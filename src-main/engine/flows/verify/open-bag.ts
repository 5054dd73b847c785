import { lstat, realpath } from 'node:fs/promises';
import { CaseError } from '../../../shared/errors.ts';
import type { BagSource } from '../../../verifier/bag/source.ts';
import type { ZipFinding } from '../../../verifier/zip/codes.ts';
import { openZipFile } from '../../bundle/zip-file.ts';
import type { ZipCheck } from '../verify-bag.ts';
import type { BagDigests } from './bag-digests.ts';
import { folderSource } from './bag-source.ts';
import { zipSource } from './bag-zip.ts';

/** A bag that lies open to be read. */
export interface OpenBag {
  source: BagSource;
  /** What is wrong with the ZIP around it, also with what was read so far; undefined for a folder. */
  zip(): Promise<ZipCheck | undefined>;
  close(): Promise<void>;
}

/** Open a bag in a folder or a ZIP. Undefined when it is a file and no ZIP that can be read. Throws CaseError `source-not-found`. */
export async function openBag(path: string, { digests, signal }: { digests: BagDigests; signal?: AbortSignal | undefined }): Promise<OpenBag | undefined> {
  const place = await realpath(path, 'buffer').catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  if ((await lstat(place)).isDirectory()) return { source: folderSource(place, digests), zip: async () => undefined, close: async () => {} };
  const file = await openZipFile(place);
  if (file === undefined) return undefined;
  try {
    const source = await zipSource(file, place, digests, signal);
    if (!('problem' in source)) return { source, zip: async () => ({ ...toldBy(source), findings: [...(await changed(file)), ...source.findings] }), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

function toldBy({ findingsNotListed, topFolder }: { findingsNotListed: number; topFolder: string | undefined }): Omit<ZipCheck, 'findings'> {
  return { findingsNotListed, topFolder };
}

async function changed(file: { hasChanged(): Promise<boolean> }): Promise<ZipFinding[]> {
  return (await file.hasChanged()) ? [{ code: 'changed-while-read', thing: 'the ZIP', expected: 'the same file to the end', actual: 'another' }] : [];
}
