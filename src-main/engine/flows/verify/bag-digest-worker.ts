/** Digests files of a bag: one job after another, each answered by one message. Started by bag-digests.ts. */
import { createHash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { viewOperation, type OperationView } from '../../vault/shared-memory.ts';
import { changeOf, codeOf, openSource, type OpenSource } from '../../vault/source-file.ts';
import type { DigestJob, DigestReply, DigestResult } from './bag-digest-jobs.ts';

const buffer = Buffer.allocUnsafeSlow(512 * 1024);

function digestFiles({ operation, files }: DigestJob): DigestResult[] {
  const view = viewOperation(operation);
  const results: DigestResult[] = [];
  for (const file of files) {
    const result = digestFile(file, view);
    if (result === undefined) break;
    results.push(result);
  }
  return results;
}

/** Undefined when cancelled. */
function digestFile({ path, algorithms }: DigestJob['files'][number], operation: OperationView): DigestResult | undefined {
  const source = openSource(path);
  if ('reason' in source) return { problem: source.reason };
  try {
    return digestOpen(source, algorithms, operation);
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    return { problem: codeOf(error) };
  } finally {
    closeSync(source.fd);
  }
}

function digestOpen(source: OpenSource, algorithms: DigestJob['files'][number]['algorithms'], operation: OperationView): DigestResult | undefined {
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
