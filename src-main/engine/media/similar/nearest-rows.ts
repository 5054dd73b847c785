/** The rows found near one query: how many there are, and the nearest of them, ordered by distance, then by row. */
export interface NearRows {
  /** All rows within the threshold, kept or not. */
  found: number;
  rows: Uint32Array;
  distances: Uint16Array;
}

/** Distance and row in one number, whose order is the order wanted: a row has at most 32 bits. */
const rowRange = 2 ** 32;
const firstRoom = 16;

/**
 * Keeps the `limit` nearest of any number of rows in O(limit) memory: footage of one black or standing picture may have
 * a million rows near a query. Twice the limit is gathered before the farther half is dropped.
 */
export class NearestRows {
  readonly #limit: number;
  #keys = new Float64Array(firstRoom);
  #held = 0;
  #found = 0;
  /** Nothing at or above this is wanted any more. */
  #cutoff = Infinity;

  constructor(limit: number) {
    if (!(Number.isInteger(limit) && limit > 0)) throw new RangeError(`not a limit: ${limit}`);
    this.#limit = limit;
  }

  add(row: number, distance: number): void {
    this.#found++;
    const key = distance * rowRange + row;
    if (key >= this.#cutoff) return;
    if (this.#held === this.#keys.length) this.#makeRoom();
    this.#keys[this.#held++] = key;
  }

  finish(): NearRows {
    const keys = this.#sorted().slice(0, this.#limit);
    return {
      found: this.#found,
      rows: Uint32Array.from(keys, (key) => key % rowRange),
      distances: Uint16Array.from(keys, (key) => Math.floor(key / rowRange)),
    };
  }

  #makeRoom(): void {
    if (this.#held < 2 * this.#limit) {
      const wider = new Float64Array(Math.min(2 * this.#limit, 2 * this.#held));
      wider.set(this.#keys);
      this.#keys = wider;
      return;
    }
    this.#sorted();
    this.#held = this.#limit;
    this.#cutoff = this.#keys[this.#held] as number;
  }

  #sorted(): Float64Array {
    return this.#keys.subarray(0, this.#held).sort();
  }
}
