import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPost } from '../../../src-main/claims/post-id/read-post.ts';
import type { PostReading } from '../../../src-main/claims/post-id/reading.ts';

const vectors = fileURLToPath(new URL('../../../../shared/corpus/vectors/post-id-times.json', import.meta.url));

interface Pair {
  platform: string;
  id: string;
  url: string;
  api_timestamp: number;
}

describe.skipIf(!existsSync(vectors))('posts with the times that platforms reported (../shared/corpus)', () => {
  const pairs = existsSync(vectors) ? (JSON.parse(readFileSync(vectors, 'utf8')) as { pairs: Pair[] }).pairs : [];

  it('lie inside the error that is stated, read from their addresses', () => {
    const read = pairs.filter((pair) => !pair.url.includes('vm.tiktok')).map((pair) => ({ pair, reading: readPost(pair.url) }));
    expect(read.length).toBeGreaterThan(20);
    for (const { pair, reading } of read) {
      expect(reading).toMatchObject({ id: pair.id });
      expect(fits(reading, pair)).toBe(true);
    }
  });

  it('lie inside the error that is stated, read from their ids', () => {
    for (const pair of pairs) expect(fits(readPost(`${pair.platform}:${pair.id}`), pair)).toBe(true);
  });

  it('says that a short link cannot be resolved', () => {
    const short = pairs.filter((pair) => pair.url.includes('vm.tiktok'));
    expect(short.map((pair) => readPost(pair.url))).toEqual([{ noTime: 'short-link' }]);
  });
});

/** A reported time is a whole second: anything within it. */
function fits(reading: PostReading, pair: Pair): boolean {
  const second = pair.api_timestamp * 1000;
  return 'createdAt' in reading && reading.createdAt.earliest <= second + 999 && reading.createdAt.latest >= second;
}
