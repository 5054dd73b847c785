import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { annotate } from '../../../src-main/engine/index.ts';
import { keyHeader } from '../../../src-main/shared/api/window-key.ts';
import { english } from '../../../src-renderer/words/en/index.ts';
import { importInto } from '../../engine/flows/case-reading.ts';
import { writeClip } from '../../engine/flows/small-footage.ts';
import { leftOut, noBrowser } from '../../e2e/chromium.ts';
import { accessibilityFaults } from '../../e2e/window-axe.ts';
import { windowForTests } from '../../e2e/window-tests.ts';
import type { OpenWindow } from '../../e2e/window.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const { library } = english;
const texts = 350;
/** Where the page keeps the word that it was let in with. */
const keptKey = 'postquem-key';

let window: OpenWindow;
let source: string;

const tile = (index: number): Locator => window.page.locator(`[data-index="${index}"]`);
const focused = (): Promise<string | undefined> => window.page.evaluate(() => (document.activeElement as HTMLElement).dataset['index']);
const status = (text: string): Locator => window.page.getByRole('status').filter({ hasText: text });
const selected = (text: string): Locator => window.page.getByRole('toolbar', { name: library.selection }).getByText(text);
const top = (): Promise<number> => window.page.locator('[role=grid]').evaluate((grid) => grid.parentElement?.scrollTop ?? -1);

/** The item that has the focus and where it stands, once neither changes any more: a busy computer scrolls late. */
async function restingFocus(): Promise<{ name: string | null | undefined; y: number | undefined }> {
  const look = () => window.page.evaluate(() => ({ name: document.activeElement?.querySelector('a')?.getAttribute('aria-label'), y: document.activeElement?.getBoundingClientRect().y }));
  for (let before = await look(); ; ) {
    await window.page.waitForTimeout(300);
    const now = await look();
    if (now.name === before.name && now.y === before.y && typeof now.name === 'string') return now;
    before = now;
  }
}

async function ask(path: string, body: object): Promise<void> {
  const key = await window.page.evaluate((name) => localStorage.getItem(name), keptKey);
  const answer = await window.page.request.post(`${window.origin}${path}`, { data: body, headers: { origin: window.origin, [keyHeader]: key ?? '' } });
  if (!answer.ok()) throw new Error(await answer.text());
}

async function openLibrary(address = ''): Promise<void> {
  await window.page.goto(`${window.origin}/library${address}`);
  await tile(0).getByRole('link').waitFor();
}

