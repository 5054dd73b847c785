import { z } from 'zod';
import { collectionSchema, type Collection } from '../../../src-main/shared/collection.ts';
import { bytesOf, type Found } from './found-files.ts';

const unfinishedSchema = z.object({ names: z.array(z.string()), files: z.number(), bytes: z.number(), collection: collectionSchema });

/** An upload that a reload of the window cut: its files are gone from the window, and what was recorded is safe. */
export type Unfinished = z.infer<typeof unfinishedSchema>;

const keyOf = (caseName: string): string => `postquem-unfinished-uploads-${caseName}`;

/** What was under way in a case when this window was loaded anew or the case was closed, and has not been taken up since. */
export function readUnfinished(caseName: string): Unfinished[] {
  try {
    return z.array(unfinishedSchema).parse(JSON.parse(sessionStorage.getItem(keyOf(caseName)) ?? '[]'));
  } catch {
    return [];
  }
}

export function keepUnfinished(caseName: string, all: readonly Unfinished[]): void {
  try {
    sessionStorage.setItem(keyOf(caseName), JSON.stringify(all));
  } catch {
    // The browser's few megabytes are full: then the job alone tells what was interrupted.
  }
}

/** Whether these are the files that it was about: then the engine takes it up where it stopped. */
export function isAbout({ names, files, bytes }: Unfinished, found: Found): boolean {
  return files === found.files.length + found.unread.length && bytes === bytesOf(found) && names.length === found.names.length && names.every((name) => found.names.includes(name));
}

export function unfinishedOf(found: Found, collection: Collection): Unfinished {
  return { names: found.names, files: found.files.length + found.unread.length, bytes: bytesOf(found), collection };
}
