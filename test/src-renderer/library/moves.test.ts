import { assert, boolean, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveBy } from '../../../src-renderer/features/library/moves.ts';

const grid = { total: 10, columns: 4, rowsInSight: 2, isRightToLeft: false };
const keys = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

describe('a key in a grid of 4, 4 and 2 items', () => {
  it.each([
    ['ArrowRight', 3, 4], ['ArrowLeft', 4, 3], ['ArrowDown', 1, 5], ['ArrowUp', 5, 1], ['ArrowRight', 9, 9], ['ArrowLeft', 0, 0], ['Home', 7, 0], ['End', 2, 9], ['PageDown', 0, 4], ['PageUp', 9, 5],
  ])('%s leads from %i to %i', (key, from, to) => expect(moveBy(key, { ...grid, from })).toBe(to));

  it('down leads to the last item where the row below is shorter, and nowhere from the last row', () => {
    expect([moveBy('ArrowDown', { ...grid, from: 7 }), moveBy('ArrowDown', { ...grid, from: 8 }), moveBy('ArrowUp', { ...grid, from: 2 })]).toEqual([9, 8, 2]);
  });

  it('goes the other way where people write from right to left', () => {
    expect([moveBy('ArrowRight', { ...grid, from: 4, isRightToLeft: true }), moveBy('ArrowLeft', { ...grid, from: 4, isRightToLeft: true })]).toEqual([3, 5]);
  });

  it('is none of these when it is another key, or when there is no item', () => {
    expect([moveBy('a', { ...grid, from: 0 }), moveBy('End', { ...grid, from: 0, total: 0 })]).toEqual([undefined, undefined]);
  });

  it('never leads out of the list', () => {
    const anywhere = property(constantFrom(...keys), integer({ min: 1, max: 50 }), integer({ min: 1, max: 9 }), integer({ min: 0, max: 60 }), boolean(), (key, total, columns, place, isRightToLeft) => {
      const to = moveBy(key, { from: place % total, total, columns, rowsInSight: 3, isRightToLeft });
      expect(to !== undefined && to >= 0 && to < total).toBe(true);
    });
    assert(anywhere);
  });
});
