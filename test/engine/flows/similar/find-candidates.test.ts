import { afterAll, describe, expect, it } from 'vitest';
import { openSimilarityWorker } from '../../../../src-main/engine/media/similar/similarity-worker.ts';
import { findCandidates } from '../../../../src-main/engine/flows/similar/find-candidates.ts';
import type { Archive, ArchivedItem } from '../../../../src-main/engine/flows/similar/load-archive.ts';
import { copies, join, randomHashes, withBitsTurned } from '../../media/similar/drawn-hashes.ts';

const worker = openSimilarityWorker();
afterAll(() => worker.close());

/** Items of so many rows each, told apart by their number. */
function archiveOf(rows: number, each: number): Archive {
  const items = Array.from({ length: rows / each }, (_, number) => ({ item: { number } }) as ArchivedItem);
  return { items, itemOfRow: Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / each)), coverage: [] };
}

describe('the items to be compared', () => {
  it('are all those with a frame within the threshold, however many frames of others are nearer', async () => {
    const hash = randomHashes(1, 5);
    // 900 rows of the very picture, then one item that is 80 bits off, one that is 81, and unlike ones.
    const odd = [withBitsTurned(hash, 80, 1), withBitsTurned(hash, 81, 2), randomHashes(8, 6)].flatMap((rows) => (rows.length === 32 ? [rows, randomHashes(9, 7)] : [rows, randomHashes(2, 8)]));
    const hashes = join(copies(hash, 900), ...odd);
    await worker.append(hashes);
    const archive = archiveOf(hashes.length / 32, 10);
    const found = await findCandidates(worker, { archive, queries: join(hash, hash), threshold: 80 });
    expect(found.map(({ item }) => item.number)).toEqual(Array.from({ length: 91 }, (_, n) => n));
  });

  it('are none where nothing is held', async () => {
    expect(await findCandidates(worker, { archive: archiveOf(0, 1), queries: randomHashes(1, 5), threshold: 80 })).toEqual([]);
  });
});
