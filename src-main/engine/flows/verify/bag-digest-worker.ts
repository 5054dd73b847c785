/** Digests files of a bag: one job after another, each answered by one message. Started by bag-digests.ts. */
import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { viewOperation, type OperationView } from '../../vault/shared-memory.ts';
import { changeOf, codeOf, openSource, type OpenSource } from '../../vault/source-file.ts';
import type { ByteRange, DigestJob, DigestReply, DigestResult } from './bag-digest-jobs.ts';

const buffer = Buffer.allocUnsafeSlow(512 * 1024);

type Asked = DigestJob['files'][number];

function digestFiles({ operation, files }: DigestJob): DigestResult[] {
  const view = viewOperation(operation);
  const results: DigestResult[] = [];
  for (const file of files) {
    const result = digestFile(file, view);
    if (result === undefined) break;
    results.push(result);
  }
  closeShared();
  return results;
}

/** Undefined when cancelled. */
function digestFile(asked: Asked, operation: OperationView): DigestResult | undefined {
  const { range } = asked;
  const source = range === undefined ? openSource(asked.path) : openShared(asked.path);
  if ('reason' in source) return { problem: source.reason };
  try {
    return range === undefined ? digestOpen(source, asked.algorithms, operation) : digestRange(source, { ...asked, range }, operation);
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    return { problem: codeOf(error) };
  } finally {
    if (range === undefined) closeSync(source.fd);
  }
}

/** The file that ranges of this job lie in: opened once for all of them. */
let shared: OpenSource | undefined;

function openShared(path: Uint8Array): ReturnType<typeof openSource> {
  if (shared !== undefined && shared.path.equals(path)) return shared;
  closeShared();
  const source = openSource(path);
  if (!('reason' in source)) shared = source;
  return source;
}

function closeShared(): void {
  if (shared !== undefined) closeSync(shared.fd);
  shared = undefined;
}

/** Undefined when cancelled. Whether the file around the range changed is asked by whoever opened it. */
function digestRange(source: OpenSource, { algorithms, range }: Asked & { range: ByteRange }, operation: OperationView): DigestResult | undefined {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  let [bytes, crc] = [0, 0];
  while (bytes < range.bytes) {
    if (operation.cancelled()) return undefined;
    const length = readSync(source.fd, buffer, 0, Math.min(buffer.length, range.bytes - bytes), range.offset + bytes);
    if (length === 0) return { problem: 'changed-while-read' };
    const block = buffer.subarray(0, length);
    for (const { hash } of hashes) hash.update(block);
    crc = crc32(block, crc);
    bytes += length;
    operation.addBytes(length);
  }
  return { digests: Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')])), bytes, crc32: crc };
}

function digestOpen(source: OpenSource, algorithms: Asked['algorithms'], operation: OperationView): DigestResult | undefined {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  let bytes = 0;
  for (;;) {
    if (operation.cancelled()) return undefined;
    const length = readSync(source.fd, buffer, 0, buffer.length, bytes);
    if (length === 0) break;
    for (const { hash } of hashes) hash.update(buffer.subarray(0, length));
    bytes += length;
    operation.addBytes(length);
  }
  if (changeOf(source, bytes) !== undefined) return { problem: 'changed-while-read' };
  return { digests: Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')])), bytes };
}

function answer(job: DigestJob): DigestReply {
  try {
    return { results: digestFiles(job) };
  } catch (error) {
    return { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (job: DigestJob) => parentPort?.postMessage(answer(job)));
