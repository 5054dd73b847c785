import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointLog, verifyCase } from '../../../src-main/engine/index.ts';
import { sessionStarted } from '../../../src-main/engine/custody/kinds/session.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { acts } from './case-reading.ts';

const draft = sessionStarted.draft({ toolVersion: '0', versions: {}, system: 'x', clock: { state: 'unknown', source: 'x' } });

describe('signing the log as it is', () => {
  it('covers everything before it, stands in the log and in the file, and is covered by the next', async () => {
    const folder = await temporaryCase();
    const [first, second] = await working(folder, async (target) => {
      await target.record([draft]);
      const one = await checkpointLog(target);
      expect(readFileSync(join(folder, 'checkpoint'), 'utf8')).toBe(one.note);
      await target.record([draft]);
      return [one, await checkpointLog(target)];
    });
    const signed = await acts(folder, 'checkpoint-signed');
    expect(signed.map((act) => act.payload['size'])).toEqual(expect.arrayContaining([first.size, second.size]));
    expect(second.size).toBe(first.size + 2);
    expect([first.isNew, second.isNew]).toEqual([true, true]);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('is not done twice over the same', async () => {
    const folder = await temporaryCase();
    const before = await acts(folder);
    const again = await working(folder, async (target) => [await checkpointLog(target), await checkpointLog(target)]);
    expect(again).toMatchObject([{ size: 2, isNew: false }, { size: 2, isNew: false }]);
    expect(await acts(folder)).toEqual(before);
  });

  it('ends every session that has recorded something, and no other', async () => {
    const folder = await temporaryCase();
    await working(folder, () => Promise.resolve());
    expect(await acts(folder, 'checkpoint-signed')).toHaveLength(1);
    await working(folder, (target) => target.record([draft]));
    const all = await acts(folder);
    expect(all.slice(-2).map((act) => act.type)).toEqual(['session-ended', 'checkpoint-signed']);
    expect(all.at(-1)?.payload).toMatchObject({ size: all.length - 1, note: readFileSync(join(folder, 'checkpoint'), 'utf8') });
  });
});
