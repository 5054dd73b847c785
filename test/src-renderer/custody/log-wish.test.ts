import { describe, expect, it } from 'vitest';
import { beginOf, everything, filtersOf, isFiltered } from '../../../src-renderer/features/custody/log/log-wish.ts';

describe('what of the log is asked for', () => {
  it('is everything while nothing is typed', () => {
    expect(filtersOf(everything)).toEqual({});
    expect(isFiltered(everything)).toBe(false);
  });

  it('holds what is typed whole, and leaves out a day that is half typed', () => {
    const wish = { ...everything, words: '  bridge ', kinds: ['item-noted', 'item-opened'], item: ' i1 ', by: 'others' as const, since: '2026-11-22', until: '2026-1' };
    expect(filtersOf(wish)).toEqual({ words: 'bridge', kinds: 'item-noted,item-opened', item: 'i1', by: 'others', since: '2026-11-22' });
    expect(isFiltered({ ...everything, until: '2026-1' })).toBe(false);
  });

  it('begins with the entry that is named, or with the newest', () => {
    expect(beginOf(everything, 40)).toBe(40);
    expect(beginOf({ ...everything, upTo: '12' }, 40)).toBe(13);
    expect(beginOf({ ...everything, upTo: '0' }, 40)).toBe(1);
    expect(beginOf({ ...everything, upTo: '4000' }, 40)).toBe(40);
  });
});
