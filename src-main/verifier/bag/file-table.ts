import { foldBagPath } from '../../format/bag/path.ts';

/** More names than this are not compared with one that differs in spelling only. */
const mostAlike = 15;

/**
 * The files of a bag, those that are there and those that are listed, each in one row. For each row are held: its name
 * once, or twice when folding changes it (capital letters, unusual Unicode); its length; a word of marks. For each
 * manifest, a column of the digests as bytes. No line and no text of a manifest is held.
 */
export class FileTable {
  readonly names: string[] = [];
  /** Length of what is there; -1 for what is listed only. */
  readonly bytes: number[] = [];
  /** A bit for each manifest that lists the row. */
  readonly listedIn: number[] = [];
  /** Rows that fetch.txt lists. */
  readonly toFetch = new Set<number>();
  /** Rows that are links or special files. */
  readonly irregular = new Set<number>();
  readonly #firstOfFold = new Map<string, number>();
  /** Further rows with the fold of an earlier one: exact names, so that a bag of nothing but such names takes no longer. */
  readonly #further = new Map<string, number>();
  readonly #furtherOfFold = new Map<number, number[]>();
  readonly #columns = new Map<number, DigestColumn>();

  get size(): number {
    return this.names.length;
  }

  /** The row of exactly this name. */
  find(name: string): number | undefined {
    const first = this.#firstOfFold.get(foldBagPath(name));
    return first !== undefined && this.names[first] !== name ? this.#further.get(name) : first;
  }

  /** Rows whose names some file systems take for this one; the first few, where there are many. */
  alike(name: string): number[] {
    const first = this.#firstOfFold.get(foldBagPath(name));
    return first === undefined ? [] : [first, ...(this.#furtherOfFold.get(first) ?? [])];
  }

  add(name: string, bytes: number): number {
    const row = this.names.length;
    const fold = foldBagPath(name);
    const first = this.#firstOfFold.get(fold);
    if (first === undefined) this.#firstOfFold.set(fold, row);
    else this.#addFurther(first, { name, row });
    this.names.push(name);
    this.bytes.push(bytes);
    this.listedIn.push(0);
    return row;
  }

  #addFurther(first: number, { name, row }: { name: string; row: number }): void {
    this.#further.set(name, row);
    const further = this.#furtherOfFold.get(first) ?? [];
    if (further.length < mostAlike) further.push(row);
    this.#furtherOfFold.set(first, further);
  }

  name(row: number): string {
    return this.names[row] ?? '';
  }

  isThere(row: number): boolean {
    return (this.bytes[row] ?? -1) >= 0;
  }

  isListed(row: number, manifest: number): boolean {
    return ((this.listedIn[row] ?? 0) & (1 << manifest)) !== 0;
  }

  /** Note the digest that a manifest lists for a row. `digestBytes` is 0 for an algorithm that cannot be computed. */
  list(row: number, manifest: number, digest: { hex: string; digestBytes: number }): void {
    this.listedIn[row] = (this.listedIn[row] ?? 0) | (1 << manifest);
    if (digest.digestBytes === 0) return;
    const column = this.#columns.get(manifest) ?? new DigestColumn(digest.digestBytes);
    this.#columns.set(manifest, column);
    column.set(row, digest.hex);
  }

  /** The digest that a manifest lists for a row, in hexadecimal. */
  digest(row: number, manifest: number): string | undefined {
    return this.isListed(row, manifest) ? this.#columns.get(manifest)?.get(row) : undefined;
  }
}

/** Digests of one length, packed. */
class DigestColumn {
  readonly #width: number;
  #bytes = new Uint8Array();

  constructor(width: number) {
    this.#width = width;
  }

  set(row: number, hex: string): void {
    const at = row * this.#width;
    if (at + this.#width > this.#bytes.length) this.#grow(at + this.#width);
    for (let n = 0; n < this.#width; n++) this.#bytes[at + n] = Number.parseInt(hex.slice(2 * n, 2 * n + 2), 16);
  }

  get(row: number): string {
    const at = row * this.#width;
    let hex = '';
    for (const byte of this.#bytes.subarray(at, at + this.#width)) hex += byte.toString(16).padStart(2, '0');
    return hex;
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length, 1024));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
