import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Write a new file and wait until it is on disk. Rejects with the system's error; an existing file is never overwritten. */
export async function writeDurably(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Put a file that was written durably in the place of another. Rename last: a crash leaves the old one or the new one whole. */
export async function replaceDurably(written: string, place: string): Promise<void> {
  await rename(written, place);
  await syncFolder(dirname(place));
}

export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders; its file systems make a rename durable with the file.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
