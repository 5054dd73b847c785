import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { CaseError } from '../../shared/errors.ts';
import type { AgeJob, AgeWorkerData, FromAgeWorker, WrittenFile } from './age-jobs.ts';

export { isAgeFile } from './age-header.ts';
export type { WrittenFile } from './age-jobs.ts';

/** `age1...`, as many as are to open the file; or one passphrase. */
export type AgeTo = { recipients: readonly string[] } | { passphrase: string };
/** `AGE-SECRET-KEY-1...`, each tried; or one passphrase. */
export type AgeBy = { identities: readonly string[] } | { passphrase: string };

export interface AgeOptions {
  signal?: AbortSignal | undefined;
  /** Bytes of `from` read so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * Encrypt a file with age (age-encryption.org/v1), in constant memory and in a thread of its own. `to` is a temporary
 * name that must not exist; on disk when this resolves, mode 0600. Rejects with CaseError `age-recipient-invalid`
 * (before anything is written), `bundle-disk-full`, `bundle-write-failed`, `source-not-found`, or with the signal's
 * reason; then nothing is left under `to`.
 */
export function encryptFile(from: string, to: string, keys: AgeTo, options: AgeOptions = {}): Promise<WrittenFile> {
  return work({ act: 'encrypt', from, to, keys }, options);
}

/**
 * Decrypt a file, armored or not. Plaintext stands under `to` before the end of the file has been proved, so `to` is a
 * temporary name, and what stands there may be used only when this has resolved. Rejects with CaseError
 * `age-not-encrypted`, `age-damaged`, `age-key-wrong`, `age-passphrase-wrong`, `age-needs-key`, `age-needs-passphrase`,
 * `age-work-too-large`, `age-identity-invalid` and as encryptFile does; then nothing is left under `to`.
 */
export function decryptFile(from: string, to: string, keys: AgeBy, options: AgeOptions = {}): Promise<WrittenFile> {
  return work({ act: 'decrypt', from, to, keys }, options);
}

async function work(job: AgeJob, { signal, onProgress }: AgeOptions): Promise<WrittenFile> {
  signal?.throwIfAborted();
  const made = new SharedArrayBuffer(4);
  const workerData: AgeWorkerData = { job, made };
  const worker = new Worker(new URL('./age-worker.ts', import.meta.url), { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  const ended = Promise.withResolvers<WrittenFile>();
  const abort = (): void => ended.reject(signal?.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  worker.once('error', ended.reject);
  worker.once('exit', () => ended.reject(new CaseError('internal', { detail: 'the worker ended' })));
  worker.on('message', (message: FromAgeWorker) => {
    if ('read' in message) onProgress?.(message.read);
    else if ('done' in message) ended.resolve(message.done);
    else ended.reject(new CaseError(message.code, message.facts));
  });
  try {
    return await ended.promise;
  } catch (error) {
    await worker.terminate();
    if (Atomics.load(new Int32Array(made), 0) === 1) await rm(job.to, { force: true });
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
