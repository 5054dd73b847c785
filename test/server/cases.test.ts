import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCase } from '../../src-main/engine/index.ts';
import { acts, importInto } from '../engine/flows/case-reading.ts';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { caseStates, listen, openWindow, until } from './open-window.ts';

describe('a case', () => {
  it('is made, opened for work, told of and remembered', async () => {
    const window = await openWindow();
    const folder = join(await temporaryFolder(), 'new');
    const told = await listen(window);
    const { status, body } = await window.ask('createCase', { folder, title: 'Bridges', custodian: 'Olena' });
    expect([status, body.title, body.mode, body.itemCount, body.integrity.entries > 0]).toEqual([200, 'Bridges', 'work', 0, true]);
    const state = (await window.ask('appState', {})).body;
    expect([state.opened?.folder, state.door, state.recent.map((one) => [one.title, one.found])]).toEqual([folder, 'browser', [['Bridges', true]]]);
    await window.ask('closeCase', {});
    expect((await window.ask('appState', {})).body.opened).toBeNull();
    await until(() => told.length >= 2);
    expect(caseStates(told)).toEqual(['opened', 'closed']);
  });

  it('is not made where files lie', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'diary.txt'), 'x');
    expect(await (await openWindow()).ask('createCase', { folder, title: 'T', custodian: 'C' })).toMatchObject({ status: 409, body: { code: 'case-exists' } });
  });

  it('that is not there is told so, and the one that was open stays open', async () => {
    const window = await openWindow();
    const folder = await temporaryCase();
    await window.ask('openCase', { folder });
    expect(await window.ask('openCase', { folder: `${folder}-not` })).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    expect((await window.ask('appState', {})).body.opened?.folder).toBe(folder);
  });

  it('is none where a file lies or where no path can lead', async () => {
    const window = await openWindow();
    for (const readOnly of [false, true]) expect(await window.ask('openCase', { folder: '/dev/null', readOnly })).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    const nul = '/tmp/\0x';
    const asked = await Promise.all([
      window.ask('openCase', { folder: nul }), window.ask('createCase', { folder: nul, title: 'T', custodian: 'C' }), window.ask('folder', { path: nul }), window.ask('importPaths', { paths: [nul], collection: {} }),
      window.ask('backUpKeys', { folder: nul }), window.ask('checkIncoming', { path: nul }), window.ask('writeReport', { choice: { all: true }, out: nul }),
      window.ask('saveToolSettings', { ffmpeg: nul, ffprobe: null, exiftool: null, browser: null, trustList: null }),
    ]);
    for (const { status, body } of asked) expect([status, body.code]).toEqual([400, 'request-invalid']);
  });

  it('opened again is the same one; another takes its place, and it is free', async () => {
    const window = await openWindow();
    const [one, other] = [await temporaryCase(), await temporaryCase()];
    await window.ask('openCase', { folder: one });
    expect((await window.ask('openCase', { folder: `${one}/.` })).status).toBe(200);
    await window.ask('openCase', { folder: other });
    const again = await openCase({ folder: one, ...knownSystem });
    await again.close();
  });

  it('is opened once when two windows ask at the same time', async () => {
    const window = await openWindow();
    const folder = await temporaryCase();
    const answers = await Promise.all([1, 2, 3].map(() => window.ask('openCase', { folder })));
    expect(answers.map(({ status, body }) => [status, body.mode])).toEqual([[200, 'work'], [200, 'work'], [200, 'work']]);
  });

  it('in which somebody else works is refused', async () => {
    const folder = await temporaryCase();
    const other = await openCase({ folder, ...knownSystem });
    expect(await (await openWindow()).ask('openCase', { folder })).toMatchObject({ status: 423, body: { code: 'case-in-use' } });
    await other.close();
  });
});

describe('a case that cannot be worked on', () => {
  const collection = {};
  it('because its checkpoint is missing is read, and every change is refused with the reason', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a.txt'), 'a');
    await importInto(folder, [source], { keepOnly: true });
    const before = (await acts(folder)).length;
    rmSync(join(folder, 'checkpoint'));
    const window = await openWindow();
    expect(await window.ask('openCase', { folder })).toMatchObject({ status: 200, body: { mode: 'read-only', because: { code: 'log-forked' }, integrity: { fork: { reason: 'no-checkpoint' } } } });
    expect((await window.ask('library', {})).body.items).toHaveLength(1);
    for (const refused of [
      await window.ask('importPaths', { paths: [source], collection }),
      await window.ask('setNote', { id: 'i1', text: 'x' }),
      await window.ask('openForReview', { id: 'i1' }),
      await window.ask('withdrawNote', { id: 'i1', entry: 1, because: 'x' }),
      await window.ask('keepFrame', { id: 'i1', pts: 0 }),
      await window.ask('scanDeeply', { id: 'i1' }),
      await window.ask('examine', {}),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'log-forked', facts: { reason: 'no-checkpoint' } } });
    }
    await window.ask('closeCase', {});
    expect((await acts(folder)).length).toBe(before);
  });

  it('because its key is missing is opened for work when the key is back', async () => {
    const folder = await temporaryCase();
    renameSync(join(folder, 'keys'), join(folder, 'keys-away'));
    const window = await openWindow();
    expect(await window.ask('openCase', { folder })).toMatchObject({ body: { mode: 'read-only', because: { code: 'key-missing' } } });
    renameSync(join(folder, 'keys-away'), join(folder, 'keys'));
    expect(await window.ask('openCase', { folder })).toMatchObject({ body: { mode: 'work' } });
  });
});
