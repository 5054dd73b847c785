import { Worker } from 'node:worker_threads';
import { CaseError, type ErrorCode } from '../../shared/errors.ts';
import type { KeyFile, MadeKey, MadeKeys } from './keys.ts';

/** What is done with keys in a thread of its own: a passphrase costs a second of scrypt, which no event loop may wait for. */
export type KeyWork =
  | { act: 'make'; origin: string; passphrase: string | undefined }
  | { act: 'unlock'; file: KeyFile; passphrase: string | undefined }
  | { act: 'lock'; role: MadeKey['role']; pem: string; passphrase: string | undefined };
export type KeyWorkDone<W extends KeyWork> = W extends { act: 'make' } ? MadeKeys : W extends { act: 'unlock' } ? string : KeyFile;

export type FromKeyWorker = { done: unknown } | { code: ErrorCode; facts: CaseError['facts'] };

/** See makeKeys, unlockKey and lockKey. Rejects with their CaseErrors. */
export function workOnKeys<W extends KeyWork>(work: W): Promise<KeyWorkDone<W>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./key-worker.ts', import.meta.url), { workerData: work });
    worker.once('message', (message: FromKeyWorker) => {
      if ('done' in message) resolve(message.done as KeyWorkDone<W>);
      else reject(new CaseError(message.code, message.facts));
    });
    worker.once('error', reject);
  });
}
