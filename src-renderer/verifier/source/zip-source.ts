import type { ZipFinding } from '../../../src-main/verifier/zip/codes.ts';
import { openZipSource, type RunningDigest, type ZipHashing, type ZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import type { RandomAccess } from '../../../src-main/verifier/zip/random-access.ts';
import type { DigestPool } from '../digest/digest-pool.ts';
import { startDigest } from '../digest/file-digest.ts';

/** A bag in a ZIP that was dropped or picked. Files that are stored as they are get digested by the workers, compressed ones here. */
export function zipSource(file: File, digests: DigestPool, signal: AbortSignal): Promise<ZipSource | { problem: ZipFinding }> {
  const hashing: ZipHashing = {
    start: async (algorithm): Promise<RunningDigest> => {
      const hasher = await startDigest(algorithm);
      return { update: (bytes) => hasher.update(bytes), digest: () => hasher.digest('hex') };
    },
    digestRange: ({ offset, bytes }, algorithms) => digests.digest(file.slice(offset, offset + bytes), algorithms, { withCrc32: true }),
    digestsAtOnce: digests.atOnce,
  };
  return openZipSource(randomAccess(file), hashing, { signal });
}

function randomAccess(file: Blob): RandomAccess {
  return {
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}
