import { largeFromBytes } from './large.ts';

/** Files of one durable batch: one transaction for the caller. */
const batchFiles = 256;
/** Fewer are not worth sharing out. */
const leastFiles = 16;

export interface SourceGroup<S> {
  sources: S[];
  /** Set for a single large file. */
  largeBytes?: number;
}

/** The sources that no worker has yet, grouped as they are asked for. Holds one batch and what workers gave back. */
export class WaitingSources<S> {
  readonly #iterator: Iterator<S> | AsyncIterator<S>;
  readonly #workers: number;
  readonly #large: { source: S; sizeBytes: number }[] = [];
  #small: S[] = [];
  #ended = false;

  constructor(sources: Iterable<S> | AsyncIterable<S>, workers: number) {
    this.#iterator = Symbol.asyncIterator in sources ? sources[Symbol.asyncIterator]() : sources[Symbol.iterator]();
    this.#workers = workers;
  }

  /** The next job's sources: large files first, because they take longest. Undefined when nothing waits. */
  async next(): Promise<SourceGroup<S> | undefined> {
    const large = this.#large.shift();
    if (large) return { sources: [large.source], largeBytes: large.sizeBytes };
    while (!this.#ended && this.#small.length < batchFiles) await this.#pull();
    if (this.#small.length === 0) return undefined;
    return { sources: this.#small.splice(0, this.#share()) };
  }

  /** Sources that a worker left: now their sizes are known. */
  putBack(left: readonly { source: S; sizeBytes: number }[]): void {
    this.#large.push(...left.filter(({ sizeBytes }) => sizeBytes >= largeFromBytes));
    const small = left.filter(({ sizeBytes }) => sizeBytes < largeFromBytes);
    if (small.length > 0) this.#small = [...small.map(({ source }) => source), ...this.#small];
  }

  /** Let the caller's generator end, if there is one. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#iterator.return?.();
    this.#ended = true;
  }

  async #pull(): Promise<void> {
    const next = await this.#iterator.next();
    if (next.done === true) this.#ended = true;
    else this.#small.push(next.value);
  }

  /** A full batch; the last few hundred are shared out to all workers. */
  #share(): number {
    if (!this.#ended) return batchFiles;
    return Math.min(batchFiles, Math.max(leastFiles, Math.ceil(this.#small.length / this.#workers)));
  }
}
