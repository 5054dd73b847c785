import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SettingsFile, settingsPath } from '../../src-main/server/settings-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const freshPath = async (): Promise<string> => join(await temporaryFolder(), 'config', 'settings.json');
const opened = (n: number) => ({ folder: `/cases/${n}`, title: `Case ${n}`, openedAt: '2026-11-22T08:00:00.000Z' });

describe('the settings', () => {
  it('begin with pictures grey and sound off', async () => {
    expect(new SettingsFile(await freshPath()).settings()).toMatchObject({ greyUntilAsked: true, mutedUntilAsked: true, theme: 'auto' });
  });

  it('are kept in a file that nobody else may read', async () => {
    const path = await freshPath();
    const settings = { ...new SettingsFile(path).settings(), theme: 'dark' as const };
    new SettingsFile(path).save(settings);
    expect(new SettingsFile(path).settings()).toEqual(settings);
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it.each([['no JSON', '{"settings":'], ['a list', '[]'], ['something else', '{"settings":{"theme":"purple"},"recent":7}'], ['nothing', '']])('begin anew where the file holds %s', async (_, text) => {
    const path = await freshPath();
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    const file = new SettingsFile(path);
    expect([file.settings().theme, file.recent()]).toEqual(['auto', []]);
    file.tryToNoteRecent(opened(1));
    expect(file.recent()).toEqual([opened(1)]);
  });

  it('that cannot be read are put aside before others are written', async () => {
    const path = await freshPath();
    mkdirSync(dirname(path));
    writeFileSync(path, '{"settings":');
    new SettingsFile(path).save(new SettingsFile(path).settings());
    expect([readFileSync(`${path}.unreadable`, 'utf8'), readdirSync(dirname(path)).toSorted()]).toEqual(['{"settings":', ['settings.json', 'settings.json.unreadable']]);
  });

  it('take no notice of what another version has put among them', async () => {
    const path = await freshPath();
    mkdirSync(dirname(path));
    writeFileSync(path, '{"settings":{"theme":"dark","collection":{"receivedFrom":"Olena"}}}');
    const file = new SettingsFile(path);
    expect(file.settings().theme).toBe('dark');
    file.save(file.settings());
    expect(readFileSync(path, 'utf8')).not.toContain('Olena');
  });
});

describe('the cases opened before', () => {
  it('are listed newest first, each once, twelve of them', async () => {
    const file = new SettingsFile(await freshPath());
    for (let n = 1; n <= 14; n++) file.tryToNoteRecent(opened(n));
    file.tryToNoteRecent(opened(5));
    expect(file.recent().map(({ folder }) => Number(folder.split('/').at(-1)))).toEqual([5, 14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3]);
    file.forget('/cases/14');
    expect(file.recent().map(({ folder }) => folder)).not.toContain('/cases/14');
  });

  it('leave the settings alone', async () => {
    const file = new SettingsFile(await freshPath());
    file.save({ ...file.settings(), theme: 'light' });
    file.tryToNoteRecent(opened(1));
    expect(file.settings().theme).toBe('light');
  });

  it('are not noted where the file cannot be written, and that is no reason to stop', async () => {
    const path = await freshPath();
    mkdirSync(dirname(path));
    mkdirSync(path);
    chmodSync(dirname(path), 0o700);
    new SettingsFile(path).tryToNoteRecent(opened(1));
    expect(new SettingsFile(path).recent()).toEqual([]);
    expect(() => readFileSync(path)).toThrow('EISDIR');
  });
});

describe('the place of the file', () => {
  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ['follows XDG', { XDG_CONFIG_HOME: '/x' }, 'linux', '/x/postquem/settings.json'],
    ['takes an empty variable for none', { XDG_CONFIG_HOME: '' }, 'linux', join(homedir(), '.config/postquem/settings.json')],
    ['is the application data of Windows', { APPDATA: '/data' }, 'win32', '/data/postquem/settings.json'],
    ['is the library of macOS', {}, 'darwin', join(homedir(), 'Library/Application Support/postquem/settings.json')],
  ])('%s', (_, environment, platform, path) => expect(settingsPath(environment, platform)).toBe(path));
});
