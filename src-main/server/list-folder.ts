import { constants, type Dirent } from 'node:fs';
import { access, lstat, opendir } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Folder } from '../shared/api/folders.ts';
import { CaseError } from '../shared/errors.ts';

type Entry = Folder['entries'][number];

const mostListed = 2000;
/** Of a folder with more, the rest is counted and not sorted in. */
const mostSorted = 20_000;

/** A folder of this computer as a person chooses from it. Links are named and not followed. Throws CaseError `argument-invalid`, `folder-not-found`, `folder-unreadable`. */
export async function listFolder(asked: string): Promise<Folder> {
  if (!isAbsolute(asked)) throw new CaseError('argument-invalid', { detail: `"${asked.slice(0, 1000)}" does not say where it lies: give the whole path` });
  const path = resolve(asked);
  const { found, count } = await readNames(path);
  const listed = found.sort(foldersFirst).slice(0, mostListed);
  const canMakeFolder = await access(path, constants.W_OK | constants.X_OK).then(() => true, () => false);
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    entries: await Promise.all(listed.map((one) => describe(path, one))),
    count,
    isCase: await holdsCase(path),
    canHoldNewCase: count === 0 && canMakeFolder,
    canMakeFolder,
  };
}

interface Named {
  name: string;
  isReadable: boolean;
  isFolder: boolean;
  entry: Dirent<Buffer>;
}

async function readNames(path: string): Promise<{ found: Named[]; count: number }> {
  const found: Named[] = [];
  let count = 0;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with this encoding names are bytes, which the types of Node do not tell
    const folder = await opendir(path, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
    for await (const entry of folder as unknown as AsyncIterable<Dirent<Buffer>>) {
      if (count++ < mostSorted) found.push(named(entry));
    }
  } catch (error) {
    throw toFolderError(path, error);
  }
  return { found, count };
}

function named(entry: Dirent<Buffer>): Named {
  const name = entry.name.toString('utf8');
  return { name, isReadable: Buffer.from(name).equals(entry.name), isFolder: entry.isDirectory(), entry };
}

function foldersFirst(one: Named, other: Named): number {
  if (one.isFolder !== other.isFolder) return one.isFolder ? -1 : 1;
  const [a, b] = [one.name.toLowerCase(), other.name.toLowerCase()];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

async function describe(folder: string, { name, isReadable, isFolder, entry }: Named): Promise<Entry> {
  const path = isReadable ? join(folder, name) : null;
  if (isFolder) return { name, path, kind: path !== null && (await holdsCase(path)) ? 'case' : 'folder', bytes: null };
  if (entry.isSymbolicLink()) return { name, path, kind: 'link', bytes: null };
  if (!entry.isFile()) return { name, path, kind: 'other', bytes: null };
  const size = path === null ? null : await lstat(path).then((stat) => stat.size, () => null);
  return { name, path, kind: 'file', bytes: size };
}

function holdsCase(folder: string): Promise<boolean> {
  return lstat(join(folder, 'case.sqlite')).then((stat) => stat.isFile(), () => false);
}

function toFolderError(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new CaseError('folder-not-found', { path }, { cause: error });
  const because = code === 'EACCES' || code === 'EPERM' ? 'you may not read it' : `the system says ${code}`;
  return new CaseError('folder-unreadable', { path, because }, { cause: error });
}
