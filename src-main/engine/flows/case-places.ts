import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointFile, databaseFile, incomingFolder, keptFolder, keysFolder } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { VerificationFinding } from '../../shared/verification.ts';

const folders = [keptFolder('original'), keptFolder('derivative'), incomingFolder, keysFolder];
const files = [databaseFile, checkpointFile, 'writer.lock'];

/**
 * The places of a case that are not what they must be: folders and files of its own. A link in such a place leads
 * elsewhere: copying the folder would not copy the case, and emptying `incoming/` would empty somebody's folder.
 */
export async function oddPlaces(folder: string): Promise<VerificationFinding[]> {
  const found: VerificationFinding[] = [];
  for (const thing of folders) {
    const actual = await kindOf(join(folder, thing));
    if (actual !== 'folder' && actual !== undefined) found.push({ code: 'not-in-its-place', thing, expected: 'a folder of the case', actual });
  }
  for (const thing of files) {
    const actual = await kindOf(join(folder, thing));
    if (actual !== 'regular file' && actual !== undefined) found.push({ code: 'not-in-its-place', thing, expected: 'a file of the case', actual });
  }
  return found;
}

/** Refuse to work in a folder that leads elsewhere. Throws CaseError `case-damaged`. */
export async function refuseOddPlaces(folder: string): Promise<void> {
  const [odd] = await oddPlaces(folder);
  if (odd !== undefined) throw new CaseError('case-damaged', { folder, detail: `"${odd.thing}" is not ${odd.expected} but a ${odd.actual}` });
}

async function kindOf(path: string): Promise<string | undefined> {
  const stat = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) return 'folder';
  if (stat.isFile()) return 'regular file';
  return stat.isSymbolicLink() ? 'symbolic link' : 'special file';
}
