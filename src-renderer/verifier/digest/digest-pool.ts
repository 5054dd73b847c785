import type { BagAlgorithm } from '../../../src-main/format/bag/algorithms.ts';
import { wholeBytes, type DigestJob, type DigestReply, type FileAnswer } from './digest-jobs.ts';

const mostWorkers = 4;
/** A worker has several small files in hand, so that one is read while another is digested; a long one takes it whole. */
const mostInHand = 24;
const mostBytesInHand = 2 * wholeBytes;

interface Asked extends Omit<DigestJob, 'id'> {
  resolve(answer: FileAnswer): void;
  reject(error: unknown): void;
}

interface Lane {
  worker: Worker;
  inHand: Map<number, Asked>;
  bytes: number;
}

/** Workers that digest files, several at once. Memory: two files of `wholeBytes` for each worker. */
export class DigestPool {
  readonly atOnce: number;
  readonly #script: string;
  readonly #onRead: (bytes: number) => void;
  readonly #lanes: Lane[] = [];
  readonly #queue: Asked[] = [];
  #next = 0;
  #broken: Error | undefined;

  /** `script`: the text of the worker. `onRead` is told the bytes of every piece that was read. */
  constructor(script: string, onRead: (bytes: number) => void, workers = Math.min(mostWorkers, Math.max(2, navigator.hardwareConcurrency))) {
    this.#script = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    this.#onRead = onRead;
    for (let n = 0; n < workers; n++) this.#lanes.push(this.#start());
    this.atOnce = workers * mostInHand * 2;
  }

  /** Rejects when the pool is closed or a worker breaks; everything expected is in the answer. */
  digest(file: Blob, algorithms: readonly BagAlgorithm[], { withCrc32 = false } = {}): Promise<FileAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken);
        return;
      }
      this.#queue.push({ file, algorithms, withCrc32, resolve, reject });
      this.#assign();
    });
  }

  close(): void {
    this.#end(new Error('the check was ended'));
    URL.revokeObjectURL(this.#script);
  }

  #assign(): void {
    for (let asked = this.#queue[0]; asked !== undefined; asked = this.#queue[0]) {
      const cost = costOf(asked);
      const lane = this.#lanes.filter(({ inHand, bytes }) => inHand.size === 0 || (inHand.size < mostInHand && bytes + cost <= mostBytesInHand)).sort((a, b) => a.bytes - b.bytes)[0];
      if (lane === undefined) return;
      this.#queue.shift();
      const id = this.#next++;
      lane.inHand.set(id, asked);
      lane.bytes += cost;
      const job: DigestJob = { id, file: asked.file, algorithms: asked.algorithms, withCrc32: asked.withCrc32 };
      lane.worker.postMessage(job);
    }
  }

  #start(): Lane {
    const lane: Lane = { worker: new Worker(this.#script), inHand: new Map(), bytes: 0 };
    lane.worker.addEventListener('message', ({ data }: MessageEvent<DigestReply>) => this.#take(lane, data));
    lane.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(new Error(`a worker broke: ${event.message || 'it could not be started'}`));
    });
    return lane;
  }

  #take(lane: Lane, reply: DigestReply): void {
    if ('read' in reply) {
      this.#onRead(reply.read);
      return;
    }
    const asked = lane.inHand.get(reply.id);
    if (asked === undefined) return;
    lane.inHand.delete(reply.id);
    lane.bytes -= costOf(asked);
    asked.resolve(reply.answer);
    this.#assign();
  }

  #end(error: Error): void {
    this.#broken ??= error;
    const waiting = [...this.#queue.splice(0), ...this.#lanes.flatMap(({ inHand }) => [...inHand.values()])];
    for (const { worker } of this.#lanes.splice(0)) worker.terminate();
    for (const { reject } of waiting) reject(this.#broken);
  }
}

/** A file that is read in pieces takes its worker's time, so nothing else goes there meanwhile. */
function costOf({ file }: Asked): number {
  return file.size > wholeBytes ? mostBytesInHand : file.size;
}
