import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CaseError } from '../../shared/errors.ts';
import type { Job, ReplyTo, WorkerMessage, WorkerStart } from './jobs.ts';
import { breakRing, createRing, openRing } from './ring-memory.ts';
import { createLock } from './shared-memory.ts';

/** A file must be worth the start of a second worker: about 50 ms and 26 MB where there is none yet. */
const helpFromBytes = 64 * 1024 * 1024;
/** Each worker costs memory, and disks gain nothing from more. */
const mostWorkers = 4;

interface Task {
  job: Job;
  resolve(reply: object): void;
  reject(error: unknown): void;
}

interface Member {
  worker: Worker;
  /** The ring of this worker's own large file. */
  ring: SharedArrayBuffer;
  task?: Task;
  /** Somebody has been sent to help with the task. */
  helped: boolean;
}

/** Worker threads, started when there is work for them. Jobs are begun in the order they come. */
export class Crew {
  readonly size: number;
  readonly #caseFolder: string;
  readonly #placingLock = createLock();
  readonly #members = new Set<Member>();
  readonly #queue: Task[] = [];
  #closed = false;

  constructor(caseFolder: string, workers = Math.min(availableParallelism(), mostWorkers)) {
    this.#caseFolder = caseFolder;
    this.size = workers;
  }

  /** Rejects with a CaseError `internal` when the worker breaks; everything expected is in the reply. */
  run<J extends Job>(job: J): Promise<ReplyTo<J>> {
    if (this.#closed) return Promise.reject(new CaseError('internal', { detail: 'the vault is closed' }));
    return new Promise<object>((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#assign();
    }) as Promise<ReplyTo<J>>;
  }

  /** Ends the workers at once; callers cancel and await their jobs first. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#members].map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const member = this.#idle();
      const task = member && this.#queue.shift();
      if (task === undefined) return;
      this.#give(member as Member, task);
    }
    this.#help();
  }

  #idle(): Member | undefined {
    for (const member of this.#members) if (member.task === undefined) return member;
    return this.#members.size < this.size ? this.#start() : undefined;
  }

  #give(member: Member, task: Task): void {
    member.task = task;
    member.helped = largeBytesOf(task.job) < helpFromBytes;
    if (largeBytesOf(task.job) > 0) openRing(member.ring);
    member.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    member.worker.postMessage(task.job);
  }

  /** With nothing else to do, the idle write for those who have a large file. */
  #help(): void {
    for (const owner of this.#members) {
      if (owner.task === undefined || owner.helped) continue;
      const helper = this.#idle();
      if (helper === undefined) return;
      owner.helped = true;
      this.#give(helper, { job: { kind: 'pump', ring: owner.ring }, resolve: () => {}, reject: () => {} });
    }
  }

  #start(): Member {
    const ring = createRing();
    const workerData: WorkerStart = { caseFolder: this.#caseFolder, placingLock: this.#placingLock, ring };
    const worker = new Worker(new URL('./vault-worker.ts', import.meta.url), { workerData, execArgv: [] });
    const member: Member = { worker, ring, helped: true };
    worker.unref();
    worker.on('message', (message: WorkerMessage) => this.#finished(member, message));
    worker.on('error', (error) => this.#lost(member, error));
    worker.on('exit', () => this.#lost(member, new Error('the worker ended')));
    this.#members.add(member);
    return member;
  }

  #finished(member: Member, message: WorkerMessage): void {
    const { task } = member;
    delete member.task;
    member.worker.unref();
    if ('reply' in message) task?.resolve(message.reply);
    else task?.reject(new CaseError('internal', { detail: message.broken }));
    this.#assign();
  }

  #lost(member: Member, error: unknown): void {
    if (!this.#members.delete(member)) return;
    const job = member.task?.job;
    breakRing(job?.kind === 'pump' ? job.ring : member.ring);
    member.task?.reject(new CaseError('internal', { detail: String(error) }, { cause: error }));
    if (!this.#closed) this.#assign();
  }
}

function largeBytesOf(job: Job): number {
  return job.kind === 'keep' ? (job.largeBytes ?? 0) : 0;
}
