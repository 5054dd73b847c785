import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listItems, recordDisposition, showItem, verifyCase, type NewDisposition } from '../../../src-main/engine/index.ts';
import { dispositions } from '../../../src-main/shared/disposition.ts';
import { working } from '../../temporary-case.ts';
import { acts, reading } from './case-reading.ts';
import { reviewableCase } from './reviewable-case.ts';
import { containing } from './text-matching.ts';

let folder: string;
beforeAll(async () => {
  folder = await reviewableCase();
});
const dispose = (wanted: Partial<NewDisposition>) => working(folder, (target) => recordDisposition(target, { name: 'i1', disposition: 'sealed', because: 'ordered', ...wanted }));

describe('a disposition', () => {
  it('is recorded with to whom and why, and nothing of the item is deleted', async () => {
    const seq = await dispose({ disposition: 'returned', to: ' Ірина ', because: 'her card' });
    expect((await acts(folder, 'item-disposed')).at(-1)).toMatchObject({
      seq,
      payload: { disposition: 'returned', to: 'Ірина', because: 'her card' },
      sentence: 'The item was returned to Ірина: her card',
    });
    const { path, dispositions: recorded } = await reading(folder, (readable) => showItem(readable, 'i1'));
    expect(recorded).toMatchObject([{ seq, disposition: 'returned', receiver: 'Ірина', because: 'her card' }]);
    expect(existsSync(join(folder, path))).toBe(true);
  });

  it('of every kind can be recorded, and an item shows each kind once, the newest last', async () => {
    for (const disposition of [...dispositions, 'sealed' as const]) await dispose({ name: 'i2', disposition, to: 'X' });
    const items = await reading(folder, (readable) => [...listItems(readable)]);
    expect(items.find(({ id }) => id === 'i2')?.dispositions).toEqual(['returned', 'transferred', 'unsealed', 'copy-destroyed-elsewhere', 'other', 'sealed']);
    expect(await reading(folder, (readable) => showItem(readable, 'i2').dispositions.map(({ disposition }) => disposition))).toEqual([...dispositions, 'sealed']);
    for (const { sentence } of await acts(folder, 'item-disposed')) expect(sentence).toMatch(/^[A-Z].*: \S/);
  });

  it.each<[name: string, wanted: Partial<NewDisposition>, code: string, words: string]>([
    ['of an unknown item', { name: 'i9' }, 'item-not-found', '"i9"'],
    ['without a reason', { because: '' }, 'argument-invalid', 'The reason is empty'],
    ['with too long a reason', { because: 'x'.repeat(4001) }, 'argument-invalid', 'The reason is too long'],
    ['with an empty receiver', { to: ' ' }, 'argument-invalid', 'The receiver is empty'],
    ['to nobody where somebody must have it', { disposition: 'transferred' }, 'receiver-missing', 'Say to whom the item was transferred'],
  ])('%s is refused in words', async (_, wanted, code, words) => {
    const before = (await acts(folder)).length;
    await expect(dispose(wanted)).rejects.toMatchObject({ code, message: containing(words) });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('leaves rows that follow from the log', async () => {
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});
