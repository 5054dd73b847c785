import type { BagRules } from '../../format/bag/version.ts';
import type { FileTable } from './file-table.ts';
import type { Remarks } from './remarks.ts';
import type { BagSource } from './source.ts';

/** What a stranger's bag may cost. */
export interface BagLimits {
  /** Files that are there or listed, and folders. */
  entries: number;
  /** Of bagit.txt and the metadata file, which are read whole. Manifests are read line by line. */
  tagFileBytes: number;
}

export const bagLimits: BagLimits = { entries: 4_000_000, tagFileBytes: 16 * 1024 * 1024 };

export interface BagProgress {
  /** `files`: entries found; `lists`: lines of manifests read; `digests`: bytes read, of all that will be. */
  stage: 'files' | 'lists' | 'digests';
  done: number;
  /** 0 where it is not known. */
  of: number;
}

export interface CheckBagOptions {
  limits?: BagLimits;
  /** Names that could be mistaken for each other, or that some system cannot write, are findings: for bags to be taken in. */
  strictNames?: boolean;
  /** Leave out the digests: what is there is compared with what is listed, and nothing is said of validity. */
  listsOnly?: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: BagProgress) => void) | undefined;
}

/** A bag while it is checked. */
export interface Bag {
  source: BagSource;
  options: CheckBagOptions;
  limits: BagLimits;
  remarks: Remarks;
  payload: FileTable;
  /** Everything that is not under `data`. */
  tags: FileTable;
}

/** The same, once its declaration is read. */
export interface DeclaredBag extends Bag {
  rules: BagRules;
  encoding: string;
}

/** More entries than the limit: the check ends, and says so. */
export class TooManyEntries extends Error {}

export function countEntry(bag: Bag, extra = 0): void {
  if (bag.payload.size + bag.tags.size + extra >= bag.limits.entries) throw new TooManyEntries();
}

/** Cheap enough to be asked for each file. */
export function heed(bag: Bag): void {
  bag.options.signal?.throwIfAborted();
}

export function tableOf(bag: Bag, path: string): FileTable {
  return path.startsWith('data/') ? bag.payload : bag.tags;
}
