import { readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { syncFolder } from '../custody/durable-file.ts';

interface NewFolder {
  folder: string;
  /** A word that no other attempt uses. */
  token: string;
}

/**
 * Build a folder beside its place and put it there whole, so that there is never half of it. Throws CaseError
 * `case-exists` when the place holds files, `disk-full`, or `argument-invalid` when it cannot be written.
 */
export async function buildFolder<T>({ folder, token }: NewFolder, build: (building: string) => Promise<T>): Promise<T> {
  const place = resolve(folder);
  await refuseOccupied(place);
  const building = join(dirname(place), `.${basename(place)}.making-${token}`);
  try {
    const built = await build(building);
    await rename(building, place);
    await syncFolder(dirname(place));
    return built;
  } catch (error) {
    await rm(building, { recursive: true, force: true }).catch(() => undefined);
    throw explained(error, place);
  }
}

/** Refuse a place inside a case: what is made there would be part of it. Throws CaseError `argument-invalid`. */
export async function refuseInside(place: string, caseFolder: string): Promise<void> {
  const inner = await nearestRealPath(resolve(place));
  const outer = await nearestRealPath(resolve(caseFolder));
  if (inner !== outer && !inner.startsWith(outer + sep)) return;
  if (inner === outer) throw new CaseError('case-exists', { folder: place });
  throw new CaseError('argument-invalid', { detail: `${place} lies inside the case ${caseFolder}. Choose a place outside of it. Nothing was made.` });
}

/** The real path of a place that may not exist yet: that of the nearest folder above it that does, and the rest. */
async function nearestRealPath(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined) return real;
  return dirname(path) === path ? path : join(await nearestRealPath(dirname(path)), basename(path));
}

/** What the file system refuses, in words; anything else as it is. */
function explained(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  if ('code' in error && error.code === 'ENOSPC') return new CaseError('disk-full', { path: folder }, { cause: error });
  const detail = `No case could be made in ${folder} (${error.message}). Choose another place, or make that one writable. Nothing was made.`;
  return new CaseError('argument-invalid', { detail }, { cause: error });
}

async function refuseOccupied(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new CaseError('case-exists', { folder }, { cause: error });
  });
  if (names.length > 0) throw new CaseError('case-exists', { folder });
}
