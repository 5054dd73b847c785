import { describe, expect, it } from 'vitest';
import { framesPerPage, type FrameTimesPage } from '../../../src-main/shared/api/frame-times.ts';
import { FrameIndex } from '../../../src-renderer/features/item/frames/frame-index.ts';

/** Pages as the engine gives them, and which of them were asked for. */
function pagesOf(times: readonly number[]): { page: (number: number) => FrameTimesPage; asked: number[]; index: FrameIndex } {
  const asked: number[] = [];
  const starts = times.filter((_, n) => n % framesPerPage === 0);
  const page = (number: number): FrameTimesPage => {
    const shown = times.slice(number * framesPerPage, (number + 1) * framesPerPage);
    const gaps = shown.slice(1).map((pts, n) => pts - (shown[n] ?? 0));
    return { timeBase: '1/30000', stream: 0, count: times.length, pageStarts: starts, lastPts: times.at(-1) ?? null, source: 'presentation', restarts: 0, page: { number, gaps } };
  };
  const load = async (number: number): Promise<FrameTimesPage> => {
    asked.push(number);
    return page(number);
  };
  return { page, asked, index: new FrameIndex(page(0), load) };
}

const uneven = Array.from({ length: 12_345 }, (_, n) => 900 + n * 1001 + (n % 3) * 7);

describe('the frames of an item', () => {
  it('are found by their number and by their time, each page read once', async () => {
    const { index, asked } = pagesOf(uneven);
    for (const number of [0, 1, 4999, 5000, 9999, 10_000, 12_344]) {
      const pts = uneven[number] ?? 0;
      expect(await index.frame(number)).toEqual({ number, pts });
      expect(await index.frameAt(pts)).toEqual({ number, pts });
      expect(await index.frameAt(pts + 900)).toEqual({ number, pts });
    }
    expect(asked).toEqual([1, 2]);
  });

  it('end at the first and the last', async () => {
    const { index } = pagesOf(uneven);
    expect((await index.frame(-3)).number).toBe(0);
    expect((await index.frame(99_999)).number).toBe(12_344);
    expect((await index.frameAt(0)).number).toBe(0);
    expect((await index.frameAt(1e9)).number).toBe(12_344);
  });

  it('are told without waiting once their page is there, the nearest one too', async () => {
    const { index } = pagesOf(uneven);
    expect(index.frameAtNow(uneven[6000] ?? 0)).toBeUndefined();
    await index.frame(6000);
    expect(index.frameAtNow(uneven[6000] ?? 0)?.number).toBe(6000);
    expect(index.nearestNow((uneven[6001] ?? 0) - 1)?.number).toBe(6001);
    expect(index.nearestNow((uneven[6000] ?? 0) + 1)?.number).toBe(6000);
    expect(index.frameNow(-1)).toBeUndefined();
    expect(index.frameNow(12_345)).toBeUndefined();
  });

  it('are asked for again when a page could not be read', async () => {
    const { page } = pagesOf(uneven);
    let fails = true;
    const index = new FrameIndex(page(0), async (number) => {
      if (fails) throw new Error('cut');
      return page(number);
    });
    await expect(index.frame(7000)).rejects.toThrow('cut');
    fails = false;
    expect((await index.frame(7000)).pts).toBe(uneven[7000]);
  });
});
