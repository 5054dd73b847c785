import { assert, constantFrom, option, property, record, string, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemFlags, itemSorts, libraryQuerySchema, mediaKinds } from '../../../src-main/shared/api/items.ts';
import { verdicts } from '../../../src-main/shared/claim-record.ts';
import { narrowingsOf, readWish, toQuery, widest, without, writeWish, type Wish } from '../../../src-renderer/features/library/wish.ts';

const days = constantFrom('2024-02-29', '2026-11-22');
const anyWish = record({
  search: string({ maxLength: 60, unit: 'grapheme' }),
  kinds: subarray([...mediaKinds]),
  flags: subarray([...itemFlags]),
  codec: option(constantFrom('H.264', 'VP9, odd & rare'), { nil: undefined }),
  verdict: option(constantFrom(...verdicts), { nil: undefined }),
  receivedFrom: option(days, { nil: undefined }),
  receivedTo: option(days, { nil: undefined }),
  hasPlace: option(constantFrom('yes' as const, 'no' as const), { nil: undefined }),
  sort: constantFrom(...itemSorts),
  order: constantFrom('up' as const, 'down' as const),
});

describe('a wish', () => {
  it('comes back from its address as it was', () => {
    assert(property(anyWish, (wish: Wish) => {
      expect(readWish(writeWish(wish))).toEqual(wish);
    }));
  });

  it('is one that the engine understands', () => {
    assert(property(anyWish, (wish: Wish) => {
      expect(libraryQuerySchema.safeParse(toQuery(wish)).success).toBe(true);
    }));
  });

  it('is as wide as can be when each of its narrowings is taken away', () => {
    assert(property(anyWish, (wish: Wish) => {
      const rest = narrowingsOf(wish).reduce(without, wish);
      expect({ ...rest, search: rest.search.trim() }).toEqual(widest(wish));
    }));
  });

  it('has no address when nothing is wished', () => expect(writeWish(readWish(''))).toBe(''));

  it('begins each order as people expect it', () => {
    expect(itemSorts.map((sort) => readWish(`sort=${sort}`).order)).toEqual(['down', 'up', 'down', 'down']);
  });

  it('leaves out what an address says and no list knows', () => {
    expect(readWish('kind=film,video&flag=odd&verdict=true&from=yesterday&to=2026-13-45&place=maybe&sort=colour&order=sideways')).toEqual({ ...readWish(''), kinds: ['video'] });
  });
});
