import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { receiptsWithoutBytes, rows } from '../../engine/flows/case-reading.ts';
import { seededRandom } from '../../known-system.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { drop, slowDown } from '../window-drop.ts';
import { makeCase } from '../window-footage.ts';
import { jobAbout, openTheCase, startImport } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { importing, library, shell, start, errorSentence } = english;

let window: OpenWindow;
let folder: string;

/** Files that are no media, each of other bytes. */
function filesOf(name: string, { count, bytes }: { count: number; bytes: number }): string {
  const place = join(window.folder, name);
  mkdirSync(place);
  for (let n = 1; n <= count; n++) writeFileSync(join(place, `part-${n}.dat`), seededRandom(n + bytes).bytes(bytes));
  return place;
}

const received = async (from: string): Promise<number> => (await rows(folder, `SELECT 1 FROM receipt WHERE source_path LIKE '${from}/%'`)).length;
const banner = (words: string) => window.page.getByRole('alert').filter({ hasText: words });

const disks: string[] = [];
afterAll(() => {
  for (const disk of disks) spawnSync('umount', ['-l', disk]);
});

/** A disk of so many megabytes; undefined where this computer lets nobody make one. */
function smallDisk(megabytes: number): string | undefined {
  const disk = join(window.folder, 'small disk');
  mkdirSync(disk);
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]).status !== 0) return undefined;
  disks.push(disk);
  return disk;
}

describe.skipIf(noBrowser)(`the window when things go wrong, in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    folder = await makeCase(join(window.folder, 'case'), []);
    await openTheCase(window.page, folder);
  });

  it('says that the engine was killed in the middle of an import, and goes on from there when the same is dropped again', async () => {
    const { page } = window;
    const place = filesOf('killed', { count: 12, bytes: 400_000 });
    const quick = await slowDown(page, 800_000);
    await drop(page, [place]);
    await startImport(page);
    await expect.poll(() => received('killed'), { timeout: 20_000 }).toBeGreaterThan(0);
    window.expectWords(/ERR_[A-Z_]+|status of (?:401|409)/);
    await window.kill();
    await banner(shell.banner.away).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const kept = await received('killed');
    expect(kept).toBeLessThan(12);
    await quick();
    await page.goto(await window.restart());
    await page.getByRole('button', { name: /^Bridge at dawn/ }).click();
    await page.getByText(start.tookOver).waitFor();
    await page.getByText(importing.unfinished).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const before = window.requests.filter((url) => url.includes('/file?path=')).length;
    await page.keyboard.press('Escape');
    await drop(page, [place]);
    await startImport(page);
    await jobAbout(page, 'killed', 'finished');
    expect(await received('killed')).toBe(12);
    expect(window.requests.filter((url) => url.includes('/file?path=')).length - before).toBe(12 - kept);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('shows in each of two windows what the other one does', async () => {
    const other = await window.anotherPage();
    const place = filesOf('two windows', { count: 1, bytes: 2000 });
    await drop(window.page, [place]);
    await startImport(window.page);
    await jobAbout(window.page, 'two windows', 'finished');
    await window.page.keyboard.press('Escape');
    await other.getByText(library.shown(13), { exact: true }).first().waitFor();
    expect(await received('two windows')).toBe(1);
    await other.close();
  });

  it('says that the engine hangs, and comes back by itself', async () => {
    const { page } = window;
    process.kill(window.engine().pid, 'SIGSTOP');
    try {
      await banner(shell.banner.away).waitFor({ timeout: 30_000 });
    } finally {
      process.kill(window.engine().pid, 'SIGCONT');
    }
    await banner(shell.banner.away).waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await page.getByText(library.shown(13), { exact: true }).first().isVisible()).toBe(true);
  });

  it('says that the folder of the case was taken away, and goes on when it is back', async () => {
    renameSync(folder, `${folder}-taken`);
    await banner(shell.banner.lost).getByText(folder).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    renameSync(`${folder}-taken`, folder);
    await banner(shell.banner.lost).waitFor({ state: 'hidden' });
  });

  it('says in a window that is not let in any more what to do', async () => {
    await window.kill();
    await window.restart();
    await window.page.goto(window.origin).catch(() => undefined);
    expect(await window.page.getByText('Open Postquem from the address').isVisible()).toBe(true);
  });

  it('says that the disk is full while files are sent, and that what was recorded is safe', async (context) => {
    const { page } = window;
    const disk = smallDisk(12);
    if (disk === undefined) return context.skip();
    await window.kill();
    await page.goto(await window.restart());
    folder = await makeCase(join(disk, 'case'), [], { title: 'On a small disk' });
    await openTheCase(page, folder);
    window.expectWords(/status of 507/);
    writeFileSync(join(disk, 'something else'), new Uint8Array(4_000_000));
    const place = filesOf('too much', { count: 6, bytes: 2_000_000 });
    await drop(page, [place]);
    await startImport(page);
    await page.getByText(errorSentence('disk-full', {}).slice(0, 20), { exact: false }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    rmSync(join(disk, 'something else'));
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });
});
