import { describe, expect, it } from 'vitest';
import { between, complement, everything, intervalSet } from '../../src-main/claims/interval-set.ts';
import { minimalRulingOut } from '../../src-main/claims/minimal-set.ts';

const without = (id: string, from: number, to: number): { id: string; allows: ReturnType<typeof complement> } => ({
  id,
  allows: complement(between(from, to)),
});
const idsOf = (found: readonly { id: string }[]): string => found.map(({ id }) => id).join(' ');

describe('a minimal set that rules a background out', () => {
  const background = between(0, 99);

  it('is one constraint where one is enough, wherever it stands', () => {
    expect(idsOf(minimalRulingOut(background, [without('a', 0, 60), without('b', 50, 99), without('c', -5, 200)]))).toBe('c');
  });

  it('leaves out what the others cover, and prefers those that come first', () => {
    const parts = [without('a', 0, 40), without('b', 30, 70), without('c', 41, 60), without('d', 61, 99)];
    expect(idsOf(minimalRulingOut(background, parts))).toBe('a b d');
    expect(idsOf(minimalRulingOut(background, [parts[2], parts[0], parts[1], parts[3]].filter((part) => part !== undefined)))).toBe('c a d');
  });

  it('is all of them where each rules out what no other does', () => {
    const each = Array.from({ length: 100 }, (_, n) => without(`p${n}`, n, n));
    expect(minimalRulingOut(background, each)).toEqual(each);
  });

  it('is empty for nothing, and refused where something is left', () => {
    expect(minimalRulingOut([], [without('a', 0, 1)])).toEqual([]);
    expect(() => minimalRulingOut(background, [without('a', 0, 98)])).toThrow(RangeError);
    expect(() => minimalRulingOut(everything, [])).toThrow(RangeError);
    expect(() => minimalRulingOut(intervalSet([{ from: 0, to: 1 }]), [])).toThrow(RangeError);
  });
});
