import { describe, expect, it } from 'vitest';
import { clockText, mediaSeconds, nearestPts, shortClock } from '../../../src-renderer/features/item/frames/times.ts';

describe('a presentation time', () => {
  it('is told as a clock, exactly', () => {
    expect(clockText(18_432, '1/12800')).toBe('0:00:01.440');
    expect(clockText(620, '1/600')).toBe('0:00:01.033333333');
    expect(clockText(90_000 * 3723 + 1, '1/90000')).toBe('1:02:03.000011111');
    expect(clockText(-3072, '1/12800')).toBe('-0:00:00.240');
    expect(shortClock(620, '1/600')).toBe('00:01.033');
    expect(shortClock(90_000 * 3723, '1/90000')).toBe('1:02:03.000');
  });

  it('comes back from a place of a player, whatever its time base', () => {
    for (const timeBase of ['1/90000', '1/1000', '1001/30000', '1/15360', '33333/1000000']) {
      for (const pts of [0, 1, 2, 12_345, 7_654_321]) expect(nearestPts(Math.round(mediaSeconds(pts, timeBase) * 1e6) / 1e6, timeBase)).toBe(pts);
    }
  });
});
