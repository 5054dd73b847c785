import {
  addTo,
  boxAlongColumns,
  boxAlongRow,
  decimate,
  divideInto,
  hashOfSamples,
  heldAt,
  lumaOfRgb,
  sampleSide,
  smallestSide,
  subtractFrom,
  unhashable,
  windowFor,
  type FloatPlane,
  type PdqHash,
} from './pdq-plain.ts';

export interface PictureSize {
  rows: number;
  cols: number;
}

/** Beyond these, what one pass must hold grows past a few dozen megabytes; no camera makes such a picture. */
const maxSide = 200_000;
const maxPixels = 400_000_000;

/** Whether a picture may be hashed by every pixel of it. */
export function isHashableWhole({ rows, cols }: PictureSize): boolean {
  return Math.max(rows, cols) <= maxSide && rows * cols <= maxPixels;
}

/**
 * PDQ of one picture at its full resolution, from packed 8-bit RGB as it comes out of a pipe: bit for bit
 * `pdqHashOfLuma` of `lumaOfRgb`, but in a few megabytes. Only the rows in the window are held, and of the third pass
 * only the 64 columns that are sampled.
 */
export class StillHasher {
  readonly #size: PictureSize;
  /** The row that is arriving, and how much of it has. */
  readonly #rgb: Uint8Array;
  #filled = 0;
  #rowsTaken = 0;
  /** Rows after the first pass that are in the window of the second, each at its number modulo the window. */
  readonly #held: Float32Array[];
  readonly #sums: Float32Array;
  /** Rows after the third pass, at the 64 sampled columns. */
  readonly #narrow: FloatPlane;

  constructor(size: PictureSize) {
    const { rows, cols } = size;
    this.#size = size;
    if (!isHashableWhole(size)) throw new RangeError(`${rows} rows of ${cols} are too many to be hashed whole`);
    this.#rgb = new Uint8Array(3 * cols);
    // A picture too small to be hashed is only counted.
    const [width, height] = this.#isTooSmall() ? [0, 0] : [cols, rows];
    this.#held = Array.from({ length: windowFor(rows) }, () => new Float32Array(width));
    this.#sums = new Float32Array(width);
    this.#narrow = { values: new Float32Array(height * sampleSide), rows, cols: sampleSide };
  }

  /** Take the next bytes, however they are cut. Throws a RangeError when there are more than the picture has. */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#rowsTaken === this.#size.rows) throw new RangeError(`more pixels than ${this.#size.rows} rows of ${this.#size.cols}`);
      const part = bytes.subarray(at, at + this.#rgb.length - this.#filled);
      this.#rgb.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#rgb.length) this.#takeRow();
    }
  }

  /** The hash, once every row was written; throws a RangeError when some are missing. */
  finish(): PdqHash {
    const { rows } = this.#size;
    if (this.#rowsTaken < rows) throw new RangeError(`${this.#rowsTaken} of ${rows} rows`);
    if (this.#isTooSmall()) return unhashable;
    if (this.#isSamples()) return hashOfSamples(this.#narrow.values);
    for (let step = rows; step < rows + (windowFor(rows) >> 1); step++) this.#slide(step);
    const blurred: FloatPlane = { ...this.#narrow, values: new Float32Array(this.#narrow.values.length) };
    boxAlongColumns(this.#narrow, blurred);
    return hashOfSamples(decimate(blurred));
  }

  #takeRow(): void {
    const row = this.#rowsTaken++;
    this.#filled = 0;
    if (this.#isTooSmall()) return;
    const luma = lumaOfRgb(this.#rgb);
    if (this.#isSamples()) this.#narrow.values.set(luma, row * sampleSide);
    else this.#slide(row, luma);
  }

  /** One step of the second pass, as in `boxAlongColumns`; beyond the last row there is no luma to add. */
  #slide(step: number, luma?: Float32Array): void {
    const { rows } = this.#size;
    const window = windowFor(rows);
    const ahead = window >> 1;
    const slot = this.#held[step % window] as Float32Array;
    const leaving = slot.slice();
    if (luma) {
      boxAlongRow(luma, slot);
      addTo(this.#sums, slot);
    }
    if (step >= window) subtractFrom(this.#sums, leaving);
    if (step >= ahead) this.#keepSamples(step - ahead, heldAt(step, window, rows));
  }

  /** The mean of the second pass, the whole of the third, and of that the 64 columns. */
  #keepSamples(row: number, held: number): void {
    const { cols } = this.#size;
    const mean = new Float32Array(cols);
    divideInto(mean, this.#sums, held);
    const blurred = new Float32Array(cols);
    boxAlongRow(mean, blurred);
    for (let j = 0; j < sampleSide; j++) {
      this.#narrow.values[row * sampleSide + j] = blurred[Math.floor(((j + 0.5) * cols) / sampleSide)] as number;
    }
  }

  #isTooSmall(): boolean {
    return Math.min(this.#size.rows, this.#size.cols) < smallestSide;
  }

  #isSamples(): boolean {
    return this.#size.rows === sampleSide && this.#size.cols === sampleSide;
  }
}
