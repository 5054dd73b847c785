import { Worker } from 'node:worker_threads';
import { CaseError } from '../../../shared/errors.ts';
import type { VerificationFinding } from '../../../shared/verification.ts';
import { workerMemory } from './worker-memory.ts';

/** What the replaying thread is asked. */
export interface ReplayJob {
  caseFolder: string;
  /** The database to be compared. */
  file: string;
  /** Where the fresh database is made; its folder is the caller's. */
  scratchFile: string;
  /** `compare` every row with the fresh one; or `rebuild`: write the entries as well, durably, and compare nothing. */
  purpose: 'compare' | 'rebuild';
}

export type FromReplay =
  | { kind: 'begun'; size: number }
  | { kind: 'progress'; done: number }
  | { kind: 'findings'; findings: VerificationFinding[] }
  | { kind: 'ended' }
  /** `damaged`: the database could not be read; otherwise the fault is ours. */
  | { kind: 'broken'; detail: string; damaged: boolean };

export interface Replaying {
  /** How many entries the log holds, in the state of the database that is compared. */
  size: Promise<number>;
  /** Resolves when every row was compared; findings were told before. */
  ended: Promise<void>;
  /** End the thread, wherever it is, and wait until it has let go of its files. */
  stop(): Promise<void>;
}

interface Listener {
  signal: AbortSignal | undefined;
  onProgress(done: number): void;
  onFindings(findings: readonly VerificationFinding[]): void;
}

/** Replay a log in a thread of its own and compare every row with what it gives. Rejects when cancelled or broken. */
export function startReplay(job: ReplayJob, { signal, onProgress, onFindings }: Listener): Replaying {
  const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { workerData: job, resourceLimits: workerMemory });
  const cancel = (): void => void worker.terminate();
  signal?.addEventListener('abort', cancel, { once: true });
  const size = Promise.withResolvers<number>();
  const ended = Promise.withResolvers<void>();
  const fail = (error: unknown): void => {
    size.reject(error);
    ended.reject(error);
  };
  worker.on('message', (message: FromReplay) => {
    if (message.kind === 'begun') size.resolve(message.size);
    else if (message.kind === 'progress') onProgress(message.done);
    else if (message.kind === 'findings') onFindings(message.findings);
    else if (message.kind === 'ended') ended.resolve();
    else fail(message.damaged ? new CaseError('case-damaged', { folder: job.caseFolder, detail: message.detail }) : new Error(message.detail));
  });
  worker.on('error', fail);
  worker.on('exit', () => {
    signal?.removeEventListener('abort', cancel);
    fail(signal?.reason ?? new Error('the replay ended before its time'));
  });
  // Whoever waits for neither must not be ended by what both say.
  size.promise.catch(() => undefined);
  ended.promise.catch(() => undefined);
  if (signal?.aborted) cancel();
  return { size: size.promise, ended: ended.promise, stop: async () => void (await worker.terminate()) };
}
