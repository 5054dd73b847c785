import { tableOf, type Bag } from './bag.ts';
import type { FileTable } from './file-table.ts';
import type { Manifest } from './read-manifests.ts';

/** The regular files of a bag that was looked at, and the SHA-256 that its manifests list for each. */
export class BagFiles {
  readonly #bag: Bag;
  readonly #manifests: readonly Manifest[];

  constructor(bag: Bag, manifests: readonly Manifest[]) {
    this.#bag = bag;
    this.#manifests = manifests.filter(({ algorithm }) => algorithm === 'sha256');
  }

  has(path: string): boolean {
    return this.bytes(path) !== undefined;
  }

  /** Length in bytes; undefined for what is not there or is no file. */
  bytes(path: string): number | undefined {
    const row = this.#row(path);
    return row === undefined ? undefined : this.#table(path).bytes[row];
  }

  /** The digest that a SHA-256 manifest lists: it is the file's own only where the check of the bag found nothing. */
  listedSha256(path: string): string | undefined {
    const row = this.#row(path);
    if (row === undefined) return undefined;
    for (const { index } of this.#manifests) {
      const digest = this.#table(path).digest(row, index);
      if (digest !== undefined) return digest;
    }
    return undefined;
  }

  /** The paths under `data/`, or of all other files, in any order. */
  *paths(kind: 'payload' | 'tag'): Generator<string> {
    const table = kind === 'payload' ? this.#bag.payload : this.#bag.tags;
    for (let row = 0; row < table.size; row++) if (isFile(table, row)) yield table.name(row);
  }

  #table(path: string): FileTable {
    return tableOf(this.#bag, path);
  }

  #row(path: string): number | undefined {
    const row = this.#table(path).find(path);
    return row !== undefined && isFile(this.#table(path), row) ? row : undefined;
  }
}

function isFile(table: FileTable, row: number): boolean {
  return table.isThere(row) && !table.irregular.has(row);
}
