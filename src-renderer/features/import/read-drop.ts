import type { Found, NotSentReason, UnreadSource } from './found-files.ts';

/** What a browser gives of a dropped file or folder (File and Directory Entries API, section 7). */
export interface DroppedEntry {
  name: string;
  isDirectory: boolean;
}
interface DroppedFile extends DroppedEntry {
  file(take: (file: File) => void, refuse: (error: unknown) => void): void;
}
interface DroppedFolder extends DroppedEntry {
  createReader(): { readEntries(take: (entries: DroppedEntry[]) => void, refuse: (error: unknown) => void): void };
}
interface DroppedItem {
  kind: string;
  webkitGetAsEntry(): DroppedEntry | null;
}

/** To be called while the drop is under way: afterwards a browser gives nothing. */
export function takeDrop(items: Iterable<DroppedItem>): DroppedEntry[] {
  return [...items].filter(({ kind }) => kind === 'file').flatMap((item) => item.webkitGetAsEntry() ?? []);
}

export interface ReadOptions {
  signal: AbortSignal;
  /** How many files were found so far. */
  onFound?(files: number): void;
}

/** Look into everything that was dropped. What cannot be read is told in the result; rejects only when it is stopped. */
export async function readDrop(entries: readonly DroppedEntry[], options: ReadOptions): Promise<Found> {
  const found: Found = { names: entries.map(({ name }) => name.toWellFormed()), files: [], unread: [], emptyFolders: [] };
  for (const entry of entries) await readEntry(entry, { path: entry.name.toWellFormed(), found, ...options });
  return found;
}

interface Reading extends ReadOptions {
  path: string;
  found: Found;
}

async function readEntry(entry: DroppedEntry, reading: Reading): Promise<void> {
  const { path, found, signal, onFound } = reading;
  signal.throwIfAborted();
  try {
    if (entry.isDirectory) return await readFolder(entry as DroppedFolder, reading);
    const file = await new Promise<File>((resolve, reject) => (entry as DroppedFile).file(resolve, reject));
    found.files.push({ path, file });
    onFound?.(found.files.length);
  } catch (error) {
    signal.throwIfAborted();
    found.unread.push(unreadSource(path, error));
  }
}

async function readFolder(folder: DroppedFolder, reading: Reading): Promise<void> {
  const reader = folder.createReader();
  let count = 0;
  // A browser gives some at a time; none means the end (section 7.3). Chromium gives 100.
  for (let some = await someOf(reader); some.length > 0; some = await someOf(reader)) {
    count += some.length;
    const children = some.map((child) => readEntry(child, { ...reading, path: `${reading.path}/${child.name.toWellFormed()}` }));
    await Promise.all(children);
  }
  if (count === 0) reading.found.emptyFolders.push(reading.path);
}

function someOf(reader: ReturnType<DroppedFolder['createReader']>): Promise<DroppedEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** Names of a DOMException (Web IDL, section 2.8.1) that say more than that it did not work. */
const reasons: Readonly<Record<string, NotSentReason>> = {
  NotFoundError: 'vanished',
  SecurityError: 'permission-denied',
  NotAllowedError: 'permission-denied',
  TypeMismatchError: 'not-a-regular-file',
};

/** Why a browser could not read a file, for the record. */
export function unreadSource(path: string, error: unknown): UnreadSource {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return { path, reason: reasons[name] ?? 'read-error', ...(message === '' ? {} : { detail: message.slice(0, 500) }) };
}

/** What was chosen by a button; `webkitRelativePath` tells where in a folder a file lies. */
export function readChosen(files: Iterable<File>): Found {
  const found: Found = { names: [], files: [], unread: [], emptyFolders: [] };
  for (const file of files) found.files.push({ path: (file.webkitRelativePath === '' ? file.name : file.webkitRelativePath).toWellFormed(), file });
  found.names = [...new Set(found.files.map(({ path }) => path.split('/', 1)[0] ?? path))];
  return found;
}
