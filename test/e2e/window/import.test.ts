import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { receiptsWithoutBytes, rows } from '../../engine/flows/case-reading.ts';
import { seededRandom } from '../../known-system.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { drag, drop, slowDown } from '../window-drop.ts';
import { makeCase, makeFootage } from '../window-footage.ts';
import { importSheet, jobAbout, openTheCase, startImport } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { importing, library, jobs } = english;

let window: OpenWindow;
let footage: string;
let folder: string;

/** Files that are no media, each of other bytes. */
function filesOf(name: string, { count, bytes }: { count: number; bytes: number }): string {
  const place = join(window.folder, name);
  mkdirSync(place);
  for (let n = 1; n <= count; n++) writeFileSync(join(place, `part-${String(n).padStart(2, '0')}.dat`), seededRandom(n + bytes).bytes(bytes));
  return place;
}

const sent = (): string[] => window.requests.filter((url) => url.includes('/file?path='));

interface Receipt {
  name: string;
  path: string;
}
const receipts = (): Promise<Receipt[]> => rows<Receipt>(folder, 'SELECT name, source_path AS path FROM receipt ORDER BY seq');

describe.skipIf(noBrowser)(`importing in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    footage = await makeFootage(join(window.folder, 'usb stick'));
    folder = await makeCase(join(window.folder, 'case'), []);
    await openTheCase(window.page, folder);
  });

  it('takes dropped files, asks where they come from, and shows them in the library', async () => {
    const { page } = window;
    await page.getByRole('heading', { name: library.emptyTitle }).waitFor();
    const files = ['IMG_0412.mp4', 'still.jpg'].map((name) => join(footage, name));
    await drag(page, files, ['dragEnter', 'dragOver']);
    await page.getByText(importing.drop).waitFor();
    await drag(page, files, ['drop']);
    await importSheet(page).getByText('2 files').first().waitFor();
    await importSheet(page).getByLabel(importing.fields.receivedFrom.label, { exact: true }).fill('the neighbour across the road');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await startImport(page);
    await jobAbout(page, 'IMG_0412.mp4', 'finished');
    await page.keyboard.press('Escape');
    await page.getByText('IMG_0412.mp4').first().waitFor();
    expect((await receipts()).map(({ name }) => name).sort()).toEqual(['IMG_0412.mp4', 'still.jpg']);
    expect(await rows(folder, `SELECT 1 FROM log_entry WHERE CAST(bytes AS TEXT) LIKE '%the neighbour across the road%'`)).not.toEqual([]);
  });

  it('takes a dropped folder with the names below it, and gives what it knows a second receipt', async () => {
    const { page } = window;
    await drop(page, [footage]);
    await importSheet(page).getByText(/7 files/).first().waitFor();
    await startImport(page);
    const job = await jobAbout(page, 'usb stick', 'finished');
    await job.getByText(jobs.outcomes['received']?.(7) ?? '').waitFor();
    const all = await receipts();
    expect(all.map(({ path }) => path).filter((path) => path.startsWith('usb stick/'))).toHaveLength(7);
    expect(await rows(folder, 'SELECT number FROM item')).toHaveLength(6);
    await page.keyboard.press('Escape');
    await page.getByText(library.told.receivedAgain(3)).waitFor();
  });

  it('takes a folder that was chosen, and keeps over a reload what was typed about it', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await importSheet(page).getByLabel(importing.fields.relevance.label, { exact: true }).fill('may show the bridge');
    await page.reload();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    expect(await importSheet(page).getByLabel(importing.fields.relevance.label, { exact: true }).inputValue()).toBe('may show the bridge');
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(filesOf('chosen', { count: 2, bytes: 1000 }));
    await importSheet(page).getByText('2 files').first().waitFor();
    await startImport(page);
    await jobAbout(page, 'chosen', 'finished');
    await page.keyboard.press('Escape');
  });

  it('shows how far it is, can be cancelled, and sends only the rest when the same is dropped again', async () => {
    const { page } = window;
    const place = filesOf('slow', { count: 12, bytes: 400_000 });
    const before = sent().length;
    const quick = await slowDown(page, 800_000);
    await drop(page, [place]);
    await startImport(page);
    // What was on its way when it was cancelled is refused.
    window.expectWords(/status of 409 .*\/file\?/);
    const running = await jobAbout(page, 'slow', 'running');
    await running.getByText(/ of 4\.8 MB/).waitFor();
    await expect.poll(async () => (await receipts()).filter(({ path }) => path.startsWith('slow/')).length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await running.getByRole('button', { name: /^Cancel/ }).click();
    await jobAbout(page, 'slow', 'cancelled');
    await quick();
    const kept = (await receipts()).filter(({ path }) => path.startsWith('slow/')).length;
    expect(kept).toBeLessThan(12);
    const [first, again] = [sent().length - before, sent().length];
    expect(first).toBeGreaterThanOrEqual(kept);
    await page.keyboard.press('Escape');
    await drop(page, [place]);
    await startImport(page);
    await jobAbout(page, 'slow', 'finished');
    expect((await receipts()).filter(({ path }) => path.startsWith('slow/'))).toHaveLength(12);
    expect(sent().length - again).toBe(12 - kept);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });
});
