import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CaseError } from '../../shared/errors.ts';
import type { KeyframeIndex } from '../../shared/keyframes.ts';
import type { Extraction, NoKeyframes } from './decode-keyframes.ts';
import type { FfprobeReading } from './ffprobe.ts';
import type { FfprobeReport } from './ffprobe-report.ts';
import type { Tools } from './find-tools.ts';
import type { MadePicture } from './keyframes/full-picture.ts';
import type { FromWorker, Job, ToWorker } from './keyframes/worker-messages.ts';
import type { PacketRow } from './packet-rows.ts';

export interface ExtractRequest {
  /** Relative to the case folder. */
  path: string;
  sourceSha256: string;
  /** Absent where ffprobe cannot read a HEIF still, which libheif may. */
  probe?: FfprobeReport | undefined;
  /** The footage stream's packets (key packets suffice), if ffprobe has listed them already. */
  packets?: PacketRow[] | undefined;
  scan: 'key-packets' | 'deep';
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { doneFrames: number; ofFrames?: number }) => void) | undefined;
  /** Called for each poster JPEG once the frames are proven to be the indexed ones. */
  keepPoster: (poster: { sha256: string; bytes: Uint8Array }) => Promise<void> | void;
}

export interface PictureRequest {
  /** Relative to the case folder. */
  path: string;
  index: KeyframeIndex;
  pts: number;
  format: 'png' | 'jpeg';
  signal?: AbortSignal | undefined;
}

export interface KeyframeWorkers {
  /**
   * What ffprobe says of a file, with the key packets of its footage. Starting a process can hold up a thread for tens
   * of milliseconds, so this too is done away from the event loop. @throws CaseError `cancelled`.
   */
  readStructure(request: { path: string; signal?: AbortSignal | undefined }): Promise<FfprobeReading>;
  /** @throws CaseError `cancelled`, or `tool-failed` when ffmpeg or ffprobe could not be run. */
  extract(request: ExtractRequest): Promise<KeyframeIndex | NoKeyframes>;
  /** A full-size picture, turned as shown, and how it was made. @throws CaseError `no-frame-at`, `frame-unproven`, `tool-failed`, `cancelled`. */
  fullPicture(request: PictureRequest): Promise<MadePicture>;
  /** Ends the workers; whatever still runs is cancelled. */
  close(): Promise<void>;
}

/**
 * Threads that decode, digest and hash frames away from the engine's event loop. They start when first needed and
 * are used again; `count` is the number of cores unless given.
 */
export function openKeyframeWorkers(o: { tools: Tools; caseFolder: string; count?: number }): KeyframeWorkers {
  const pool = new WorkerPool(o.count ?? availableParallelism());
  return {
    async readStructure({ path, signal }) {
      const options = { tool: o.tools.ffprobe, caseFolder: o.caseFolder, path, withPackets: true };
      return (await pool.run<'structured'>({ kind: 'structure', options }, signal)).reading;
    },
    async extract({ signal, onProgress, keepPoster, ...request }) {
      const options = { ...request, tools: o.tools, caseFolder: o.caseFolder };
      const { result } = await pool.run<'extracted'>({ kind: 'extract', options }, signal, onProgress);
      return keepPosters(result, keepPoster);
    },
    async fullPicture({ signal, ...request }) {
      const options = { ...request, ffmpeg: o.tools.ffmpeg, caseFolder: o.caseFolder };
      return (await pool.run<'pictured'>({ kind: 'picture', options }, signal)).made;
    },
    close: () => pool.close(),
  };
}

async function keepPosters(result: Extraction | NoKeyframes, keep: ExtractRequest['keepPoster']): Promise<KeyframeIndex | NoKeyframes> {
  if ('reason' in result) return result;
  for (const [sha256, bytes] of result.posters) await keep({ sha256, bytes });
  return result.index;
}

type JobWithoutId = Job extends infer J ? (J extends Job ? Omit<J, 'id'> : never) : never;
type Done<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

interface Waiting {
  job: Job;
  onProgress: ExtractRequest['onProgress'];
  resolve: (message: FromWorker) => void;
  reject: (error: unknown) => void;
}

class WorkerPool {
  readonly #count: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<number, Worker>();
  readonly #waiting: Waiting[] = [];
  #workers = 0;
  #lastId = 0;
  #closed = false;

  constructor(count: number) {
    this.#count = Math.max(1, count);
  }

  async run<K extends FromWorker['kind']>(job: JobWithoutId, signal?: AbortSignal, onProgress?: ExtractRequest['onProgress']): Promise<Done<K>> {
    if (signal?.aborted || this.#closed) throw new CaseError('cancelled');
    const id = ++this.#lastId;
    const cancel = (): void => this.#cancel(id);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Done<K>>((resolve, reject) => {
        this.#waiting.push({ job: { ...job, id }, onProgress, resolve: resolve as (message: FromWorker) => void, reject });
        this.#next();
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new CaseError('cancelled'));
    // The workers end their tools first: a terminated thread would leave them running.
    for (const id of this.#busy.keys()) this.#cancel(id);
    while (this.#busy.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #cancel(id: number): void {
    const at = this.#waiting.findIndex((waiting) => waiting.job.id === id);
    if (at >= 0) this.#waiting.splice(at, 1)[0]?.reject(new CaseError('cancelled'));
    this.#busy.get(id)?.postMessage({ kind: 'cancel', id } satisfies ToWorker);
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? this.#start();
    const waiting = worker && this.#waiting.shift();
    if (worker && waiting) this.#give(worker, waiting);
  }

  #start(): Worker | undefined {
    if (this.#workers >= this.#count) return undefined;
    this.#workers++;
    const worker = new Worker(new URL('./keyframes/worker-thread.ts', import.meta.url));
    // An idle worker does not keep the process alive, and its end is no news until it had a job.
    worker.unref();
    worker.on('error', () => {});
    worker.once('exit', () => {
      this.#workers--;
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
      this.#next();
    });
    return worker;
  }

  #give(worker: Worker, { job, onProgress, resolve, reject }: Waiting): void {
    worker.ref();
    this.#busy.set(job.id, worker);
    const release = (stillThere: boolean): void => {
      // One by one: removeAllListeners would also take those by which the thread itself is served.
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      this.#busy.delete(job.id);
      worker.unref();
      if (stillThere) this.#idle.push(worker);
      this.#next();
    };
    const onMessage = (message: FromWorker): void => {
      if (message.kind === 'progress') return onProgress?.(message.progress);
      release(true);
      if (message.kind === 'failed') reject(new CaseError(message.code, message.facts));
      else resolve(message);
    };
    const onError = (error: unknown): void => {
      release(false);
      reject(error);
    };
    const onExit = (code: number): void => onError(new CaseError('internal', { detail: `a keyframe worker ended with ${code}` }));
    worker.on('message', onMessage).once('error', onError).once('exit', onExit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(job satisfies ToWorker);
  }
}
