import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { makeManifestName } from '../../src-main/format/bag/algorithms.ts';
import { chromiumPath, noBrowser, startChromium } from '../e2e/chromium.ts';
import { benchFolder, makeFile, makeSmallFiles, scale, tell } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

// verify.html in Chromium against the command line, on the same bag. Both read from the page cache.
const page = resolve(import.meta.dirname, '../../resources/verify.html');
const command = resolve(import.meta.dirname, '../../src-main/cli/main.ts');

/** A bag around what lies in its `data`, listed by openssl. */
function bagAround(folder: string): void {
  const files = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const lines: string[] = [];
  for (let at = 0; at < paths.length; at += 500) {
    lines.push(execFileSync('openssl', ['dgst', '-r', '-sha256', ...paths.slice(at, at + 500)], { cwd: folder, encoding: 'utf8' }).replaceAll(' *', '  '));
  }
  writeFileSync(join(folder, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  writeFileSync(join(folder, makeManifestName({ kind: 'payload', algorithm: 'sha256' })), lines.join(''));
}

function byCommand(folder: string): void {
  execFileSync(process.execPath, ['--no-memory-protection-keys', command, 'verify', folder, '--json'], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
}

async function inPage(tab: Page, folder: string): Promise<void> {
  await tab.reload();
  await tab.setInputFiles('#pick-folder', folder);
  const result = tab.locator('#machine-result');
  await result.waitFor({ state: 'attached', timeout: 600_000 });
  const told = (await result.textContent()) ?? '';
  if (!told.includes('"no-findings"')) throw new Error(told);
}

/** Highest resident memory of the browser's processes together while something is done, above that before it. */
async function memoryOf(act: () => Promise<void>): Promise<number> {
  const before = browserMb();
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, browserMb())), 100);
  await act().finally(() => clearInterval(timer));
  return highest - before;
}

/** Memory of their own, without what they map, of all processes that come from this one. */
function browserMb(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), statusOf(name, 'PPid'));
  const isBelow = (pid: number): boolean => parents.get(pid) === process.pid || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isBelow).reduce((sum, pid) => sum + statusOf(String(pid), 'RssAnon') / 1024, 0);
}

function statusOf(pid: string, field: string): number {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function measure(what: string, folder: string, rounds: number): Promise<void> {
  bagAround(folder);
  // Started here: to a browser elsewhere the driver would send the files first.
  const browser = await startChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(page).href);
    let memoryAboveStartMb = 0;
    const ours = async (): Promise<void> => {
      memoryAboveStartMb = Math.max(memoryAboveStartMb, await memoryOf(() => inPage(tab, folder)));
    };
    const times = await sideBySide({ ours, reference: () => byCommand(folder), rounds });
    tell({ what: `verify.html in Chromium, ${what}`, reference: 'postquem verify', ...times, target: 6, memoryAboveStartMb });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function emptyBag(name: string): string {
  const folder = join(benchFolder, name);
  mkdirSync(join(folder, 'data'), { recursive: true });
  return folder;
}

async function main(): Promise<void> {
  if (noBrowser) throw new Error(`${chromiumPath} is not there`);
  const clips = emptyBag('clips');
  for (let n = 0; n < 12; n++) await makeFile(join(clips, 'data', `${n}.bin`), Math.round(64 * 2 ** 20 * scale) + n);
  await measure('12 files of 64 MiB', clips, 3);
  const small = emptyBag('small');
  makeSmallFiles(join(small, 'data'), Math.round(4000 * scale), 65_536);
  await measure(`${Math.round(4000 * scale)} files of 64 KiB`, small, 3);
  const long = emptyBag('long');
  writeFileSync(join(long, 'data/long.bin'), '');
  truncateSync(join(long, 'data/long.bin'), Math.round(4.5 * 2 ** 30 * scale));
  await measure('one file of 4.5 GiB', long, 1);
}

await main();
