import { queriesAtOnce, type HashStore } from './hash-store.ts';
import { NearestRows, type NearRows } from './nearest-rows.ts';
import { countHashes, distanceBetween, hashBytes } from './packed-hashes.ts';

export interface SearchOptions {
  /** Most bits that may differ, 0 to 256. */
  threshold: number;
  /** How many rows are kept for each query, the nearest; `found` counts all of them. */
  limit: number;
}

/** All hashes within the threshold of each packed query: exact, none is left out. Cost: see HashStore. */
export function search(store: HashStore, queries: Uint8Array, options: SearchOptions): NearRows[] {
  const slices = searchInSlices(store, queries, options);
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value;
}

/**
 * The same in slices of one block of hashes against all queries (1.6 ms for 300 queries), so that the caller can look
 * up between them. Yields how many hashes are done. A block is read once from memory, whatever the number of queries.
 */
export function* searchInSlices(store: HashStore, queries: Uint8Array, { threshold, limit }: SearchOptions): Generator<number, NearRows[]> {
  const nearest = Array.from({ length: countHashes(queries) }, () => new NearestRows(limit));
  for (let block = 0; block < store.blocks; block++) {
    for (let first = 0; first < nearest.length; first += queriesAtOnce) {
      const group = queries.subarray(first * hashBytes, (first + queriesAtOnce) * hashBytes);
      const results = store.scan(block, group, threshold);
      const before = block * store.blockRows;
      for (const result of results) (nearest[first + ((result >>> 13) & 3)] as NearestRows).add(before + (result & 8191), result >>> 16);
    }
    yield Math.min(store.count, (block + 1) * store.blockRows);
  }
  return nearest.map((rows) => rows.finish());
}

/** The text to read, and the twin that tests hold equal to `search`: each query against each packed hash. */
export function searchPlainly(packed: Uint8Array, queries: Uint8Array, { threshold, limit }: SearchOptions): NearRows[] {
  return Array.from({ length: countHashes(queries) }, (_, query) => {
    const near = Array.from({ length: countHashes(packed) }, (_row, row) => ({ row, distance: distanceBetween(packed, row, queries, query) }))
      .filter(({ distance }) => distance <= threshold)
      .sort((a, b) => a.distance - b.distance || a.row - b.row);
    const kept = near.slice(0, limit);
    return { found: near.length, rows: Uint32Array.from(kept, ({ row }) => row), distances: Uint16Array.from(kept, ({ distance }) => distance) };
  });
}
