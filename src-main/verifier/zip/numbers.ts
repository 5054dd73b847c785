/** A view that reads numbers as ZIP writes them, least byte first. */
export class Numbers {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** Undefined above 2^53: no file is so large. */
  u64(at: number): number | undefined {
    const high = this.u32(at + 4);
    return high < 2 ** 21 ? high * 2 ** 32 + this.u32(at) : undefined;
  }
}
