import { Worker } from 'node:worker_threads';
import { toInstantText, type Clock, type Random } from '../../shared/clock.ts';
import { CaseError, type ErrorCode } from '../../shared/errors.ts';
import type { LeftLock } from '../db/writer-lock.ts';
import type { Dating, SignedCheckpoint } from './checkpoints.ts';
import type { KeyFile } from './keys.ts';
import type { Draft } from './kind.ts';
import type { DatedDraft } from './record.ts';

export interface WriterStart {
  caseFolder: string;
  log: string;
  /** When the writer was started, for the sentence about who holds the case. */
  at: string;
  /** The log's verifier key (C2SP signed-note). */
  verifierKey: string;
  signing: LogSigning;
}

/** The log's key as it lies in the case folder. */
export interface LogSigning {
  file: KeyFile;
  passphrase: string | undefined;
  /** 32 raw bytes: what the log says the key is. */
  publicKey: Uint8Array;
}

export interface RecordMessage {
  kind: 'record';
  id: number;
  drafts: DatedDraft[];
  /** Set when the log is to be signed behind these entries: the dating of the checkpoint's own entry. */
  signWith?: Dating;
}
export type ToWriter = RecordMessage | { kind: 'close' };
type Refusal = { code: ErrorCode; facts: CaseError['facts'] };
export type FromWriter =
  | { kind: 'open'; tookOver?: LeftLock }
  | ({ kind: 'cannot-open' } & Refusal)
  | { kind: 'recorded'; id: number; first: number; signed?: SignedCheckpoint }
  | ({ kind: 'refused'; id: number } & Refusal)
  | { kind: 'closed' };

/** The one way to write to a case: entries go in, and the rows that follow from them. */
export interface LogWriter {
  /** Set where the lock of the case had been left behind by another. */
  tookOver: LeftLock | undefined;
  /**
   * Record acts, all in one transaction; resolves with the number of the first entry once they are durable.
   * Rejects with CaseError when nothing of them was recorded.
   */
  record(drafts: readonly Draft[]): Promise<number>;
  /** The same, and sign the log as it then stands, with its entry and its file. */
  recordAndSign(drafts: readonly Draft[]): Promise<{ first: number; signed: SignedCheckpoint }>;
  close(): Promise<void>;
}

export interface LogWriterOptions {
  caseFolder: string;
  log: string;
  /** Fingerprint of the custodian's key. */
  actor: string;
  verifierKey: string;
  signing: LogSigning;
  clock: Clock;
  random: Random;
}

interface Recorded {
  first: number;
  signed?: SignedCheckpoint;
}

interface Waiting {
  resolve(recorded: Recorded): void;
  reject(error: CaseError): void;
}

/**
 * Start the writer's thread, take the case's writer lock, compare the log with its checkpoint and unlock the log's key.
 * Rejects with CaseError `case-in-use`, `log-forked`, `passphrase-needed`, `passphrase-wrong`, `key-unreadable` and the like.
 */
export async function openLogWriter(options: LogWriterOptions): Promise<LogWriter> {
  const { caseFolder, log, actor, verifierKey, signing, clock, random } = options;
  const workerData: WriterStart = { caseFolder, log, at: toInstantText(clock.now()), verifierKey, signing };
  const worker = new Worker(new URL('./log-writer-worker.ts', import.meta.url), { workerData });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let stopped: CaseError | undefined;
  const stop = (error: CaseError): void => {
    stopped ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const tookOver = await new Promise<LeftLock | undefined>((resolve, reject) => {
    worker.on('message', (message: FromWriter) => {
      if (message.kind === 'open') resolve(message.tookOver);
      else if (message.kind === 'cannot-open') reject(new CaseError(message.code, message.facts));
      else if (message.kind === 'recorded') settle(waiting, message.id)?.resolve(message);
      else if (message.kind === 'refused') settle(waiting, message.id)?.reject(new CaseError(message.code, message.facts));
    });
    worker.on('error', (error) => stop(new CaseError('writer-stopped', { detail: String(error) }, { cause: error })));
    worker.on('exit', () => {
      stop(new CaseError('writer-stopped', { detail: 'its thread has ended' }));
      reject(new CaseError('writer-stopped', { detail: 'its thread did not start' }));
    });
  });

  const dating = (): Dating => ({ at: toInstantText(clock.now()), actor, salt: Buffer.from(random.bytes(16)).toString('hex') });
  const send = (drafts: readonly Draft[], sign: boolean): Promise<Recorded> =>
    new Promise((resolve, reject) => {
      if (stopped !== undefined) return reject(stopped);
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      const dated = drafts.map((draft) => ({ ...draft, ...dating() }));
      worker.postMessage({ kind: 'record', id, drafts: dated, ...(sign ? { signWith: dating() } : {}) } satisfies ToWriter);
    });
  return {
    tookOver,
    record: async (drafts) => (await send(drafts, false)).first,
    recordAndSign: async (drafts) => {
      const { first, signed } = await send(drafts, true);
      if (signed === undefined) throw new CaseError('internal', { detail: 'the log was not signed' });
      return { first, signed };
    },
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
