import { describe, expect, it } from 'vitest';
import { HashStore } from '../../../../src-main/engine/media/similar/hash-store.ts';
import { hashBytes, packHashes } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import { search, searchPlainly } from '../../../../src-main/engine/media/similar/search.ts';
import { copies, join, randomHashes, withBitsTurned } from './drawn-hashes.ts';

const within31 = { threshold: 31, limit: 1000 };

function storeOf(...parts: Uint8Array[]): HashStore {
  const store = new HashStore();
  for (const part of parts) store.append(part);
  return store;
}

/** Both ways, held equal; what they found. */
function searchBothWays(packed: Uint8Array, queries: Uint8Array, options = within31) {
  const found = search(storeOf(packed), queries, options);
  expect(found).toEqual(searchPlainly(packed, queries, options));
  return found;
}

describe('the search for near hashes', () => {
  it('finds what comparing each with each finds, among random hashes and at every distance that they have', () => {
    const packed = randomHashes(3000, 1);
    const queries = join(randomHashes(5, 2), packed.subarray(0, 6 * hashBytes));
    const found = [0, 31, 110, 128, 200, 256].map((threshold) => searchBothWays(packed, queries, { threshold, limit: 5000 }));
    // The last query is one of the hashes; the rest are about 128 bits from it.
    expect(found.map((near) => near.at(-1)?.found)).toEqual([1, 1, expect.closeTo(40, -2), expect.closeTo(1500, -3), 3000, 3000]);
  });

  it('takes a hash that differs in 31 bits and leaves one that differs in 32, wherever those bits lie', () => {
    const query = randomHashes(1, 3);
    const spread = Array.from({ length: 400 }, (_, n) => withBitsTurned(query, 30 + (n % 4), n));
    const [near] = searchBothWays(join(...spread), query);
    expect(near?.found).toBe(200);
    expect(new Set(near?.distances)).toEqual(new Set([30, 31]));
  });

  it('is not misled by halves: 31 bits of the first, of the second, and 16 of each', () => {
    const query = randomHashes(1, 4);
    const turn = (first: number, second: number) => {
      const bits = [...Array(first).keys(), ...[...Array(second).keys()].map((bit) => 128 + bit)];
      const hash = query.slice();
      for (const bit of bits) hash[bit >> 3] = (hash[bit >> 3] as number) ^ (1 << (bit & 7));
      return hash;
    };
    const packed = join(turn(31, 0), turn(0, 31), turn(16, 15), turn(16, 16), turn(32, 0), turn(0, 32), turn(31, 1), turn(0, 0));
    const [near] = searchBothWays(packed, query);
    expect([...(near?.rows ?? [])]).toEqual([7, 0, 1, 2]);
  });

  it('finds a turned bit of every one of the 256', () => {
    const query = randomHashes(1, 5);
    const packed = join(...Array.from({ length: 256 }, (_, bit) => {
      const hash = query.slice();
      hash[bit >> 3] = (hash[bit >> 3] as number) ^ (1 << (bit & 7));
      return hash;
    }));
    expect(searchBothWays(packed, query, { threshold: 1, limit: 256 })[0]?.found).toBe(256);
    expect(searchBothWays(packed, query, { threshold: 0, limit: 256 })[0]?.found).toBe(0);
  });

  it('finds what comparing finds among clustered hashes, at and around the edges of blocks', () => {
    const centres = randomHashes(5, 6);
    const clustered = Array.from({ length: 9000 }, (_, n) => withBitsTurned(centres.subarray((n % 5) * hashBytes, (n % 5 + 1) * hashBytes), n % 40, n));
    const packed = join(...clustered);
    const counts = [1, 3, 4, 5, 8191, 8192, 8193, 9000];
    const found = counts.map((count) => searchBothWays(packed.subarray(0, count * hashBytes), centres, { threshold: 31, limit: 50 }));
    expect(found.map((near) => near.reduce((sum, { found }) => sum + found, 0))).toEqual([1, 3, 4, 5, 6559, 6560, 6560, 7200]);
  });

  it('numbers rows as they came, in whatever portions', () => {
    const packed = randomHashes(20_000, 7);
    const store = storeOf(packed.subarray(0, 100 * hashBytes), packed.subarray(0, 0), packed.subarray(100 * hashBytes, 17_000 * hashBytes), packed.subarray(17_000 * hashBytes));
    expect(store.count).toBe(20_000);
    const rows = [0, 99, 100, 8191, 8192, 16_383, 16_384, 17_000, 19_999];
    const queries = join(...rows.map((row) => packed.subarray(row * hashBytes, (row + 1) * hashBytes)));
    expect(search(store, queries, within31).map((near) => [...near.rows])).toEqual(rows.map((row) => [row]));
  });

  it('answers alike for one query and for groups of any size', () => {
    const packed = join(copies(randomHashes(1, 8), 50), randomHashes(9000, 9));
    const queries = join(...Array.from({ length: 11 }, (_, n) => withBitsTurned(packed.subarray(0, hashBytes), 3 * n, n)));
    const together = search(storeOf(packed), queries, within31);
    const alone = Array.from({ length: 11 }, (_, n) => search(storeOf(packed), queries.subarray(n * hashBytes, (n + 1) * hashBytes), within31)[0]);
    expect(together).toEqual(alone);
    expect(together.map(({ found }) => found)).toEqual(alone.map(() => 50));
  });

  it('counts every one of very many equal hashes, such as black frames, and keeps the first of them', () => {
    const black = packHashes(['0'.repeat(64)]);
    const store = storeOf(copies(black, 300_000));
    const started = performance.now();
    const [near] = search(store, black, { threshold: 31, limit: 10 });
    expect(near?.found).toBe(300_000);
    expect([...(near?.rows ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // Some 5 ms; a search that grew with the square of them would take minutes.
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('keeps the nearest when it cannot keep all, though they come last', () => {
    const query = randomHashes(1, 10);
    const packed = join(...Array.from({ length: 310 }, (_, n) => withBitsTurned(query, 31 - Math.floor(n / 10), n)));
    const [near] = searchBothWays(packed, query, { threshold: 31, limit: 7 });
    expect(near?.found).toBe(310);
    expect([...(near?.distances ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const littleNearer = join(...Array.from({ length: 43 }, (_, n) => withBitsTurned(query, n < 40 ? 20 : 19, n)));
    expect([...(searchBothWays(littleNearer, query, { threshold: 31, limit: 5 })[0]?.rows ?? [])]).toEqual([40, 41, 42, 0, 1]);
  });

  it('finds nothing among no hashes, and nothing for no queries', () => {
    expect(search(new HashStore(), randomHashes(1, 11), within31)).toEqual([{ found: 0, rows: new Uint32Array(), distances: new Uint16Array() }]);
    expect(search(storeOf(randomHashes(10, 12)), new Uint8Array(), within31)).toEqual([]);
  });

  it('refuses bytes that are no hashes, distances that are none and limits that keep nothing', () => {
    const store = storeOf(randomHashes(1, 13));
    expect(() => store.append(new Uint8Array(33))).toThrow(RangeError);
    expect(() => search(store, new Uint8Array(31), within31)).toThrow(RangeError);
    expect(() => search(store, randomHashes(1, 14), { threshold: 257, limit: 1 })).toThrow(RangeError);
    expect(() => search(store, randomHashes(1, 14), { threshold: 31, limit: 0 })).toThrow(RangeError);
    expect(() => store.scan(1, randomHashes(1, 14), 31)).toThrow(RangeError);
  });
});
