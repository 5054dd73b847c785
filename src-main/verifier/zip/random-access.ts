/** Bytes that can be read anywhere: a file handle, a Blob, an array. */
export interface RandomAccess {
  size: number;
  /** Fewer bytes than asked for only where they end. Rejects with what the system says. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Read ahead by so much where reading goes on, and by so little where it jumps. */
const farBytes = 256 * 1024;
const nearBytes = 4 * 1024;

/** Small pieces of something large, most of them one after another, by few calls of the reader. */
export class Window {
  readonly #reader: RandomAccess;
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;

  constructor(reader: RandomAccess) {
    this.#reader = reader;
  }

  get size(): number {
    return this.#reader.size;
  }

  /** The bytes, if they are at hand: a million of them are looked at without waiting for anything. */
  atHand(offset: number, length: number): Uint8Array | undefined {
    const at = offset - this.#start;
    return at >= 0 && at + length <= this.#bytes.length ? this.#bytes.subarray(at, at + length) : undefined;
  }

  /** As many bytes as are asked for, fewer at the end. Valid until the next call. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const held = this.atHand(offset, length);
    if (held !== undefined) return held;
    const end = this.#start + this.#bytes.length;
    const goesOn = offset >= this.#start && offset <= end + nearBytes;
    const wanted = Math.max(length, goesOn ? farBytes : nearBytes);
    this.#bytes = await this.#reader.read(offset, Math.max(0, Math.min(wanted, this.size - offset)));
    this.#start = offset;
    return this.#bytes.subarray(0, length);
  }
}
