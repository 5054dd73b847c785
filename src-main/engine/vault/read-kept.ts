import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { keptPath, type KeptKind } from '../../format/case-folder.ts';
import type { FileReference } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { sha256Of } from './digests.ts';
import { codeOf } from './source-file.ts';

const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a kept file, whole in memory: for reports, documents and pictures. They are checked against the
 * reference. Throws CaseError `file-missing` or `file-damaged`.
 */
export async function readKept(caseFolder: string, reference: FileReference, kind: KeptKind): Promise<Buffer> {
  const path = keptPath(kind, reference.sha256);
  const file = await openKept(join(caseFolder, path), path);
  try {
    const stat = await file.stat();
    // Asked before reading: what stands there may be of any size.
    if (!isWhole(stat, reference)) throw damaged(path, `${stat.size} bytes stand where ${reference.bytes} were kept`);
    const bytes = await file.readFile();
    const found = sha256Of(bytes);
    if (found !== reference.sha256) throw damaged(path, `its SHA-256 is ${found}`);
    return bytes;
  } finally {
    await file.close();
  }
}

/** Whether a regular file of this size stands under this digest; its bytes are not read. */
export async function hasKept(caseFolder: string, reference: FileReference, kind: KeptKind): Promise<boolean> {
  try {
    return isWhole(await lstat(join(caseFolder, keptPath(kind, reference.sha256))), reference);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

async function openKept(file: string, path: string): Promise<FileHandle> {
  try {
    return await open(file, openFlags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') throw new CaseError('file-missing', { path }, { cause: error });
    throw damaged(path, error instanceof Error ? error.message : String(error), error);
  }
}

function isWhole(stat: Stats, reference: FileReference): boolean {
  return stat.isFile() && stat.size === reference.bytes;
}

function damaged(path: string, detail: string, cause?: unknown): CaseError {
  return new CaseError('file-damaged', { path, detail }, { cause });
}
