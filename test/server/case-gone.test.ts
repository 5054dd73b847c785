import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mediaPaths } from '../../src-main/shared/api/items.ts';
import { importInto, rows } from '../engine/flows/case-reading.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type RouteName } from './open-window.ts';

describe('a case that is taken away while it is open', () => {
  it('is told as gone by every question about it, the others go on, and it can be worked on when it is back, or where it was moved to', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a.txt'), 'a');
    await importInto(folder, [source], { keepOnly: true });
    const [{ sha256 } = { sha256: '' }] = await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item');
    const unforeseen: unknown[] = [];
    const window = await openWindow({ onUnforeseen: (error) => unforeseen.push(error) });
    await window.ask('openCase', { folder });
    renameSync(folder, `${folder}-away`);

    const id = 'i1';
    const questions: [RouteName, object][] = [
      ['library', {}], ['libraryFacets', {}], ['item', { id }], ['keyframes', { id }], ['itemLog', { id }], ['itemClaims', { id }], ['openForReview', { id }],
      ['setNote', { id, text: 'x' }], ['keepFrame', { id, pts: 0 }], ['makeProxy', { id }], ['similarItems', { id }], ['scanDeeply', { id }], ['examine', {}],
      ['importPaths', { paths: [source], collection: {} }], ['keys', {}], ['storage', {}], ['signNow', {}], ['backUpKeys', { folder: join(source, 'keys') }],
    ];
    for (const [name, input] of questions) {
      const { status, body } = await window.ask(name, input);
      expect([name, status, (body as { code?: string }).code, (body as { facts?: object }).facts]).toEqual([name, 409, 'case-gone', { folder }]);
    }
    expect((await window.request(mediaPaths.original(sha256))).status).toBe(409);
    for (const name of ['settings', 'jobs', 'places', 'tools', 'toolSettings'] as const) expect([name, (await window.ask(name, {})).status]).toEqual([name, 200]);
    expect(unforeseen).toEqual([]);

    renameSync(`${folder}-away`, folder);
    expect(await window.ask('setNote', { id, text: 'back' })).toMatchObject({ status: 200 });
    renameSync(folder, `${folder}-moved`);
    expect(await window.ask('openCase', { folder: `${folder}-moved` })).toMatchObject({ status: 200, body: { mode: 'work' } });
  });

  it('ends what runs with that reason, not item by item, and can be closed', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (let n = 0; n < 80; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`.repeat(500));
    const unforeseen: unknown[] = [];
    const window = await openWindow({ healthEveryMs: 100, onUnforeseen: (error) => unforeseen.push(error) });
    await window.ask('openCase', { folder });
    const { job } = (await window.ask('importPaths', { paths: [source], collection: {} })).body;
    // While items are examined, each of which would fail for itself.
    await until(async () => (await window.ask('jobs', {})).body.some(({ progress }) => progress.unit === 'items'));
    renameSync(folder, `${folder}-away`);
    const ended = await until(async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running'));
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'case-gone', facts: { folder } } });
    const closed = await window.ask('closeCase', {});
    expect([closed.status, closed.body.code]).toEqual(closed.status === 200 ? [200, undefined] : [409, 'case-gone']);
    expect((await window.ask('appState', {})).body.opened).toBeNull();
    expect(unforeseen).toEqual([]);
  });
});
