import type { BagAlgorithm } from '../../../format/bag/algorithms.ts';

/** Where a file's bytes stand within another file: a ZIP, which holds them as they are. */
export interface ByteRange {
  offset: number;
  bytes: number;
}

/** What the main thread asks of a digest worker: a few files, each with the algorithms that manifests ask for. */
export interface DigestJob {
  /** Cancel flag and byte counter (vault/shared-memory.ts). */
  operation: SharedArrayBuffer;
  files: readonly { path: Uint8Array; algorithms: readonly BagAlgorithm[]; range?: ByteRange | undefined }[];
}

/** `crc32`: of a range only, whose ZIP states one. */
export type DigestResult = { digests: Partial<Record<BagAlgorithm, string>>; bytes: number; crc32?: number } | { problem: string };

/** One result for each file, in order; fewer when cancelled. Or the words of an error that should never happen. */
export type DigestReply = { results: DigestResult[] } | { broken: string };
