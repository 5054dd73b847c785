import { Worker } from 'node:worker_threads';
import { CaseError } from '../../../shared/errors.ts';
import type { FrameSeries } from './frame-series.ts';
import type { NearRows } from './nearest-rows.ts';
import { hashBits, hashBytes } from './packed-hashes.ts';
import type { SearchOptions } from './search.ts';
import type { SegmentFindings, SegmentOptions } from './segments.ts';
import type { Answer, FromWorker, Job, JoinedRows, Task } from './worker-messages.ts';

export interface SearchRequest extends SearchOptions {
  /** Packed hashes, 32 bytes each. */
  queries: Uint8Array;
  signal?: AbortSignal | undefined;
  /** In hashes, at most every 50 ms. */
  onProgress?: ((progress: { done: number; of: number }) => void) | undefined;
}

export interface AlignRequest {
  a: FrameSeries;
  b: FrameSeries;
  options?: SegmentOptions | undefined;
  signal?: AbortSignal | undefined;
}

/** One thread that holds the hashes of a case and compares. Jobs are done one after another, in the order asked for. */
export interface SimilarityWorker {
  /**
   * Hold these hashes instead of any before; their rows are numbered from 0. They are read from shared memory, which may
   * be used otherwise when the promise is fulfilled. Returns how many are held.
   */
  load(hashes: Uint8Array<SharedArrayBuffer>): Promise<number>;
  /** Hold more behind those held. Returns how many are held. */
  append(hashes: Uint8Array): Promise<number>;
  /** What is near each query, exactly. @throws CaseError `cancelled`. */
  search(request: SearchRequest): Promise<NearRows[]>;
  /** Which parts of two items show the same; needs nothing loaded. @throws CaseError `cancelled`. */
  align(request: AlignRequest): Promise<SegmentFindings>;
  /** Ends the thread; whatever still runs is cancelled. */
  close(): Promise<void>;
}

/** The thread starts at the first job and does not keep the process alive while it has none. */
export function openSimilarityWorker(): SimilarityWorker {
  const thread = new SimilarityThread();
  const hold = async (kind: 'load' | 'append', hashes: Uint8Array): Promise<number> => {
    checkHashes(hashes);
    return (await thread.run<'held'>({ kind, hashes })).count;
  };
  return {
    load: (hashes) => hold('load', hashes),
    append: (hashes) => hold('append', hashes),
    async search({ queries, threshold, limit, ...watch }) {
      checkHashes(queries);
      if (!(threshold >= 0 && threshold <= hashBits && Number.isInteger(limit) && limit > 0)) throw new RangeError(`not a search: ${threshold}, ${limit}`);
      const { joined } = await thread.run<'searched'>({ kind: 'search', queries, options: { threshold, limit } }, watch);
      return separate(joined);
    },
    async align({ a, b, options = {}, signal }) {
      return (await thread.run<'aligned'>({ kind: 'align', a, b, options }, { signal })).findings;
    },
    close: () => thread.close(),
  };
}

function checkHashes(packed: Uint8Array): void {
  if (packed.length % hashBytes !== 0) throw new RangeError(`${packed.length} bytes are not hashes of ${hashBytes} bytes`);
}

function separate({ found, starts, rows, distances }: JoinedRows): NearRows[] {
  return Array.from(found, (count, query) => {
    const [start, end] = [starts[query], starts[query + 1]];
    return { found: count, rows: rows.subarray(start, end), distances: distances.subarray(start, end) };
  });
}

type Watch = Pick<SearchRequest, 'signal' | 'onProgress'>;

interface Waiting {
  onProgress: SearchRequest['onProgress'];
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

class SimilarityThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #closed = false;

  async run<K extends Answer['kind']>(task: Task, { signal, onProgress }: Watch = {}): Promise<Extract<Answer, { kind: K }>> {
    if (signal?.aborted || this.#closed) throw new CaseError('cancelled');
    const id = ++this.#lastId;
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => {
      Atomics.store(stop, 0, 1);
      this.#waiting.get(id)?.reject(new CaseError('cancelled'));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return (await new Promise<Answer>((resolve, reject) => {
        this.#waiting.set(id, { onProgress, resolve, reject });
        this.#post({ ...task, id, stop });
      })) as Extract<Answer, { kind: K }>;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#worker?.unref();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#end(new CaseError('cancelled'));
    await this.#worker?.terminate();
  }

  #post(job: Job): void {
    this.#worker ??= this.#start();
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(job);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker-thread.ts', import.meta.url));
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', (code) => {
      // What it held is gone with it: later searches would find nothing, and must not look as if they had looked.
      this.#closed = true;
      this.#end(new CaseError('internal', { detail: `the similarity worker ended with ${code}` }));
    });
    return worker;
  }

  #hear(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (message.kind === 'progress') waiting?.onProgress?.({ done: message.done, of: message.of });
    else if (message.kind === 'failed') waiting?.reject(new CaseError(message.code, message.facts));
    else waiting?.resolve(message);
  }

  #end(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
  }
}
