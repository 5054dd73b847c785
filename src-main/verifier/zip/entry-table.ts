import type { ZipFindingCode } from './codes.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';
const kinds: readonly EntryKind[] = ['file', 'folder', 'link', 'other'];

export interface ListedEntry {
  /** As the ZIP has it, without the slash of a folder. */
  name: string;
  /** The bytes of a name that does not follow from `name` and `kind`: no text, or a slash after what is no folder. */
  rawName?: Uint8Array;
  kind: EntryKind;
  flags: number;
  method: number;
  crc32: number;
  bytes: number;
  packedBytes: number;
  /** Of the local header, from the beginning of the ZIP. */
  offset: number;
}

/** The entries of a ZIP, each in one row of packed columns: a name and about 40 bytes for each. */
export class EntryTable {
  readonly names: string[] = [];
  readonly rawNames = new Map<number, Uint8Array>();
  /** Why a row is not to be read: the first reason. */
  readonly faults = new Map<number, ZipFindingCode>();
  /** Where the bytes of a file begin in the reader, once its local header was checked. */
  readonly dataAt = new Column(Float64Array);
  readonly offset = new Column(Float64Array);
  readonly bytes = new Column(Float64Array);
  readonly packedBytes = new Column(Float64Array);
  readonly crc32 = new Column(Uint32Array);
  readonly flags = new Column(Uint16Array);
  readonly method = new Column(Uint16Array);
  readonly #kind = new Column(Uint8Array);

  get size(): number {
    return this.names.length;
  }

  add(entry: ListedEntry): number {
    const row = this.names.length;
    this.names.push(entry.name);
    if (entry.rawName !== undefined) this.rawNames.set(row, entry.rawName);
    this.offset.set(row, entry.offset);
    this.bytes.set(row, entry.bytes);
    this.packedBytes.set(row, entry.packedBytes);
    this.crc32.set(row, entry.crc32);
    this.flags.set(row, entry.flags);
    this.method.set(row, entry.method);
    this.#kind.set(row, kinds.indexOf(entry.kind));
    return row;
  }

  name(row: number): string {
    return this.names[row] ?? '';
  }

  kind(row: number): EntryKind {
    return kinds[this.#kind.get(row)] ?? 'other';
  }

  fault(row: number, code: ZipFindingCode): void {
    if (!this.faults.has(row)) this.faults.set(row, code);
  }
}

type Packed = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** Numbers by row, in memory that grows by doubling. */
class Column {
  readonly #make: new (length: number) => Packed;
  #values: Packed;

  constructor(make: new (length: number) => Packed) {
    this.#make = make;
    this.#values = new make(64);
  }

  get(row: number): number {
    return this.#values[row] ?? 0;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const larger = new this.#make(Math.max(row + 1, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[row] = value;
  }
}
