import type { BagAlgorithm } from '../../../src-main/format/bag/algorithms.ts';
import type { DigestAnswer } from '../../../src-main/verifier/bag/source.ts';

/** What the page asks of a worker. */
export interface DigestJob {
  id: number;
  /** A file, or the piece of a ZIP in which a stored file lies. Not its bytes: the worker reads them. */
  file: Blob;
  algorithms: readonly BagAlgorithm[];
  /** For files in a ZIP, which states it. */
  withCrc32: boolean;
}

/** The digests of a file, and its CRC-32 where it was asked for (else 0). */
export type FileAnswer = (Extract<DigestAnswer, { bytes: number }> & { crc32: number }) | { problem: string };

/** What a worker says: bytes read since it last said so, or the answer to a job. */
export type DigestReply = { read: number } | { id: number; answer: FileAnswer };

/** Up to here a file is read whole, so that the browser's own digests can be used. They are faster and take no pieces. */
export const wholeBytes = 16 * 1024 * 1024;
