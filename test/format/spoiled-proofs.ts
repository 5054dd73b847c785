export interface InclusionCase {
  index: number;
  size: number;
  leaf: Uint8Array;
  root: Uint8Array;
  hashes: Uint8Array[];
}

export interface ConsistencyCase {
  oldSize: number;
  oldRoot: Uint8Array;
  newSize: number;
  newRoot: Uint8Array;
  hashes: Uint8Array[];
}

/** The list with, in turn, each hash altered, dropped, doubled, shortened or exchanged with its neighbour. */
export function spoiledLists(hashes: readonly Uint8Array[]): Uint8Array[][] {
  const added = [[...hashes, new Uint8Array(32)], [new Uint8Array(32), ...hashes]];
  return [...added, ...hashes.flatMap((hash, n) => spoiledAt(hashes, hash, n))];
}

/** A dozen of them, taken evenly: for proofs of fifty hashes. */
export function someSpoiledLists(hashes: readonly Uint8Array[]): Uint8Array[][] {
  const all = spoiledLists(hashes);
  const step = Math.max(1, Math.floor(all.length / 12));
  return all.filter((_list, n) => n % step === 0);
}

function spoiledAt(hashes: readonly Uint8Array[], hash: Uint8Array, n: number): Uint8Array[][] {
  const altered = new Uint8Array(hash);
  altered[n % 32] = (altered[n % 32] ?? 0) ^ (1 << n % 8);
  const put = (...instead: Uint8Array[]): Uint8Array[] => hashes.toSpliced(n, 1, ...instead);
  const next = hashes[n + 1];
  const exchanged = next && !Buffer.from(next).equals(hash) ? [hashes.toSpliced(n, 2, next, hash)] : [];
  return [put(altered), put(), put(hash, hash), put(hash.subarray(1)), ...exchanged];
}
