import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { caseStates, listen, openWindow, until } from './open-window.ts';

let shared: string;
beforeAll(async () => {
  shared = await temporaryCase();
});

describe('the window', () => {
  it('is told when the case is taken away, and when it is back', async () => {
    const window = await openWindow({ healthEveryMs: 20 });
    const folder = await temporaryCase();
    await window.ask('openCase', { folder });
    const told = await listen(window);
    renameSync(folder, `${folder}-away`);
    // The place where a drive was mounted stays as an empty folder.
    mkdirSync(folder);
    await until(() => caseStates(told).includes('lost'));
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    await until(() => caseStates(told).includes('opened'));
    expect(caseStates(told)).toEqual(['lost', 'opened']);
  });

  it('is told that the engine lives and how long the log is', async () => {
    const window = await openWindow({ healthEveryMs: 20 });
    await window.ask('openCase', { folder: shared });
    const told = await listen(window);
    await until(() => told.some(({ event }) => event === 'health') && told.some(({ event }) => event === 'log'));
    expect(told.filter(({ event }) => event === 'log').length).toBe(1);
    await window.ask('closeCase', {});
  });

  it('is asked for the whole path of a case', async () => {
    const window = await openWindow();
    for (const folder of ['case', './case', '~/case']) {
      expect(await window.ask('openCase', { folder })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
      expect(await window.ask('createCase', { folder, title: 'T', custodian: 'C' })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
    }
  });

  it('opens a case though its own settings cannot be written', async () => {
    const place = await temporaryFolder();
    writeFileSync(join(place, 'file'), '');
    const window = await openWindow({ settingsFile: join(place, 'file', 'settings.json') });
    expect((await window.ask('openCase', { folder: shared })).status).toBe(200);
    await window.ask('closeCase', {});
  });

  it('forgets a case that was opened, and says of one that is gone that it is gone', async () => {
    const window = await openWindow();
    const [one, other] = [await temporaryCase(), await temporaryCase()];
    await window.ask('openCase', { folder: one });
    await window.ask('openCase', { folder: other });
    rmSync(one, { recursive: true });
    expect((await window.ask('appState', {})).body.recent.map(({ found }) => found)).toEqual([true, false]);
    await window.ask('forgetRecent', { folder: one });
    expect((await window.ask('appState', {})).body.recent.map(({ folder }) => folder)).toEqual([other]);
  });

  it('keeps settings, and refuses those that are none', async () => {
    const window = await openWindow();
    const wanted = { theme: 'dark', language: 'en', greyUntilAsked: false, mutedUntilAsked: true } as const;
    expect((await window.ask('saveSettings', wanted)).body).toEqual(wanted);
    expect((await window.ask('settings', {})).body).toEqual(wanted);
    expect((await window.ask('saveSettings', { ...wanted, theme: 'purple' as never })).status).toBe(400);
  });

  it('offers what was said of a source in the same case again, also where it was moved, in no other, and forgets it with the case', async () => {
    const window = await openWindow();
    const [one, other] = [await temporaryCase(), await temporaryCase()];
    const nothing = { receivedFrom: '', how: '', sourceUrl: '', relevance: '' };
    const answers = { ...nothing, receivedFrom: 'Olena', sourceUrl: 'https://example.org/1' };
    const { log } = (await window.ask('openCase', { folder: one })).body;
    expect((await window.ask('keepImportAnswers', { log, answers })).body).toEqual(answers);
    const second = (await window.ask('openCase', { folder: other })).body.log;
    expect((await window.ask('importAnswers', { log: second })).body).toEqual(nothing);
    expect(await window.ask('keepImportAnswers', { log, answers: nothing })).toMatchObject({ status: 409, body: { code: 'no-case-open' } });
    renameSync(one, `${one}-moved`);
    await window.ask('openCase', { folder: `${one}-moved` });
    expect((await window.ask('importAnswers', { log })).body).toEqual(answers);
    for (const folder of [one, `${one}-moved`]) await window.ask('forgetRecent', { folder });
    expect((await window.ask('importAnswers', { log })).body).toEqual(nothing);
    expect(await window.ask('keepImportAnswers', { log, answers: { ...answers, how: 'x'.repeat(4001) } })).toMatchObject({ status: 400 });
  });

  it('is told which tools there are, and how much room the case takes', async () => {
    const window = await openWindow();
    const tools = (await window.ask('tools', {})).body;
    expect(tools.find(({ name }) => name === 'ffmpeg')?.version).toMatch(/\d/);
    await window.ask('openCase', { folder: shared });
    const { body } = await window.ask('storage', {});
    expect([body.caseBytes > 0, body.freeBytes > 0, body.originals]).toEqual([true, true, 0]);
    await window.ask('closeCase', {});
  });

  it('is told of a tool that is missing how it is installed', async () => {
    const { clock, random } = knownSystem;
    const missing = join(await temporaryFolder(), 'no-ffmpeg');
    writeFileSync(missing, '');
    chmodSync(missing, 0o600);
    const window = await openWindow({ means: { clock, random, tools: { ffmpeg: missing } } });
    const { status, body } = await window.ask('tools', {});
    expect([status, body[0]?.version]).toEqual([200, null]);
  });
});
