import { desktop } from '../../ui/desktop.ts';
import { bytesOf, type Found } from './found-files.ts';
import { readDrop, type DroppedEntry, type ReadOptions } from './read-drop.ts';

/** What is to be imported: files that the window holds, or a path on this computer that the engine reads itself. */
export type Source = { kind: 'files'; found: Found } | { kind: 'path'; path: string; counted?: { files: number; bytes: number } };

/** A dropped thing, taken while the drop was under way. `path` is known in the desktop window alone. */
export interface Taken {
  entry: DroppedEntry;
  path: string;
}

/** To be called while the drop is under way: afterwards a browser gives nothing. */
export function takeThings({ items }: DataTransfer): Taken[] {
  const bridge = desktop();
  return [...items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    const file = item.getAsFile();
    return entry === null ? [] : [{ entry, path: file === null ? '' : (bridge?.pathOf(file) ?? '') }];
  });
}

/** Look into what was dropped: how much it is, and the files where only the window can read them. */
export async function sourcesOf(things: readonly Taken[], options: ReadOptions): Promise<Source[]> {
  const sources: Source[] = [];
  const held = things.filter(({ path }) => path === '').map(({ entry }) => entry);
  if (held.length > 0) sources.push({ kind: 'files', found: await readDrop(held, options) });
  for (const { entry, path } of things) {
    if (path === '') continue;
    const found = await readDrop([entry], options);
    sources.push({ kind: 'path', path, counted: { files: found.files.length, bytes: bytesOf(found) } });
  }
  return sources;
}

export interface Amount {
  files: number;
  bytes: number;
  /** Folders and files that the engine will count. */
  uncounted: number;
}

export function amountOf(sources: readonly Source[]): Amount {
  const amount: Amount = { files: 0, bytes: 0, uncounted: 0 };
  for (const source of sources) {
    const counted = source.kind === 'files' ? { files: source.found.files.length, bytes: bytesOf(source.found) } : source.counted;
    if (counted === undefined) amount.uncounted++;
    else [amount.files, amount.bytes] = [amount.files + counted.files, amount.bytes + counted.bytes];
  }
  return amount;
}
