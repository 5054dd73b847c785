import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { noChoices } from '../../src-main/server/tool-choices.ts';
import type { ToolChoices } from '../../src-main/shared/api/tool-settings.ts';
import { seededRandom, steppingClock } from '../known-system.ts';
import { runCommand } from '../cli/run-command.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow } from './open-window.ts';

let place: string;
/** A program that gives its version as ffmpeg does. */
function program(name: string, version: string): string {
  const path = join(place, name);
  writeFileSync(path, `#!/bin/sh\necho "ffmpeg version ${version} Copyright"\n`);
  chmodSync(path, 0o755);
  return path;
}
beforeAll(async () => {
  place = await temporaryFolder();
});
const chosen = (some: Partial<ToolChoices>): ToolChoices => ({ ...noChoices, ...some });

describe.skipIf(process.platform === 'win32')('the choice of tools', () => {
  it('is none at first, is kept, counts at once, and is taken back', async () => {
    const window = await openWindow();
    expect((await window.ask('toolSettings', {})).body).toEqual({ choices: noChoices, byEnvironment: {} });
    const ffmpeg = program('ffmpeg', '9.1-mine');
    expect((await window.ask('saveToolSettings', chosen({ ffmpeg }))).body.choices.ffmpeg).toBe(ffmpeg);
    expect((await window.ask('tools', {})).body.find(({ name }) => name === 'ffmpeg')).toMatchObject({ version: '9.1-mine', path: ffmpeg });
    await window.ask('saveToolSettings', noChoices);
    expect((await window.ask('tools', {})).body.find(({ name }) => name === 'ffmpeg')?.version).not.toBe('9.1-mine');
  });

  it('of what is not there, is no program, too old or no whole path is refused, and nothing is kept', async () => {
    const window = await openWindow();
    const text = join(place, 'list.pem');
    writeFileSync(text, 'x');
    const refused: [Partial<ToolChoices>, string][] = [
      [{ ffmpeg: join(place, 'gone') }, 'source-not-found'],
      [{ ffprobe: text }, 'argument-invalid'],
      [{ exiftool: place }, 'argument-invalid'],
      [{ ffmpeg: 'ffmpeg' }, 'argument-invalid'],
      [{ ffmpeg: program('old', '4.4') }, 'tool-too-old'],
      [{ exiftool: program('no-exiftool', '1') }, 'tool-failed'],
      [{ trustList: text, browser: join(place, 'gone') }, 'source-not-found'],
    ];
    for (const [choice, code] of refused) expect([code, (await window.ask('saveToolSettings', chosen(choice))).body.code]).toEqual([code, code]);
    expect((await window.ask('toolSettings', {})).body.choices).toEqual(noChoices);
  });

  it('does not count where the environment chooses, and other settings stay beside it', async () => {
    const settingsFile = join(await temporaryFolder(), 'settings.json');
    const [mine, theirs] = [program('mine', '9.2-mine'), program('theirs', '9.3-theirs')];
    const window = await openWindow({ settingsFile, means: { clock: steppingClock(), random: seededRandom(3), chosen: { ffmpeg: theirs } } });
    await window.ask('saveToolSettings', chosen({ ffmpeg: mine }));
    const settings = (await window.ask('settings', {})).body;
    await window.ask('saveSettings', { ...settings, theme: 'dark' });
    expect((await window.ask('toolSettings', {})).body).toMatchObject({ choices: { ffmpeg: mine }, byEnvironment: { ffmpeg: theirs } });
    expect((await window.ask('tools', {})).body.find(({ name }) => name === 'ffmpeg')?.version).toBe('9.3-theirs');
    expect(JSON.parse(readFileSync(settingsFile, 'utf8'))).toMatchObject({ tools: { ffmpeg: mine }, settings: { theme: 'dark' } });
  });

  it('counts for the command line as well, after the environment', async () => {
    const [folder, home, source] = [await temporaryCase(), await temporaryFolder(), join(await temporaryFolder(), 'a.txt')];
    writeFileSync(source, 'a');
    const list = join(place, 'roots.pem');
    writeFileSync(list, 'x');
    const window = await openWindow({ settingsFile: join(home, 'postquem', 'settings.json') });
    await window.ask('saveToolSettings', chosen({ trustList: list }));
    writeFileSync(join(home, 'postquem', 'settings.json'), readFileSync(join(home, 'postquem', 'settings.json'), 'utf8').replace(list, `${list}-gone`));
    const env = { ...process.env, XDG_CONFIG_HOME: home };
    expect(await runCommand(['items', folder], { env })).toMatchObject({ status: 2, stderr: `postquem: There is no file or folder at ${list}-gone. Nothing was changed.\n` });
    expect(await runCommand(['items', folder], { env: { ...env, POSTQUEM_TRUST_LIST: list } })).toMatchObject({ status: 0, stderr: '' });
  });
});
