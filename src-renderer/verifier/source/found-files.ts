import type { DroppedFile, DroppedFolder } from './dropped-folder.ts';

/** What was dropped or picked. A browser tells no links: it follows them, or leaves them out. */
export interface FoundFiles {
  /** Name of the folder. */
  name: string;
  /** By path below the folder, parts separated by `/`. */
  files: Map<string, File>;
  /** Paths of folders; a picker tells of none. */
  folders: string[];
  /** Folders and files that the browser could not open. */
  closed: string[];
}

/** The files of `<input webkitdirectory>`: each path begins with the folder's name. */
export function filesOfPicker(list: Iterable<File>): FoundFiles {
  const found: FoundFiles = { name: '', files: new Map(), folders: [], closed: [] };
  for (const file of list) {
    const path = file.webkitRelativePath;
    const slash = path.indexOf('/');
    found.name ||= path.slice(0, slash);
    found.files.set(path.slice(slash + 1), file);
  }
  return found;
}

/** Files are opened side by side: each costs a message to another process. */
const openAtOnce = 64;

/** Everything below a dropped folder. `onFound` is told how many files were found. */
export async function filesOfFolder(top: DroppedFolder, signal: AbortSignal, onFound: (files: number) => void): Promise<FoundFiles> {
  const found: FoundFiles = { name: top.name, files: new Map(), folders: [], closed: [] };
  const waiting = [{ folder: top, prefix: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, prefix } = next;
    let opening: Promise<void>[] = [];
    try {
      for await (const child of folder.children()) {
        signal.throwIfAborted();
        const path = prefix + child.name;
        if ('children' in child) {
          found.folders.push(path);
          waiting.push({ folder: child, prefix: `${path}/` });
          continue;
        }
        opening.push(open(child, path, found));
        if (opening.length < openAtOnce) continue;
        await Promise.all(opening);
        opening = [];
        onFound(found.files.size);
      }
    } catch (error) {
      if (!(error instanceof DOMException) || signal.aborted) throw error;
      found.closed.push(prefix.slice(0, -1) || '.');
    }
    await Promise.all(opening);
  }
  return found;
}

async function open(file: DroppedFile, path: string, found: FoundFiles): Promise<void> {
  try {
    found.files.set(path, await file.file());
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    found.closed.push(path);
  }
}
