import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BagAlgorithm } from '../../../format/bag/algorithms.ts';
import { CaseError } from '../../../shared/errors.ts';
import type { ByteRange, DigestJob, DigestReply, DigestResult } from './bag-digest-jobs.ts';

/** Enough to make a message to a worker worth it, little enough to share the work evenly. */
const groupFiles = 64;
/** Fewer are not shared: a worker takes longer to start than to digest them. */
const fewFiles = 16;
const groupBytes = 16 * 1024 * 1024;
/** Disks gain nothing from more. */
const mostWorkers = 4;

interface Asked {
  path: Uint8Array;
  bytes: number;
  algorithms: readonly BagAlgorithm[];
  /** Of `path`, which is then a ZIP; the whole file without it. */
  range?: ByteRange;
  resolve(answer: DigestResult): void;
  reject(error: unknown): void;
}

/** Worker threads that digest files with any algorithm; the vault's know its own files and SHA-256. Started when there is work. */
export class BagDigests {
  readonly atOnce: number;
  readonly #workers: number;
  readonly #operation: SharedArrayBuffer;
  readonly #queue: Asked[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Asked[]>();
  #planned = false;
  #closed = false;

  constructor(operation: SharedArrayBuffer, workers = Math.min(availableParallelism(), mostWorkers)) {
    this.#operation = operation;
    this.#workers = workers;
    this.atOnce = 2 * workers * groupFiles;
  }

  /** Rejects when cancelled, closed, or when a worker breaks; everything expected is in the answer. */
  digest(file: Omit<Asked, 'resolve' | 'reject'>): Promise<DigestResult> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new CaseError('stopped'));
        return;
      }
      this.#queue.push({ ...file, resolve, reject });
      this.#plan();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#idle, ...this.#busy.keys()];
    const waiting = [...this.#queue.splice(0), ...[...this.#busy.values()].flat()];
    await Promise.all(workers.map((worker) => worker.terminate()));
    for (const { reject } of waiting) reject(new CaseError('stopped'));
  }

  /** Later in the same turn, so that files asked for together go to a worker together. */
  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#assign();
    });
  }

  #assign(): void {
    while (this.#queue.length > 0 && !this.#closed) {
      const worker = this.#idle.pop() ?? (this.#busy.size < this.#workers ? this.#start() : undefined);
      if (worker === undefined) return;
      const group = this.#takeGroup();
      this.#busy.set(worker, group);
      const job: DigestJob = { operation: this.#operation, files: group.map(({ path, algorithms, range }) => ({ path, algorithms, range })) };
      worker.postMessage(job);
    }
  }

  /** A fair share of what waits, within the limits of a group. */
  #takeGroup(): Asked[] {
    const share = Math.min(this.#queue.length, groupFiles, Math.max(fewFiles, Math.ceil(this.#queue.length / this.#workers)));
    let [count, bytes] = [0, 0];
    while (count < share && bytes < groupBytes) bytes += this.#queue[count++]?.bytes ?? 0;
    return this.#queue.splice(0, count);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./bag-digest-worker.ts', import.meta.url), { execArgv: [] });
    worker.on('message', (reply: DigestReply) => this.#finished(worker, reply));
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the worker ended')));
    return worker;
  }

  #finished(worker: Worker, reply: DigestReply): void {
    const group = this.#busy.get(worker) ?? [];
    this.#busy.delete(worker);
    this.#idle.push(worker);
    for (const [n, asked] of group.entries()) {
      const result = 'results' in reply ? reply.results[n] : undefined;
      if (result !== undefined) asked.resolve(result);
      else asked.reject('broken' in reply ? new CaseError('internal', { detail: reply.broken }) : new CaseError('stopped'));
    }
    this.#plan();
  }

  #lost(worker: Worker, error: unknown): void {
    const group = this.#busy.get(worker) ?? [];
    this.#busy.delete(worker);
    if (this.#idle.includes(worker)) this.#idle.splice(this.#idle.indexOf(worker), 1);
    for (const { reject } of group) reject(new CaseError('internal', { detail: String(error) }, { cause: error }));
  }
}
