import { readSync } from 'node:fs';
import type { Sha256 } from '../../shared/digest.ts';
import { digestOf, RunningDigests } from './digests.ts';
import type { OperationView } from './shared-memory.ts';

const blockBytes = 512 * 1024;

export interface ReadTask {
  fd: number;
  sizeBytes: number;
  buffer: Buffer;
  operation: OperationView;
}

/** SHA-256 and length of what can be read; undefined when cancelled. Throws the system's error. */
export function readDigest(task: ReadTask): { sha256: Sha256; bytes: number } | undefined {
  if (task.operation.cancelled()) return undefined;
  return task.sizeBytes < task.buffer.length ? readAtOnce(task) : readByBlocks(task);
}

function readAtOnce({ fd, sizeBytes, buffer, operation }: ReadTask): { sha256: Sha256; bytes: number } {
  let bytes = 0;
  do {
    const more = readSync(fd, buffer, bytes, buffer.length - bytes, bytes);
    if (more === 0) break;
    bytes += more;
  } while (bytes < sizeBytes);
  operation.addBytes(bytes);
  return { sha256: digestOf(buffer.subarray(0, bytes), []).sha256, bytes };
}

function readByBlocks({ fd, buffer, operation }: ReadTask): { sha256: Sha256; bytes: number } | undefined {
  const digests = new RunningDigests([]);
  const block = buffer.subarray(0, blockBytes);
  let bytes = 0;
  for (;;) {
    if (operation.cancelled()) return undefined;
    const length = readSync(fd, block, 0, block.length, bytes);
    if (length === 0) return { sha256: digests.finish().sha256, bytes };
    digests.update(block.subarray(0, length));
    bytes += length;
    operation.addBytes(length);
  }
}
