import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CaseError, toCaseError } from '../../../shared/errors.ts';
import type { CheckedShare, LogShare } from '../../../verifier/check-log.ts';
import { workerMemory } from './worker-memory.ts';

export type FromLogCheck = { share: CheckedShare } | { broken: string; damaged: boolean };

interface Options {
  /** The database file. */
  file: string;
  signal: AbortSignal | undefined;
  onProgress(doneEntries: number): void;
}

const mostWorkers = 4;

/** Check the shares of a log, as many at once as there are cores. Returns them in order. Rejects when cancelled or unreadable. */
export async function checkLogShares(shares: readonly LogShare[], options: Options): Promise<CheckedShare[]> {
  const checked: CheckedShare[] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    const worker = new Worker(new URL('./log-check-worker.ts', import.meta.url), { workerData: { file: options.file }, resourceLimits: workerMemory });
    try {
      while (next < shares.length) {
        const index = next++;
        checked[index] = await askFor(worker, shares[index] as LogShare, options);
        done += (shares[index] as LogShare).to - (shares[index] as LogShare).from;
        options.onProgress(done);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), mostWorkers, shares.length) }, lane));
  return checked;
}

function askFor(worker: Worker, share: LogShare, { file, signal }: Options): Promise<CheckedShare> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const settle = (act: () => void): void => {
      signal?.removeEventListener('abort', cancel);
      worker.off('message', onMessage).off('error', fail);
      act();
    };
    const onMessage = (message: FromLogCheck): void =>
      settle(() => ('share' in message ? resolve(message.share) : reject(message.damaged ? new CaseError('case-damaged', { folder: dirname(file), detail: message.broken }) : new Error(message.broken))));
    const fail = (error: unknown): void => settle(() => reject(toCaseError(error)));
    const cancel = (): void => settle(() => reject(signal?.reason as Error));
    signal?.addEventListener('abort', cancel, { once: true });
    worker.on('message', onMessage).on('error', fail);
    worker.postMessage(share);
  });
}
