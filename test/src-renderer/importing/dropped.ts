import type { DroppedEntry } from '../../../src-renderer/features/import/read-drop.ts';

/** What a browser gives of a dropped file; `fails` with an error of that name. */
export function droppedFile(name: string, { content = name, fails }: { content?: string; fails?: string } = {}): DroppedEntry {
  const file = (take: (file: File) => void, refuse: (error: unknown) => void): void =>
    fails === undefined ? take(new File([content], name, { lastModified: 1_700_000_000_000 })) : refuse(new DOMException('no', fails));
  return { name, isDirectory: false, file } as DroppedEntry;
}

/** The same of a folder: it gives at most 100 of what is in it at a time, as Chromium does. */
export function droppedFolder(name: string, children: readonly DroppedEntry[], fails?: string): DroppedEntry {
  const createReader = () => {
    let given = 0;
    return {
      readEntries: (take: (entries: DroppedEntry[]) => void, refuse: (error: unknown) => void): void => {
        if (fails !== undefined) return refuse(new DOMException('no', fails));
        take(children.slice(given, (given += 100)));
      },
    };
  };
  return { name, isDirectory: true, createReader } as DroppedEntry;
}
