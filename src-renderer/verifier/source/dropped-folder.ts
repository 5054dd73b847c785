/** A folder that was dropped, whichever way the browser gives it. */
export interface DroppedFolder {
  name: string;
  /** What is directly in it. Rejects with a DOMException where it cannot be read. */
  children(): AsyncIterable<DroppedFolder | DroppedFile>;
}

export interface DroppedFile {
  name: string;
  /** Rejects with a DOMException where it cannot be opened. */
  file(): Promise<File>;
}

/**
 * The folder among what was dropped; undefined when it is none. To be called while the drop is under way: afterwards a
 * browser gives nothing. Chromium reads folders of the older way (entries) for pages from a server only, so handles come
 * first; Firefox has no handles here.
 */
export function takeFolder(item: DataTransferItem): Promise<DroppedFolder | undefined> {
  const entry = item.webkitGetAsEntry();
  const handle = 'getAsFileSystemHandle' in item ? (item as ItemWithHandle).getAsFileSystemHandle() : undefined;
  return folderOf(handle, entry);
}

/** File System Access, section 4. */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

async function folderOf(given: Promise<FileSystemHandle | null> | undefined, entry: FileSystemEntry | null): Promise<DroppedFolder | undefined> {
  try {
    const handle = await given;
    if (handle?.kind === 'directory') return byHandle(handle as FileSystemDirectoryHandle);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return entry?.isDirectory === true ? byEntry(entry as FileSystemDirectoryEntry) : undefined;
}

function byHandle(handle: FileSystemDirectoryHandle): DroppedFolder {
  return {
    name: handle.name,
    async *children() {
      for await (const [name, child] of handle.entries()) {
        yield child.kind === 'directory' ? byHandle(child) : { name, file: () => child.getFile() };
      }
    },
  };
}

function byEntry(entry: FileSystemDirectoryEntry): DroppedFolder {
  return {
    name: entry.name,
    async *children() {
      const reader = entry.createReader();
      // A browser gives some at a time; none means the end (File and Directory Entries API, section 7.3).
      for (let some = await someOf(reader); some.length > 0; some = await someOf(reader)) {
        for (const child of some) yield child.isDirectory ? byEntry(child as FileSystemDirectoryEntry) : { name: child.name, file: () => fileOf(child as FileSystemFileEntry) };
      }
    },
  };
}

function someOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
