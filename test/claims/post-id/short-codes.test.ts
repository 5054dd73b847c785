import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstagramCode, readWeiboCode, writeInstagramCode, writeWeiboCode } from '../../../src-main/claims/post-id/short-codes.ts';

describe('ids written in letters', () => {
  it('come back from Instagram codes', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (id) => {
      expect(readInstagramCode(writeInstagramCode(id))).toBe(id);
    }), { seed: 1 });
  });

  it('come back from Weibo codes', () => {
    expect(writeWeiboCode(4910815147462302n)).toBe('N4xlMvjhI');
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 9_999_999_999_999_999n }), (id) => {
      expect(readWeiboCode(writeWeiboCode(id))).toBe(id);
    }), { seed: 2 });
  });

  it('are nothing outside their alphabet or beyond their length', () => {
    expect(readInstagramCode('abc!')).toBeUndefined();
    expect(readInstagramCode('')).toBeUndefined();
    expect(readInstagramCode('A'.repeat(12))).toBeUndefined();
    expect(readWeiboCode('ab-cd')).toBeUndefined();
    expect(readWeiboCode('ZZZZ')).toBeUndefined();
  });
});
