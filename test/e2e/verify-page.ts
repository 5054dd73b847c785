import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { MachineResult } from '../../src-renderer/verifier/machine-result.ts';
import { startChromium } from './chromium.ts';

/** The page as it goes into bundles. */
export const committedPage = resolve(import.meta.dirname, '../../resources/verify.html');

export interface PageVerdict {
  verdict: MachineResult['verdict'];
  codes: string[];
  /** Everything that the page shows, folded parts too. */
  text: string;
}

export interface Known {
  /** Typed into the field for the fingerprint. */
  pin?: string;
  /** Root certificates as PEM, typed into their field. */
  roots?: string;
}

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** What happened in a page that should not: requests, dialogs, errors, words on the console. */
export interface OpenPage {
  page: Page;
  mishaps: string[];
  close(): Promise<void>;
}

/** Open verify.html from the disk, as a reader does by a double click. */
export async function openVerifyPage(file = committedPage): Promise<OpenPage> {
  browser ??= startChromium();
  const context = await (await browser).newContext();
  const page = await context.newPage();
  const mishaps: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    // The worker, and pictures that the page made itself, come from its own memory.
    if (request.url() !== address && !request.url().startsWith('blob:null/')) mishaps.push(`request: ${request.url()}`);
  });
  page.on('websocket', (socket) => mishaps.push(`socket: ${socket.url()}`));
  page.on('popup', (popup) => mishaps.push(`window: ${popup.url()}`));
  page.on('download', (download) => mishaps.push(`download: ${download.url()}`));
  page.on('dialog', (dialog) => {
    mishaps.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => mishaps.push(`error: ${error.message}`));
  page.on('console', (message) => mishaps.push(`console: ${message.text()}`));
  await page.goto(address);
  return { page, mishaps, close: () => context.close() };
}

/** Give the page a folder or a ZIP through its pickers. */
export async function pick(page: Page, path: string): Promise<void> {
  await page.setInputFiles(statSync(path).isDirectory() ? '#pick-folder' : '#pick-file', path);
}

/** Drop files or a folder onto the page, as from a file manager (Chrome DevTools Protocol, Input.dispatchDragEvent). */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data: { items: [], files: [...paths], dragOperationsMask: 1 } });
  }
}

/** Wait for a result, the nth since the page was opened. */
export async function resultOf(page: Page, { judgement = 1, timeoutMs = 60_000 } = {}): Promise<PageVerdict> {
  // Without a function of our own: the page's policy forbids to make code of text, and holds for what polls it, too.
  const block = page.locator(`#machine-result[data-judgement="${judgement}"]`);
  await block.waitFor({ state: 'attached', timeout: timeoutMs });
  const { verdict, codes } = JSON.parse((await block.textContent()) ?? '') as MachineResult;
  // What is read later is filled in where it stands.
  await page.locator('main:not(:has([aria-busy]))').waitFor({ state: 'attached' });
  return { verdict, codes, text: (await page.locator('#main').textContent()) ?? '' };
}

/** Type what is known from elsewhere and have it judged. */
export async function judgeBy(page: Page, { pin = '', roots = '' }: Known): Promise<void> {
  await page.evaluate("document.getElementById('trust').open = true");
  await page.fill('#pin', pin);
  await page.fill('#roots', roots);
  await page.click('.trust-form button[type=submit]');
}

/**
 * Check a bundle or bag with verify.html in Chromium: its folder or ZIP is picked, and judged again by what is known
 * where something is. Throws when the page asked the network for anything, opened a dialog, or met an error.
 */
export async function verifyInChromium(pathOfFolderOrZip: string, known: Known = {}): Promise<PageVerdict> {
  const { page, mishaps, close } = await openVerifyPage();
  try {
    await pick(page, pathOfFolderOrZip);
    let result = await resultOf(page);
    if (known.pin !== undefined || known.roots !== undefined) {
      await judgeBy(page, known);
      result = await resultOf(page, { judgement: 2 });
    }
    if (mishaps.length > 0) throw new Error(mishaps.join('\n'));
    return result;
  } finally {
    await close();
  }
}
