import { describe, expect, it } from 'vitest';
import { pageInput, pageSize, pagesOf } from '../../../src-renderer/features/library/shelf-view.ts';

describe('the pages of a list', () => {
  it('that are read for a stretch are those it lies in, without the first, which is there already', () => {
    expect([pagesOf({ from: 0, to: 30 }, 1000), pagesOf({ from: 90, to: 210 }, 1000), pagesOf({ from: 950, to: 1200 }, 1000), pagesOf({ from: 0, to: 30 }, 0)]).toEqual([[], [1, 2], [9], []]);
  });

  it('begin where their marks say, and cannot be asked for before these are known', () => {
    const list = { query: { sort: 'name' as const }, marks: ['one', 'two'] };
    expect([pageInput(list, 2), pageInput(list, 3)]).toEqual([{ sort: 'name', after: 'two', limit: pageSize }, undefined]);
  });
});
