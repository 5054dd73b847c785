import { readSync } from 'node:fs';

/**
 * The shared memory of one large file that two workers keep: buffers and a few words. Descriptors belong to the
 * process, so both use the owner's. States, in the order they come:
 *   open     the main thread has given the owner a large file: a partner may join
 *   joined   a partner waits; the owner sees it at its next block
 *   pumping  the owner has handed over descriptors and position
 *   leave    the owner wants the partner to stop (cancel, finding)
 *   gone     the partner touches the descriptors no more
 *   closed   no large file
 *   broken   one of the two threads has died
 * At rest it costs address space only: pages are not resident until they are written.
 */
export const ringSlots = 16;
export const ringSlotBytes = 256 * 1024;

export const state = { closed: 0, open: 1, joined: 2, pumping: 3, leave: 4, gone: 5, broken: 6 } as const;
/** `filled`, `written` and `digested` count blocks; `turn` changes with every event and is what both wait on. */
export const word = { state: 0, turn: 1, filled: 2, written: 3, digested: 4, reading: 5, source: 6, target: 7, failureBytes: 8 } as const;
const wordCount = 16;
const lengthsAt = 64;
const positionsAt = 256;
const positionCount = 3;
/** Where the next read goes on, which moves; where writing began; the size of the source. */
const at = { next: 0, start: 1, size: 2 } as const;
const failureAt = 512;
const failureRoom = 3584;
const dataAt = 4096;
/** Waits end by a notify; the pause only bounds how late a cancel or a broken partner is seen. */
const pauseMs = 100;

/** Why a side stopped, in the words of the system call that failed. */
export interface PumpFailure {
  side: 'source' | 'vault';
  code: string;
  syscall: string;
  message: string;
}

export interface Handover {
  sourceFd: number;
  targetFd: number;
  /** Where reading and writing began for both. */
  position: number;
  /** Reading past this many bytes is of no use: the source has grown. */
  sizeBytes: number;
}

export function createRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(dataAt + ringSlots * ringSlotBytes);
}

/** Main thread: let a partner join the large file that the owner is about to be given. */
export function openRing(ring: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(ring, 0, wordCount), word.state, state.open);
}

/** Main thread: one of the two workers has died; the other must not wait for it. */
export function breakRing(ring: SharedArrayBuffer): void {
  const words = new Int32Array(ring, 0, wordCount);
  Atomics.store(words, word.state, state.broken);
  wake(words);
}

function wake(words: Int32Array): void {
  Atomics.add(words, word.turn, 1);
  Atomics.notify(words, word.turn);
}

/** What both sides do with the memory: look, wait, and read the next block of the source. */
export class RingSide {
  readonly #words: Int32Array;
  readonly #lengths: Int32Array;
  readonly #positions: BigInt64Array;
  readonly #memory: SharedArrayBuffer;
  readonly #slots: Buffer[];

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory;
    this.#words = new Int32Array(memory, 0, wordCount);
    this.#lengths = new Int32Array(memory, lengthsAt, ringSlots);
    this.#positions = new BigInt64Array(memory, positionsAt, positionCount);
    this.#slots = Array.from({ length: ringSlots }, (_, n) => Buffer.from(memory, dataAt + n * ringSlotBytes, ringSlotBytes));
  }

  protected get(index: number): number {
    return Atomics.load(this.#words, index);
  }

  protected set(index: number, value: number): void {
    Atomics.store(this.#words, index, value);
    wake(this.#words);
  }

  protected swap(index: number, from: number, to: number): boolean {
    const swapped = Atomics.compareExchange(this.#words, index, from, to) === from;
    if (swapped) wake(this.#words);
    return swapped;
  }

  /** Wait until something has happened since `turn` was looked at. */
  protected waitAfter(turn: number): void {
    Atomics.wait(this.#words, word.turn, turn, pauseMs);
  }

  protected block(count: number): Buffer {
    const slot = this.#slots[count % ringSlots] as Buffer;
    return slot.subarray(0, Atomics.load(this.#lengths, count % ringSlots));
  }

  protected setHandover(h: Handover): void {
    this.#positions[at.next] = BigInt(h.position);
    this.#positions[at.start] = BigInt(h.position);
    this.#positions[at.size] = BigInt(h.sizeBytes);
    for (const index of [word.filled, word.written, word.digested, word.reading, word.failureBytes]) Atomics.store(this.#words, index, 0);
    Atomics.store(this.#words, word.source, h.sourceFd);
    Atomics.store(this.#words, word.target, h.targetFd);
  }

  protected handover(): Handover {
    const [position, sizeBytes] = [Number(this.#positions[at.start]), Number(this.#positions[at.size])];
    return { sourceFd: this.get(word.source), targetFd: this.get(word.target), position, sizeBytes };
  }

  /**
   * Bring the next block of the source into a free buffer, for both sides; the end of the source is a block of 0 bytes.
   * False when the other side is reading, the end was read, or no buffer is free. Throws the system's error of read(2);
   * after that, as after the end, nobody reads any more.
   */
  protected readNext(): boolean {
    if (Atomics.compareExchange(this.#words, word.reading, 0, 1) !== 0) return false;
    const filled = this.get(word.filled);
    const free = filled - Math.min(this.get(word.written), this.get(word.digested)) < ringSlots;
    const length = free ? this.#readInto(filled) : 0;
    if (free) this.set(word.filled, filled + 1);
    // Only now: the next reader takes the next buffer.
    if (!free || length > 0) Atomics.store(this.#words, word.reading, 0);
    return free;
  }

  #readInto(count: number): number {
    const { sourceFd, sizeBytes } = this.handover();
    const position = Number(this.#positions[at.next]);
    const slot = this.#slots[count % ringSlots] as Buffer;
    // One byte past the size is enough to know that the source grew.
    const length = position > sizeBytes ? 0 : readSync(sourceFd, slot, 0, slot.length, position);
    this.#positions[at.next] = BigInt(position + length);
    Atomics.store(this.#lengths, count % ringSlots, length);
    return length;
  }

  protected setFailure(failure: PumpFailure): void {
    const text = Buffer.from(JSON.stringify({ ...failure, message: failure.message.slice(0, 500) }));
    Buffer.from(this.#memory, failureAt, failureRoom).set(text.subarray(0, failureRoom));
    this.set(word.failureBytes, text.length);
  }

  protected failure(): PumpFailure | undefined {
    const length = this.get(word.failureBytes);
    if (length === 0) return undefined;
    // TextDecoder and JSON read no shared memory: take a copy.
    return JSON.parse(Buffer.from(Buffer.from(this.#memory, failureAt, length)).toString()) as PumpFailure;
  }
}
