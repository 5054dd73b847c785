import type { FoundFiles } from './source/found-files.ts';

/** What the reader gave to be checked. */
export type Chosen = { kind: 'folder'; name: string; found: FoundFiles } | { kind: 'zip'; name: string; file: File };

/** Why what was given is nothing to check, for people. */
export class NothingToCheck extends Error {}
