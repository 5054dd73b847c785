/**
 * One large file by two workers. The owner of the file digests; a partner, when one is free, reads and writes for it.
 * They meet in shared memory: 32 buffers of 512 KiB and a few words. Descriptors belong to the process, so the
 * partner uses the owner's. States, in the order they come:
 *   open     the main thread has given the owner a large file: a partner may join
 *   joined   a partner waits; the owner sees it at its next block
 *   pumping  the owner has handed over descriptors and position
 *   leave    the owner wants the partner to stop (cancel, finding)
 *   gone     the partner touches the descriptors no more
 *   closed   no large file
 * At rest it costs address space only: pages are not resident until they are written.
 */
export const ringSlots = 32;
export const ringSlotBytes = 512 * 1024;

const state = { closed: 0, open: 1, joined: 2, pumping: 3, leave: 4, gone: 5, broken: 6 } as const;
const word = { state: 0, written: 1, consumed: 2, source: 3, target: 4, failureBytes: 5 } as const;
const lengthsAt = 64;
const positionAt = 256;
const failureAt = 512;
const failureRoom = 3584;
const dataAt = 4096;
/** Waits end by a notify; the pause only bounds how late a cancel or a broken partner is seen. */
const pauseMs = 100;

/** Why the partner stopped, in the words of the system call that failed. */
export interface PumpFailure {
  side: 'source' | 'vault';
  code: string;
  syscall: string;
  message: string;
}

export interface Handover {
  sourceFd: number;
  targetFd: number;
  /** Where reading and writing go on. */
  position: number;
  /** Reading past this many bytes is of no use: the source has grown. */
  sizeBytes: number;
}

export function createRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(dataAt + ringSlots * ringSlotBytes);
}

/** Main thread: let a partner join the large file that the owner is about to be given. */
export function openRing(ring: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(ring, 0, 16), word.state, state.open);
}

/** Main thread: one of the two workers has died; the other must not wait for it. */
export function breakRing(ring: SharedArrayBuffer): void {
  const words = new Int32Array(ring, 0, 16);
  Atomics.store(words, word.state, state.broken);
  for (const each of [word.state, word.written, word.consumed]) Atomics.notify(words, each);
}

class RingView {
  protected readonly words: Int32Array;
  protected readonly lengths: Int32Array;
  protected readonly positions: BigInt64Array;
  protected readonly memory: SharedArrayBuffer;
  readonly #slots: Buffer[];

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.words = new Int32Array(memory, 0, 16);
    this.lengths = new Int32Array(memory, lengthsAt, ringSlots);
    this.positions = new BigInt64Array(memory, positionAt, 2);
    this.#slots = Array.from({ length: ringSlots }, (_, n) => Buffer.from(memory, dataAt + n * ringSlotBytes, ringSlotBytes));
  }

  protected slot(count: number): Buffer {
    return this.#slots[count % ringSlots] as Buffer;
  }

  protected get state(): number {
    return Atomics.load(this.words, word.state);
  }

  protected setState(value: number): void {
    Atomics.store(this.words, word.state, value);
    for (const each of [word.state, word.written, word.consumed]) Atomics.notify(this.words, each);
  }
}

/** The side of the worker whose file it is. */
export class RingOwner extends RingView {
  partnerWaits(): boolean {
    return this.state === state.joined;
  }

  handOver(h: Handover): void {
    Atomics.store(this.words, word.written, 0);
    Atomics.store(this.words, word.consumed, 0);
    Atomics.store(this.words, word.source, h.sourceFd);
    Atomics.store(this.words, word.target, h.targetFd);
    Atomics.store(this.words, word.failureBytes, 0);
    this.positions[0] = BigInt(h.position);
    this.positions[1] = BigInt(h.sizeBytes);
    this.setState(state.pumping);
  }

  /** Every block that the partner reads, in order, until the source's end, its failure, or `stop` says so. */
  *blocks(stop: () => boolean): Generator<Buffer, PumpFailure | undefined> {
    for (let consumed = 0; !stop(); ) {
      if (Atomics.load(this.words, word.written) === consumed) {
        if (Atomics.load(this.words, word.failureBytes) > 0) return this.#failure();
        if (this.state === state.broken) throw new Error('the worker that read and wrote has ended');
        Atomics.wait(this.words, word.written, consumed, pauseMs);
        continue;
      }
      const length = Atomics.load(this.lengths, consumed % ringSlots);
      if (length === 0) return undefined;
      yield this.slot(consumed).subarray(0, length);
      Atomics.store(this.words, word.consumed, ++consumed);
      Atomics.notify(this.words, word.consumed);
    }
    return undefined;
  }

  /** After this nobody else touches the owner's descriptors. */
  close(): void {
    if (Atomics.compareExchange(this.words, word.state, state.pumping, state.leave) === state.pumping) {
      this.setState(state.leave);
    }
    while (this.state === state.leave) Atomics.wait(this.words, word.state, state.leave, pauseMs);
    this.setState(state.closed);
  }

  #failure(): PumpFailure {
    const length = Atomics.load(this.words, word.failureBytes);
    // TextDecoder and JSON read no shared memory: take a copy.
    return JSON.parse(Buffer.from(Buffer.from(this.memory, failureAt, length)).toString()) as PumpFailure;
  }
}

/** The side of the worker that reads and writes for the owner. */
export class RingPartner extends RingView {
  /** False when the file is done or another partner was quicker; otherwise waits for the owner's next block. */
  join(): Handover | undefined {
    if (Atomics.compareExchange(this.words, word.state, state.open, state.joined) !== state.open) return undefined;
    while (this.state === state.joined) Atomics.wait(this.words, word.state, state.joined, pauseMs);
    if (!this.wanted()) return undefined;
    return {
      sourceFd: Atomics.load(this.words, word.source),
      targetFd: Atomics.load(this.words, word.target),
      position: Number(this.positions[0]),
      sizeBytes: Number(this.positions[1]),
    };
  }

  wanted(): boolean {
    return this.state === state.pumping;
  }

  /** The next free buffer, or nothing when the owner wants no more. */
  free(written: number): Buffer | undefined {
    while (this.wanted()) {
      const consumed = Atomics.load(this.words, word.consumed);
      if (written - consumed < ringSlots) return this.slot(written);
      Atomics.wait(this.words, word.consumed, consumed, pauseMs);
    }
    return undefined;
  }

  /** Hand the owner its `written`-th block of so many bytes; 0 says that everything is written. */
  publish(written: number, length: number): void {
    Atomics.store(this.lengths, written % ringSlots, length);
    Atomics.store(this.words, word.written, written + 1);
    Atomics.notify(this.words, word.written);
  }

  fail(failure: PumpFailure): void {
    const text = Buffer.from(JSON.stringify({ ...failure, message: failure.message.slice(0, 500) }));
    Buffer.from(this.memory, failureAt, failureRoom).set(text.subarray(0, failureRoom));
    Atomics.store(this.words, word.failureBytes, text.length);
    Atomics.notify(this.words, word.written);
  }

  leave(): void {
    if (this.state !== state.broken) this.setState(state.gone);
  }
}
