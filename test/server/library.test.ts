import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importInto } from '../engine/flows/case-reading.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;

beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  for (let n = 0; n < 45; n++) writeFileSync(join(source, `sheet ${n}.txt`), `text ${n}`);
  await importInto(folder, [source], { keepOnly: true });
  window = await openWindow();
  await window.ask('openCase', { folder });
});

describe('a list', () => {
  it('says where its pages begin, and each is found there', async () => {
    const { body } = await window.ask('libraryMarks', { every: 20, sort: 'name', locate: 'i1' });
    const names = await window.ask('libraryNames', { sort: 'name', limit: 100 });
    expect([body.total, body.marks.length, body.before]).toEqual([45, 2, names.body.items.findIndex(({ id }) => id === 'i1')]);
    const page = await window.ask('library', { sort: 'name', after: body.marks[1], limit: 20 });
    expect(page.body.items.map(({ id }) => id)).toEqual(names.body.items.slice(40).map(({ id }) => id));
  });

  it.each([{ every: 1 }, { every: 5000 }, { every: 20, flags: 'odd' }])('whose marks are asked for with %o is refused', async (wanted) => {
    expect((await window.ask('libraryMarks', wanted as never)).status).toBe(400);
  });

  it('cannot be asked about an item that is none', async () => {
    expect(await window.ask('libraryMarks', { every: 20, locate: 'i99' })).toMatchObject({ status: 404, body: { code: 'item-not-found' } });
  });

  it('refuses a mark that is none', async () => {
    expect(await window.ask('libraryNames', { limit: 1, after: 'AAAA' })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
  });
});

describe('the counts of a library', () => {
  it('say what each filter would leave', async () => {
    const { body } = await window.ask('libraryCounts', {});
    expect([body.flags['not-examined'], body.flags.damaged, body.kinds.video, body.places, body.codecs]).toEqual([45, 0, 0, { yes: 0, no: 45 }, {}]);
  });
});
