/** The words of memory that the main thread and the workers share, and what they mean. */

const cancelWord = 0;
const progressWord = 1;

/** A cancel flag and a byte counter for one call, in a layout of 16 bytes. */
export function createOperation(): SharedArrayBuffer {
  return new SharedArrayBuffer(16);
}

export function cancelOperation(operation: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(operation), cancelWord, 1);
}

export function operationBytes(operation: SharedArrayBuffer): number {
  return Number(Atomics.load(new BigInt64Array(operation), progressWord));
}

/** A worker's side of an operation: asked once per block, so that a cancel is seen at once and no message is sent. */
export interface OperationView {
  cancelled: () => boolean;
  addBytes: (count: number) => void;
}

export function viewOperation(operation: SharedArrayBuffer): OperationView {
  const words = new Int32Array(operation);
  const counters = new BigInt64Array(operation);
  return {
    cancelled: () => Atomics.load(words, cancelWord) === 1,
    addBytes: (count) => void Atomics.add(counters, progressWord, BigInt(count)),
  };
}

export function createLock(): SharedArrayBuffer {
  return new SharedArrayBuffer(4);
}

/** Run a few system calls while no other worker does: 0 free, 1 held. Workers only; never waits on the main thread. */
export function withLock<T>(lock: SharedArrayBuffer, act: () => T): T {
  const word = new Int32Array(lock);
  while (Atomics.compareExchange(word, 0, 0, 1) !== 0) Atomics.wait(word, 0, 1);
  try {
    return act();
  } finally {
    Atomics.store(word, 0, 0);
    Atomics.notify(word, 0, 1);
  }
}