beforeAll(async () => {
  if (noBrowser) return;
  const folder = await temporaryCase();
  source = await temporaryFolder();
  const films = await temporaryFolder();
  await writeClip(join(films, 'a long name that begins like many others and ends in its own way 0417.mov'));
  await importInto(folder, [films]);
  for (let n = 0; n < texts; n++) writeFileSync(join(source, `sheet ${String(n).padStart(3, '0')}.txt`), 'x'.repeat(n + 1));
  await importInto(folder, [source], { keepOnly: true });
  await working(folder, (target) => annotate(target, { name: 'i1', text: 'smoke above the bridge' }));
  window = await windowForTests({ context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await ask('/api/case/open', { folder });
}, 120_000);

describe.skipIf(noBrowser)(`the library in Chromium${leftOut}`, () => {
  beforeEach(async () => {
    await window.page.goto(`${window.origin}/library`);
    // All that is remembered, but not what lets the window in.
    await window.page.evaluate((key) => Object.keys(localStorage).forEach((name) => name === key || localStorage.removeItem(name)), keptKey);
    await openLibrary();
  });

  it.each(['light', 'dark'] as const)('is accessible as axe-core sees it, as tiles and as a table, %s', async (colorScheme) => {
    await window.page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await tile(0).focus();
    await window.page.keyboard.press('Control+a');
    await window.page.keyboard.press('v');
    await window.page.getByRole('columnheader').first().waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('says how many items there are, and their places in the whole list', async () => {
    await status('351 items').waitFor();
    const grid = window.page.getByRole('grid');
    const [rows, columns] = [Number(await grid.getAttribute('aria-rowcount')), Number(await grid.getAttribute('aria-colcount'))];
    expect(rows).toBe(Math.ceil(351 / columns));
    expect(await window.page.getByRole('row').first().getAttribute('aria-rowindex')).toBe('1');
  });

  it('goes to the last item and back by one key each, without what is between', async () => {
    await tile(0).focus();
    await window.page.keyboard.press('End');
    await tile(350).locator('a[href="/library/i1"]').waitFor();
    expect(await focused()).toBe('350');
    expect(await tile(175).count()).toBe(0);
    await window.page.keyboard.press('Home');
    await tile(0).locator('a[href="/library/i351"]').waitFor();
    expect(await focused()).toBe('0');
  });

  it('keeps the focus when tiles become rows', async () => {
    await tile(3).focus();
    await tile(3).click({ position: { x: 5, y: 150 } });
    await window.page.keyboard.press('v');
    await window.page.getByRole('columnheader').first().waitFor();
    expect(await focused()).toBe('3');
  });

  it('goes the other way where people write from right to left', async () => {
    await window.page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await tile(0).focus();
    await window.page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('1');
  });

  it('selects with mouse and keys, says how many bytes, and gives lists for others', async () => {
    await tile(1).click({ position: { x: 5, y: 150 } });
    await selected('1 item selected').waitFor();
    await tile(3).click({ position: { x: 5, y: 150 }, modifiers: ['Shift'] });
    await selected('3 items selected, ').filter({ hasText: /bytes|kB/ }).waitFor();
    await tile(2).click({ position: { x: 5, y: 150 }, modifiers: ['Control'] });
    await selected('2 items selected').waitFor();
    await window.page.getByRole('button', { name: library.copyIds }).click();
    await window.page.getByText(library.copiedFor(2)).waitFor();
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe('i350\ni348\n');
    await tile(2).focus();
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('Shift+ArrowRight');
    await selected('2 items selected').waitFor();
    await window.page.keyboard.press('Control+a');
    await selected('351 items selected').waitFor();
  });

  it('selects from here to the end though most of it was never in sight', async () => {
    await tile(0).click({ position: { x: 5, y: 150 } });
    await window.page.keyboard.press('Shift+End');
    await selected('351 items selected').waitFor();
    expect(await focused()).toBe('350');
  });

  it('finds words in notes, says where, and keeps the search over a reload', async () => {
    await window.page.keyboard.press('/');
    await window.page.keyboard.type('smok');
    await status('1 item fits').waitFor();
    await tile(0).getByText('Note: smoke above the bridge').waitFor();
    await window.page.reload();
    await status('1 item fits').waitFor();
    expect(await window.page.getByRole('searchbox').inputValue()).toBe('smok');
  });

  it('that finds nothing offers what to take away', async () => {
    await window.page.goto(`${window.origin}/library?q=nobody&flag=damaged`);
    await window.page.getByRole('heading', { name: library.noneTitle }).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await window.page.getByRole('button', { name: library.removeAll }).last().click();
    await status('351 items').waitFor();
  });

  it('is narrowed by filters that say how many they leave, and widened by their chips', async () => {
    await window.page.getByRole('button', { name: library.filters }).click();
    await window.page.getByLabel('Video (1)').check();
    await status('1 item fits').waitFor();
    await window.page.keyboard.press('Escape');
    expect(new URL(window.page.url()).search).toBe('?kind=video');
    await window.page.getByRole('button', { name: library.removeFilter(library.kinds.video) }).click();
    await status('351 items').waitFor();
    await window.page.goBack();
    await status('1 item fits').waitFor();
  });

  it('is as it was when a person comes back from an item', async () => {
    await tile(0).focus();
    for (let n = 0; n < 6; n++) await window.page.keyboard.press('PageDown');
    await window.page.keyboard.press('Space');
    await selected('1 item selected').waitFor();
    const [index, before] = [await focused(), await top()];
    await tile(Number(index)).getByRole('link').waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.waitForURL(/\/library\/i\d+$/);
    await window.page.goBack();
    await selected('1 item selected').waitFor();
    await tile(Number(index)).getByRole('link').waitFor();
    expect([await focused(), await top()]).toEqual([index, before]);
  });

  it('opens with two clicks the item that was clicked on: a selection moves nothing', async () => {
    const link = tile(4).getByRole('link');
    const address = await link.getAttribute('href');
    await tile(4).dblclick({ position: { x: 5, y: 150 }, delay: 60 });
    await window.page.waitForURL(`**${address ?? ''}`);
    expect(new URL(window.page.url()).pathname).toBe(address);
  });

  it('takes in what is imported without moving what is looked at', async () => {
    await tile(0).focus();
    for (let n = 0; n < 4; n++) await window.page.keyboard.press('PageDown');
    const { name, y } = await restingFocus();
    const more = await temporaryFolder();
    for (let n = 0; n < 40; n++) writeFileSync(join(more, `late ${n}.txt`), `late ${n}`);
    await ask('/api/imports', { paths: [more], collection: {} });
    await status('391 items').waitFor({ timeout: 40_000 });
    expect(await restingFocus()).toEqual({ name, y });
  });

  it('of a new case teaches what an import does', async () => {
    await window.page.goto(`${window.origin}/settings`);
    await ask('/api/case/close', {});
    await ask('/api/case/open', { folder: await temporaryCase() });
    await window.page.goto(`${window.origin}/library`);
    await window.page.getByRole('heading', { name: library.emptyTitle }).waitFor();
    await window.page.getByText(library.emptyLocal).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });
});
