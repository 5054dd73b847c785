import { NothingToCheck, type Chosen } from '../chosen.ts';
import { takeFolder, type DroppedFolder } from './dropped-folder.ts';
import { filesOfFolder } from './found-files.ts';

/** What was dropped, taken while the drop still holds it: afterwards a browser empties it. */
export interface Dropped {
  /** Of the first thing; a folder's name as well. */
  name: string;
  folder: Promise<DroppedFolder | undefined> | undefined;
  file: File | undefined;
  count: number;
}

export function takeDrop({ items, files }: DataTransfer): Dropped {
  const things = [...items].filter(({ kind }) => kind === 'file');
  const [first] = things;
  const [file] = files;
  return { name: file?.name ?? '', folder: first && takeFolder(first), file, count: things.length };
}

/** Look into what was dropped. Throws NothingToCheck, with the reason for people. */
export async function readDrop({ folder: taken, file, count }: Dropped, signal: AbortSignal, onFound: (files: number) => void): Promise<Chosen> {
  if (count > 1) throw new NothingToCheck('Please drop one thing: the folder of the bundle, or its ZIP file. Not the files in it.');
  const folder = await taken;
  if (folder !== undefined) return { kind: 'folder', name: folder.name, found: await filesOfFolder(folder, signal, onFound) };
  if (file === undefined) throw new NothingToCheck('What was dropped is no folder and no file.');
  return await chooseFile(file);
}

/** A single file: a ZIP, or something to say a word about. */
export async function chooseFile(file: File): Promise<Chosen> {
  const first = await beginningOf(file);
  if (first.startsWith('age-encryption.org/') || first.startsWith('-----BEGIN AGE ENCRYPTED FILE')) {
    throw new NothingToCheck('This bundle is encrypted with age. Decrypt it first (age -d -o bundle.zip FILE), then drop what comes out.');
  }
  // An empty ZIP, or one with something before it, is told by the check.
  if (first.startsWith('PK') || /\.zip$/i.test(file.name)) return { kind: 'zip', name: file.name, file };
  throw new NothingToCheck('This file is no ZIP. Drop the folder of the bundle, or its ZIP file.');
}

async function beginningOf(file: File): Promise<string> {
  try {
    return new TextDecoder('latin1').decode(await file.slice(0, 64).arrayBuffer());
  } catch {
    throw new NothingToCheck('This file could not be read.');
  }
}
