import { describe, expect, it } from 'vitest';
import { FrameTimes } from '../../../src-main/engine/media/frame-times.ts';

function gapsOf(times: readonly number[]): ReturnType<FrameTimes['finish']> {
  const frames = new FrameTimes();
  for (const time of times) frames.add(time);
  return frames.finish();
}

describe('frame times', () => {
  it('puts frames that are stored before they are shown into the order of showing', () => {
    const pyramid = [0, 8, 4, 2, 1, 3, 6, 5, 7];
    const stored = [0, 1, 2, 3, 4].flatMap((group) => pyramid.map((time) => (time + group * 9) * 100));
    expect(gapsOf(stored)).toEqual({ firstPts: 0, lastPts: 4400, shortestGap: 100, longestGap: 100, medianGap: 100 });
  });

  it('reaches below zero', () => expect(gapsOf([-20, 0, -10])).toMatchObject({ firstPts: -20, lastPts: 0, longestGap: 10 }));

  it('sees no gap where joined recordings start again', () => {
    const recording = Array.from({ length: 100 }, (_, n) => n * 40);
    expect(gapsOf([...recording, ...recording])).toMatchObject({ firstPts: 0, lastPts: 3960, longestGap: 40 });
  });

  it.each([[[]], [[7]]])('finds no gap in %j', (times) => expect(gapsOf(times)).toMatchObject({ shortestGap: null, medianGap: null }));

  it('keeps no more than it must, however restless the clock', () => {
    const restless = Array.from({ length: 60_000 }, (_, n) => n * 100_000 + ((n * 7919) % 50_000));
    expect(gapsOf(restless).medianGap).toBeGreaterThan(0);
  });
});
