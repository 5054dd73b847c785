import { describe, expect, it } from 'vitest';
import { progressText } from '../../../src-renderer/features/jobs/progress-text.ts';
import { english } from '../../../src-renderer/words/en/index.ts';

describe('the progress of long work in words', () => {
  it('says how far, how quickly and how long', () => {
    expect(progressText({ done: 17_700_000, of: 60_700_000, unit: 'bytes', perSecond: 12_400_000, leftS: 3.4 }, english)).toBe('17.7 MB of 60.7 MB · 12.4 MB a second · about 3 seconds left');
  });

  it('says no more than is known', () => {
    expect(progressText({ done: 12, of: null, unit: 'frames', perSecond: null, leftS: null }, english)).toBe('12 frames');
    expect(progressText({ done: 0, of: 4, unit: 'items', perSecond: 0, leftS: null }, english)).toBe('0 of 4 items examined');
    expect(progressText({ done: 65, of: 130, unit: 'seconds', perSecond: 2.54, leftS: 0.4 }, english)).toBe('1:05 of 2:10 of footage · 2.5 times real time');
  });
});
