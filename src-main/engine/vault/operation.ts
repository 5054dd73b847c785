import { cancelOperation, createOperation, operationBytes } from './shared-memory.ts';

const progressEveryMs = 100;

/** One call of the vault as the main thread sees it: its cancel flag, its progress, its end. */
export interface Operation {
  memory: SharedArrayBuffer;
  cancel(): void;
  end(): void;
}

export interface OperationOptions {
  signal?: AbortSignal;
  onProgress?: (bytes: number) => void;
}

/** Workers count in shared memory and this looks ten times a second: a million files make no flood of messages. */
export function startOperation({ signal, onProgress }: OperationOptions): Operation {
  const memory = createOperation();
  const cancel = (): void => cancelOperation(memory);
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  let told = 0;
  const tell = (): void => {
    const bytes = operationBytes(memory);
    if (bytes !== told) onProgress?.((told = bytes));
  };
  const timer = onProgress && setInterval(tell, progressEveryMs);
  const end = (): void => {
    signal?.removeEventListener('abort', cancel);
    clearInterval(timer);
    tell();
  };
  return { memory, cancel, end };
}

/** Promises under way, taken in the order they end. */
export class UnderWay<T> {
  #count = 0;
  readonly #ended: PromiseSettledResult<T>[] = [];
  #wake: (() => void) | undefined;

  get count(): number {
    return this.#count;
  }

  add(promise: Promise<T>): void {
    this.#count++;
    void this.#watch(promise);
  }

  /** The value of one that has ended, or its error thrown. */
  async next(): Promise<T> {
    const result = await this.#take();
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  async settle(): Promise<void> {
    while (this.#count > 0) await this.#take();
  }

  async #watch(promise: Promise<T>): Promise<void> {
    const [result] = await Promise.allSettled([promise]);
    this.#ended.push(result);
    this.#wake?.();
  }

  async #take(): Promise<PromiseSettledResult<T>> {
    while (this.#ended.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#count--;
    return this.#ended.shift() as PromiseSettledResult<T>;
  }
}
