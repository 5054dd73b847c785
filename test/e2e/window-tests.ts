import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { startChromium } from './chromium.ts';
import { buildWindow, discardBuilt, openWindow, type NewWindow, type OpenWindow } from './window.ts';

let browser: Promise<Browser> | undefined;
let built: Promise<string> | undefined;
const opened: OpenWindow[] = [];

/** A window for the tests of this file: one browser and one built page for all, every mishap fails the test that it happens in. */
export async function windowForTests(wanted: NewWindow = {}): Promise<OpenWindow> {
  browser ??= startChromium();
  built ??= buildWindow();
  const window = await openWindow({ browser: await browser, built: await built, ...wanted });
  window.page.setDefaultTimeout(15_000);
  opened.push(window);
  return window;
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await Promise.all(opened.map(({ page }, n) => picture(page, `failed-${task.name}-${n}`)));
  const met = opened.flatMap(({ mishaps, engineSaid }) => [...mishaps.splice(0), engineSaid()]).filter((text) => text !== '');
  if (met.length > 0) throw new Error(met.join('\n'));
});

/** What it looked like, beside the screenshots. */
async function picture(page: Page, name: string): Promise<void> {
  const path = join(import.meta.dirname, '../../screenshots', `${name.replaceAll(/[^\w-]+/g, '-').slice(0, 120)}.png`);
  await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
}

afterAll(async () => {
  for (const window of opened.splice(0)) await window.close();
  await (await browser)?.close();
  if (built !== undefined) discardBuilt(await built);
});
