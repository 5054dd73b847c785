import { z } from 'zod';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

export const folderEntrySchema = z.strictObject({
  /** As people read it; where the bytes are no UTF-8, with the sign for what cannot be read. */
  name: z.string(),
  /** Whole path; null for a name whose bytes are no UTF-8, which cannot be named from a window. */
  path: z.string().nullable(),
  kind: z.enum(['folder', 'case', 'file', 'link', 'other']),
  /** Of files. */
  bytes: z.int().nullable(),
});

export const folderSchema = z.strictObject({
  path: z.string(),
  /** Null at the top. */
  parent: z.string().nullable(),
  /** Folders and cases first, by name; at most 2,000. */
  entries: z.array(folderEntrySchema),
  /** How many there are, listed or not. */
  count: z.int(),
  isCase: z.boolean(),
  /** Empty, and may be written: a case can be made in it. A new folder inside is always possible where `canMakeFolder`. */
  canHoldNewCase: z.boolean(),
  canMakeFolder: z.boolean(),
});
export type Folder = z.infer<typeof folderSchema>;

export const placeSchema = z.strictObject({ kind: z.enum(['home', 'desktop', 'documents', 'downloads', 'movies', 'volume', 'computer']), name: z.string(), path: z.string() });

/** Folders of this computer, for a window that has no dialogs of the system. They are listed, and nothing in them is opened or followed. */
export const folderRoutes = {
  /** Where to begin: the person's own folders that exist, and the volumes that are mounted. */
  places: route('GET', '/api/places', { input: z.strictObject({}), output: z.array(placeSchema) }),
  /** Throws `folder-not-found`, `folder-unreadable`, `argument-invalid` for a path that is not whole. */
  folder: route('GET', '/api/folders', { input: z.strictObject({ path: pathSchema }), output: folderSchema }),
} as const;
