import { Worker } from 'node:worker_threads';
import { toInstantText, type Clock, type Random } from '../../shared/clock.ts';
import { CaseError, type ErrorCode } from '../../shared/errors.ts';
import type { Draft } from './kind.ts';
import type { DatedDraft } from './record.ts';

export interface WriterStart {
  caseFolder: string;
  log: string;
  /** When the writer was started, for the sentence about who holds the case. */
  at: string;
}
export type ToWriter = { kind: 'record'; id: number; drafts: DatedDraft[] } | { kind: 'close' };
type Refusal = { code: ErrorCode; facts: CaseError['facts'] };
export type FromWriter =
  | { kind: 'open' }
  | ({ kind: 'cannot-open' } & Refusal)
  | { kind: 'recorded'; id: number; first: number }
  | ({ kind: 'refused'; id: number } & Refusal)
  | { kind: 'closed' };

/** The one way to write to a case: entries go in, and the rows that follow from them. */
export interface LogWriter {
  /**
   * Record acts, all in one transaction; resolves with the number of the first entry once they are durable.
   * Rejects with CaseError when nothing of them was recorded.
   */
  record(drafts: readonly Draft[]): Promise<number>;
  close(): Promise<void>;
}

export interface LogWriterOptions {
  caseFolder: string;
  log: string;
  /** Fingerprint of the custodian's key. */
  actor: string;
  clock: Clock;
  random: Random;
}

interface Waiting {
  resolve(first: number): void;
  reject(error: CaseError): void;
}

/** Start the writer's thread and take the case's writer lock. Rejects with CaseError `case-in-use` and the like. */
export async function openLogWriter(options: LogWriterOptions): Promise<LogWriter> {
  const { caseFolder, log, actor, clock, random } = options;
  const workerData: WriterStart = { caseFolder, log, at: toInstantText(clock.now()) };
  const worker = new Worker(new URL('./log-writer-worker.ts', import.meta.url), { workerData });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let stopped: CaseError | undefined;
  const stop = (error: CaseError): void => {
    stopped ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWriter) => {
      if (message.kind === 'open') resolve();
      else if (message.kind === 'cannot-open') reject(new CaseError(message.code, message.facts));
      else if (message.kind === 'recorded') settle(waiting, message.id)?.resolve(message.first);
      else if (message.kind === 'refused') settle(waiting, message.id)?.reject(new CaseError(message.code, message.facts));
    });
    worker.on('error', (error) => stop(new CaseError('writer-stopped', { detail: String(error) }, { cause: error })));
    worker.on('exit', () => {
      stop(new CaseError('writer-stopped', { detail: 'its thread has ended' }));
      reject(new CaseError('writer-stopped', { detail: 'its thread did not start' }));
    });
  });

  const date = (draft: Draft): DatedDraft => ({
    ...draft,
    at: toInstantText(clock.now()),
    actor,
    salt: Buffer.from(random.bytes(16)).toString('hex'),
  });
  return {
    record: (drafts) =>
      new Promise((resolve, reject) => {
        if (stopped !== undefined) return reject(stopped);
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ kind: 'record', id, drafts: drafts.map(date) } satisfies ToWriter);
      }),
    close: () =>
      new Promise((resolve) => {
        if (stopped !== undefined) return resolve();
        worker.once('exit', () => resolve());
        worker.postMessage({ kind: 'close' } satisfies ToWriter);
      }),
  };
}

function settle(waiting: Map<number, Waiting>, id: number): Waiting | undefined {
  const found = waiting.get(id);
  waiting.delete(id);
  return found;
}
