/**
 * One large file by two workers. The owner of the file digests every block, the partner writes every block, and
 * whoever has nothing to digest or to write reads the next one: so neither waits while there is work, be it the
 * digest or the disk that is slow. A block is digested and written from the same buffer.
 */
import { RingSide, state, word, type Handover, type PumpFailure } from './ring-memory.ts';
import { codeOf } from './source-file.ts';

/** The side of the worker whose file it is. */
export class RingOwner extends RingSide {
  partnerWaits(): boolean {
    return this.get(word.state) === state.joined;
  }

  handOver(handover: Handover): void {
    this.setHandover(handover);
    this.set(word.state, state.pumping);
  }

  /**
   * Every block of the source, in order, until a failure, or `stop` says so. At the end of the source it returns when
   * everything is written and no flush has failed.
   */
  *blocks(stop: () => boolean): Generator<Buffer, PumpFailure | undefined> {
    for (let digested = 0; !stop(); ) {
      const turn = this.get(word.turn);
      const failure = this.#failureNow() ?? (digested === this.get(word.filled) ? this.#readOrWait(turn) : undefined);
      if (failure) return failure;
      if (digested === this.get(word.filled)) continue;
      const block = this.block(digested);
      if (block.length === 0) return this.#whenWritten(stop);
      yield block;
      this.set(word.digested, ++digested);
    }
    return undefined;
  }

  /** After this nobody else touches the owner's descriptors. */
  close(): void {
    this.swap(word.state, state.pumping, state.leave);
    for (let turn = this.get(word.turn); this.get(word.state) === state.leave; turn = this.get(word.turn)) this.waitAfter(turn);
    this.set(word.state, state.closed);
  }

  #failureNow(): PumpFailure | undefined {
    if (this.get(word.state) === state.broken) throw new Error('the worker that wrote has ended');
    return this.failure();
  }

  #whenWritten(stop: () => boolean): PumpFailure | undefined {
    while (!stop()) {
      const turn = this.get(word.turn);
      // Looked at first: a partner that fails says so before it leaves.
      const writing = this.get(word.state) === state.pumping;
      const failure = this.#failureNow();
      if (failure || !writing) return failure;
      this.waitAfter(turn);
    }
    return undefined;
  }

  #readOrWait(turn: number): PumpFailure | undefined {
    try {
      if (!this.readNext()) this.waitAfter(turn);
      return undefined;
    } catch (error) {
      return pumpFailure('source', error);
    }
  }
}

/** The side of the worker that writes for the owner. */
export class RingPartner extends RingSide {
  #written = 0;

  /** Nothing when the file is done or another partner was quicker; otherwise waits for the owner's next block. */
  join(): Handover | undefined {
    if (!this.swap(word.state, state.open, state.joined)) return undefined;
    for (let turn = this.get(word.turn); this.get(word.state) === state.joined; turn = this.get(word.turn)) this.waitAfter(turn);
    if (this.#wanted()) return this.handover();
    // The owner may have wanted us and given up before we looked: it waits until we are gone.
    this.leave();
    return undefined;
  }

  /**
   * The next block to write, 0 bytes at the end of the source, or nothing when the owner wants no more. Throws the
   * system's error of read(2).
   */
  next(): Buffer | undefined {
    while (this.#wanted()) {
      const turn = this.get(word.turn);
      if (this.#written < this.get(word.filled)) return this.block(this.#written);
      if (!this.readNext()) this.waitAfter(turn);
    }
    return undefined;
  }

  /** The block that `next` gave is written. */
  wrote(): void {
    this.set(word.written, ++this.#written);
  }

  fail(side: PumpFailure['side'], error: unknown): void {
    this.setFailure(pumpFailure(side, error));
  }

  leave(): void {
    this.swap(word.state, state.pumping, state.gone);
    this.swap(word.state, state.leave, state.gone);
  }

  #wanted(): boolean {
    return this.get(word.state) === state.pumping;
  }
}

function pumpFailure(side: PumpFailure['side'], error: unknown): PumpFailure {
  const syscall = error instanceof Error && 'syscall' in error ? String(error.syscall) : 'unknown';
  return { side, code: codeOf(error), syscall, message: String(error) };
}
