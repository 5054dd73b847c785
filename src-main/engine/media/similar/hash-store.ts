import { readFileSync } from 'node:fs';
import { countHashes, hashBits, hashBytes } from './packed-hashes.ts';

/** What assembly/similar.ts exports; positions are in bytes from the start of the memory. */
interface SimilarExports {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  blockRows: { value: number };
  blockBytes: { value: number };
  queriesAt: { value: number };
  resultsAt: { value: number };
  stagingAt: { value: number };
  blocksAt: { value: number };
  takeRows: (block: number, from: number, to: number) => void;
  scanForOne: (block: number, rows: number, threshold: number) => number;
  scanForFour: (block: number, rows: number, threshold: number) => number;
}

/** As much of WebAssembly as is used here: TypeScript declares it only together with a browser's whole world. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: SimilarExports };
};

const pageBytes = 65_536;
/** Compiled on first use, once in each thread. */
let module: object | undefined;

/** How many queries one scan takes at once. */
export const queriesAtOnce = 4;

/**
 * Packed 256-bit hashes in WebAssembly memory, and the scan over them. Rows are numbered from 0 in the order in which
 * they came.
 *
 * Memory: 32 bytes a hash, rounded up to blocks of 8192 hashes, and 320 KiB. 134 million hashes are the most that fit.
 * Costs of a million, measured beside a copy of 32 MB that took 2.5 ms: taking them in 15 ms, one query 0.9 ms, 300
 * queries 200 ms; a scan costs the same whatever the hashes are, up to the writing down of what it finds.
 */
export class HashStore {
  readonly #exports: SimilarExports;
  #count = 0;

  constructor() {
    module ??= new WebAssembly.Module(readFileSync(new URL('./similar.wasm', import.meta.url)));
    this.#exports = new WebAssembly.Instance(module).exports;
  }

  /** Number of hashes held. */
  get count(): number {
    return this.#count;
  }

  /** Hashes in a block; the last block may hold fewer. */
  get blockRows(): number {
    return this.#exports.blockRows.value;
  }

  get blocks(): number {
    return Math.ceil(this.#count / this.blockRows);
  }

  /** Take in packed hashes behind those held. @throws RangeError when the memory cannot grow. */
  append(packed: Uint8Array): void {
    const coming = countHashes(packed);
    this.#makeRoomFor(this.#count + coming);
    for (let taken = 0; taken < coming; ) {
      const from = this.#count % this.blockRows;
      const to = Math.min(this.blockRows, from + coming - taken);
      const block = Math.floor(this.#count / this.blockRows);
      const part = packed.subarray(taken * hashBytes, (taken + to - from) * hashBytes);
      this.#bytesAt(this.#exports.stagingAt.value, part.length).set(part);
      this.#exports.takeRows(block, from, to);
      this.#count += to - from;
      taken += to - from;
    }
  }

  /**
   * Every hash of one block within `threshold` bits of one to four packed queries.
   * @returns `distance << 16 | query << 13 | row in the block` for each, valid until the next call.
   */
  scan(block: number, queries: Uint8Array, threshold: number): Uint32Array {
    const asked = countHashes(queries);
    if (asked < 1 || asked > queriesAtOnce) throw new RangeError(`one to ${queriesAtOnce} queries at once, not ${asked}`);
    if (!(threshold >= 0 && threshold <= hashBits)) throw new RangeError(`no distance of two hashes: ${threshold}`);
    const rows = Math.min(this.blockRows, this.#count - block * this.blockRows);
    if (!(block >= 0 && rows > 0)) throw new RangeError(`there is no block ${block}`);
    return asked === queriesAtOnce ? this.#scanForFour(block, rows, queries, threshold) : this.#scanForEach(block, rows, queries, threshold);
  }

  /** Whether any hash held is within `threshold` bits of one packed query. */
  holdsNear(query: Uint8Array, threshold: number): boolean {
    for (let block = 0; block < this.blocks; block++) if (this.scan(block, query, threshold).length > 0) return true;
    return false;
  }

  #scanForFour(block: number, rows: number, queries: Uint8Array, threshold: number): Uint32Array {
    const { queriesAt, scanForFour } = this.#exports;
    this.#bytesAt(queriesAt.value, queries.length).set(queries);
    return this.#results(scanForFour(block, rows, threshold));
  }

  #scanForEach(block: number, rows: number, queries: Uint8Array, threshold: number): Uint32Array {
    const { queriesAt, scanForOne } = this.#exports;
    const askFor = (query: number): Uint32Array => {
      this.#bytesAt(queriesAt.value, hashBytes).set(queries.subarray(query * hashBytes, (query + 1) * hashBytes));
      return this.#results(scanForOne(block, rows, threshold));
    };
    if (queries.length === hashBytes) return askFor(0);
    const found = Array.from({ length: countHashes(queries) }, (_, query) => Array.from(askFor(query), (result) => result | (query << 13)));
    return Uint32Array.from(found.flat());
  }

  #results(count: number): Uint32Array {
    return new Uint32Array(this.#exports.memory.buffer, this.#exports.resultsAt.value, count);
  }

  #bytesAt(start: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, start, length);
  }

  #makeRoomFor(count: number): void {
    const { memory, blocksAt, blockBytes } = this.#exports;
    const needed = blocksAt.value + Math.ceil(count / this.blockRows) * blockBytes.value;
    const missing = needed - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  }
}
