import type { BagAlgorithm } from '../../format/bag/algorithms.ts';

/** Something that stands in a bag. */
export interface BagEntry {
  /** Relative to the bag, parts separated by `/`, exactly as it is called. */
  path: string;
  /** Length of a file; 0 for the rest. */
  bytes: number;
  /** Links are told, never followed; so are folders that cannot be looked into. */
  kind: 'file' | 'folder' | 'closed-folder' | 'link' | 'other';
  /** Set when the name is no text (bytes that are not UTF-8): then `path` is only something to show. */
  notText?: true;
}

/** The digests of a file in lower-case hexadecimal and its length, or why it cannot be read. */
export type DigestAnswer =
  | { digests: Partial<Record<BagAlgorithm, string>>; bytes: number }
  | { problem: string };

/** Where a bag lies: a folder, a ZIP, files dropped onto a page. */
export interface BagSource {
  /** Everything in the bag, each once, in any order. Folders may be left out, but for `data`. */
  list(): AsyncIterable<BagEntry>;
  /** The bytes of a listed file, in pieces. Throws UnreadableFile when it cannot be read to its end. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Digest a listed file. Called for many at once, up to `digestsAtOnce`. */
  digest(file: { path: string; bytes: number }, algorithms: readonly BagAlgorithm[]): Promise<DigestAnswer>;
  digestsAtOnce: number;
}

/** A file of the bag that cannot be read: a finding, told by throwing because it comes in the middle of reading. */
export class UnreadableFile extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'UnreadableFile';
  }
}
