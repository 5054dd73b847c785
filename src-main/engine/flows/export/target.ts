import { link, lstat, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { incomingFolder } from '../../../format/case-folder.ts';
import { CaseError } from '../../../shared/errors.ts';
import { syncFolder } from '../../custody/durable-file.ts';
import { refuseInside } from '../new-folder.ts';

/** Where a bundle will lie, and the name that it has until it is whole. */
export interface ExportTarget {
  path: string;
  partial: string;
}

/**
 * The place of a bundle: free, outside the case, in a folder that exists. Throws CaseError `target-exists`,
 * `argument-invalid`, `source-not-found`.
 */
export async function exportTarget(out: string, { caseFolder, token }: { caseFolder: string; token: string }): Promise<ExportTarget> {
  const path = resolve(out);
  if (await stands(path)) throw new CaseError('target-exists', { path: out });
  await refuseInside(path, caseFolder);
  if (!(await stands(dirname(path)))) throw new CaseError('source-not-found', { path: dirname(out) });
  return { path, partial: `${path}.partial-${token}` };
}

function stands(path: string): Promise<boolean> {
  return lstat(path).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
    throw error;
  });
}

/** Give a whole bundle its name, in the place of nothing, durably. Throws CaseError `bundle-left-behind`. */
export async function nameBundle({ path, partial }: ExportTarget, form: 'folder' | 'file'): Promise<void> {
  try {
    if (form === 'folder' || !(await linked(partial, path))) await renameNew(partial, path);
    await syncFolder(dirname(path));
  } catch (error) {
    throw new CaseError('bundle-left-behind', { path, partial, detail: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** A link is refused where a name exists, a rename is not; some file systems have no links. */
async function linked(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path);
  } catch (error) {
    if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
  await unlink(partial);
  return true;
}

async function renameNew(partial: string, path: string): Promise<void> {
  if (await stands(path)) throw new Error('something of that name has come there meanwhile');
  await rename(partial, path);
}

/** The one folder at the top of a ZIP: the file's name, in the letters that bundles use. */
export function topFolderOf(path: string): string {
  const name = basename(path).replace(/(\.zip)?(\.age)?$/i, '').normalize('NFKD').toLowerCase();
  const plain = name.replace(/[^a-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '').slice(0, 60);
  return plain === '' ? 'bundle' : plain;
}

/** Where plain text may lie for a while: within the case, whose next opening clears it away. */
export function scratchIn(caseFolder: string, name: string): string {
  return join(caseFolder, incomingFolder, name);
}
