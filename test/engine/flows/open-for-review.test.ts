import { describe, expect, it } from 'vitest';
import { openForReview, showItem, verifyCase } from '../../../src-main/engine/index.ts';
import { working } from '../../temporary-case.ts';
import { acts, reading } from './case-reading.ts';
import { reviewableCase } from './reviewable-case.ts';

describe('opening an item for review', () => {
  it('is recorded each time, with where it was opened, and counted with the item', async () => {
    const folder = await reviewableCase();
    expect(await reading(folder, (readable) => showItem(readable, 'i1').review)).toEqual({ count: 0, lastAt: null });
    const entries = await working(folder, async (target) => [await openForReview(target, { name: 'i1', where: 'command-line' }), await openForReview(target, { name: 'i1', where: 'window' })]);
    const opened = await acts(folder, 'item-opened');
    expect(opened.map(({ seq }) => seq)).toEqual(entries);
    expect(opened.map(({ sentence }) => sentence)).toEqual(['The item was opened for review at the command line.', 'The item was opened for review in the window.']);
    const { review, item } = await reading(folder, (readable) => showItem(readable, 'i1'));
    expect(review).toEqual({ count: 2, lastAt: opened[1]?.at });
    expect(opened[0]?.payload).toEqual({ item: item.sha256, where: 'command-line' });
    expect(await reading(folder, (readable) => showItem(readable, 'i2').review.count)).toBe(0);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('is not recorded for an item that the case does not hold', async () => {
    const folder = await reviewableCase();
    await expect(working(folder, (target) => openForReview(target, { name: 'i7', where: 'window' }))).rejects.toMatchObject({ code: 'item-not-found' });
    expect(await acts(folder, 'item-opened')).toEqual([]);
  });
});
