import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { freshEnvironment } from './electron-double.ts';

const root = join(import.meta.dirname, '..', '..');
const electronPackage = join(root, 'node_modules', 'electron');
/** Electron's binary comes from its release site; where it is absent this is skipped and counted as such. */
const nameFile = join(electronPackage, 'path.txt');
const executablePath = existsSync(nameFile) ? join(electronPackage, 'dist', readFileSync(nameFile, 'utf8')) : '';
const isThere = existsSync(executablePath) && existsSync(join(root, 'out', 'main', 'main.js'));

describe.skipIf(!isThere)('Electron itself', () => {
  it('shows the window from the engine, without Node in it', async () => {
    const environment = Object.fromEntries(Object.entries(await freshEnvironment()).filter((pair): pair is [string, string] => pair[1] !== undefined));
    const application = await _electron.launch({ executablePath, args: [join(root, 'out', 'main', 'main.js')], cwd: root, env: { ...environment, DISPLAY: process.env['DISPLAY'] ?? '' } });
    const window = await application.firstWindow();
    expect(window.url()).toBe('postquem://app/');
    expect(await window.title()).toBe('Postquem');
    expect(await window.evaluate(() => ['require' in globalThis, 'process' in globalThis, 'postquemDesktop' in globalThis])).toEqual([false, false, true]);
    await application.close();
  });
});
