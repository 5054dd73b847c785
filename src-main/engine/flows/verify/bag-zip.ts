import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ZipFinding } from '../../../verifier/zip/codes.ts';
import { openZipSource, type RangeDigest, type ZipHashing, type ZipSource } from '../../../verifier/zip/open-zip-source.ts';
import type { OpenZipFile } from '../../bundle/zip-file.ts';
import type { BagDigests } from './bag-digests.ts';

/** A bag in a ZIP file: what it holds as it is, is digested by the workers as the files of a folder are. */
export function zipSource(file: OpenZipFile, place: Buffer, digests: BagDigests, signal?: AbortSignal): Promise<ZipSource | { problem: ZipFinding }> {
  const hashing: ZipHashing = {
    start: (algorithm) => {
      const hash = createHash(algorithm);
      return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
    },
    crc32: (bytes, before) => crc32(bytes, before),
    digestRange: async (range, algorithms) => (await digests.digest({ path: place, bytes: range.bytes, algorithms, range })) as RangeDigest,
    digestsAtOnce: digests.atOnce,
  };
  return openZipSource(file, hashing, { signal });
}
