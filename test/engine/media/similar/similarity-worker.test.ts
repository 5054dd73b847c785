import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { hashBytes, sharedHashes } from '../../../../src-main/engine/media/similar/packed-hashes.ts';
import { searchPlainly } from '../../../../src-main/engine/media/similar/search.ts';
import { findSegments } from '../../../../src-main/engine/media/similar/segments.ts';
import { openSimilarityWorker, type SimilarityWorker } from '../../../../src-main/engine/media/similar/similarity-worker.ts';
import { copies, randomHashes } from './drawn-hashes.ts';

const opened: SimilarityWorker[] = [];
afterAll(() => Promise.all(opened.map((worker) => worker.close())));

function open(): SimilarityWorker {
  const worker = openSimilarityWorker();
  opened.push(worker);
  return worker;
}

function shared(hashes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const memory = sharedHashes(hashes.length / hashBytes);
  memory.set(hashes);
  return memory;
}

const hashes = randomHashes(20_000, 60);
const queries = hashes.subarray(0, 5 * hashBytes);
const options = { threshold: 100, limit: 9 };

describe('the similarity worker', () => {
  it('answers as a plain search does, and holds what is loaded instead of what was', async () => {
    const worker = open();
    expect(await worker.load(shared(randomHashes(30, 61)))).toBe(30);
    expect(await worker.load(shared(hashes))).toBe(20_000);
    expect(await worker.search({ queries, ...options })).toEqual(searchPlainly(hashes, queries, options));
  });

  it('finds what was appended behind what was loaded', async () => {
    const worker = open();
    await worker.load(shared(hashes.subarray(0, 9000 * hashBytes)));
    expect(await worker.append(hashes.subarray(9000 * hashBytes))).toBe(20_000);
    const last = hashes.subarray(19_999 * hashBytes);
    expect((await worker.search({ queries: last, threshold: 31, limit: 1 }))[0]?.rows).toEqual(Uint32Array.of(19_999));
  });

  it('answers several at once, each its own question', async () => {
    const worker = open();
    await worker.load(shared(hashes));
    const rows = [3, 77, 12_345];
    const asked = rows.map((row) => worker.search({ queries: hashes.slice(row * hashBytes, (row + 1) * hashBytes), threshold: 0, limit: 5 }));
    expect((await Promise.all(asked)).map(([near]) => near?.rows[0])).toEqual(rows);
  });

  it('aligns two items as it is done without a thread', async () => {
    const series = { timeBase: '1/1', pts: [...Array(50).keys()], hashes: randomHashes(50, 62), quality: new Uint8Array(50).fill(99) };
    expect(await open().align({ a: series, b: series })).toEqual(findSegments(series, series));
  });

  it('tells how far it is, stops when asked, and goes on with the next job', async () => {
    const worker = open();
    await worker.load(shared(copies(randomHashes(1, 63), 400_000)));
    const stop = new AbortController();
    const seen: { done: number; of: number }[] = [];
    const onProgress = (progress: { done: number; of: number }): void => {
      seen.push(progress);
      stop.abort();
    };
    const many = worker.search({ queries: copies(randomHashes(1, 63), 2000), threshold: 31, limit: 1, signal: stop.signal, onProgress });
    await expect(many).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen[0]).toMatchObject({ of: 400_000 });
    expect(seen[0]?.done).toBeLessThan(400_000);
    expect((await worker.search({ queries: randomHashes(1, 63), threshold: 31, limit: 1 }))[0]?.found).toBe(400_000);
  });

  it('does not hold up the event loop while it searches', async () => {
    const worker = open();
    await worker.load(shared(copies(randomHashes(1, 64), 300_000)));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    await worker.search({ queries: copies(randomHashes(1, 64), 200), threshold: 31, limit: 10_000 });
    delay.disable();
    // On a busy machine any thread waits its turn; a search on this one would be one pause from beginning to end.
    expect(delay.max / 1e6).toBeLessThan(Math.max(50, (performance.now() - started) / 3));
  });

  it('refuses what is no search, and jobs that come after its end', async () => {
    const worker = open();
    await expect(worker.append(new Uint8Array(5))).rejects.toThrow(RangeError);
    await expect(worker.search({ queries, threshold: 300, limit: 1 })).rejects.toThrow(RangeError);
    await expect(worker.search({ queries, threshold: 31, limit: 0 })).rejects.toThrow(RangeError);
    await expect(worker.search({ queries, ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    const running = worker.search({ queries, ...options });
    await Promise.all([worker.close(), expect(running).rejects.toMatchObject({ code: 'cancelled' })]);
    await expect(worker.load(shared(hashes))).rejects.toMatchObject({ code: 'cancelled' });
  });
});
