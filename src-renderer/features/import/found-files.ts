import type { notSentReasons } from '../../../src-main/shared/api/uploads.ts';

export type NotSentReason = (typeof notSentReasons)[number];

/** A file that was dropped or chosen. `path`: names joined by `/` from what was dropped downwards. */
export interface FoundFile {
  path: string;
  file: File;
  /** Where another file of the same sheet is alike in path, time and size. */
  n?: number;
}

/** What tells one version of a file from another without reading it: one that was changed since a cut is sent again. */
export function traitsOf({ path, modifiedAt, bytes }: { path: string; modifiedAt: number; bytes: number }): string {
  return JSON.stringify([path, modifiedAt, bytes]);
}

/** As the browser tells them of a file; times are whole milliseconds in the engine. */
export function traitsOfFile({ path, file }: FoundFile): { path: string; modifiedAt: number; bytes: number } {
  return { path, modifiedAt: Math.trunc(file.lastModified), bytes: file.size };
}

export interface UnreadSource {
  path: string;
  reason: NotSentReason;
  detail?: string;
}

/** What was found in what a person dropped or chose. */
export interface Found {
  /** The names that were dropped, without what is in folders. */
  names: string[];
  files: FoundFile[];
  unread: UnreadSource[];
  emptyFolders: string[];
}

export const nothingFound: Found = { names: [], files: [], unread: [], emptyFolders: [] };

export function bytesOf({ files }: Pick<Found, 'files'>): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}

/** The engine takes no more names in one upload. */
const mostNames = 1000;

/**
 * Uploads of what was dropped, one after another into the sheet: of two drops under the same name each goes into an upload
 * of its own. The order does not depend on that of the dropping: the same things dropped again make the same uploads.
 */
export function uploadsOf(drops: readonly Found[]): Found[] {
  const uploads: Found[] = [];
  for (const one of numberAlike(drops).flatMap(byName)) {
    const [name = ''] = one.names;
    const place = uploads.find(({ names }) => names.length < mostNames && !names.includes(name));
    if (place === undefined) uploads.push({ ...one, names: [name], files: [...one.files], unread: [...one.unread] });
    else {
      place.names.push(name);
      for (const file of one.files) place.files.push(file);
      for (const source of one.unread) place.unread.push(source);
    }
  }
  for (const { names } of uploads) names.sort();
  return uploads;
}

/** Number the files that are alike from outside: which of them was received before a cut cannot be seen. */
function numberAlike(drops: readonly Found[]): Found[] {
  const counts = new Map<string, { of: number; next: number }>();
  const countOf = (file: FoundFile): { of: number; next: number } => {
    const traits = traitsOf(traitsOfFile(file));
    const known = counts.get(traits) ?? { of: 0, next: 1 };
    counts.set(traits, known);
    return known;
  };
  for (const { files } of drops) for (const file of files) countOf(file).of++;
  const numbered = (file: FoundFile): FoundFile => {
    const count = countOf(file);
    return count.of === 1 ? file : { ...file, n: count.next++ };
  };
  return drops.map((drop) => ({ ...drop, files: drop.files.map(numbered) }));
}

function byName({ names, files, unread, emptyFolders }: Found): Found[] {
  const found = new Map<string, Found>(names.map((name) => [name, { names: [name], files: [], unread: [], emptyFolders: [] }]));
  const of = (path: string): Found | undefined => found.get(path.split('/', 1)[0] ?? '');
  for (const file of files) of(file.path)?.files.push(file);
  for (const source of unread) of(source.path)?.unread.push(source);
  for (const path of emptyFolders) of(path)?.emptyFolders.push(path);
  // A folder in which nothing is has nothing to send.
  return [...found.values()].filter(({ files, unread }) => files.length + unread.length > 0);
}
