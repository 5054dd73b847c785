import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../../src-main/engine/media/chromium.ts';
import { reportHtml } from '../../../../src-main/engine/flows/report/report-html.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { reading } from '../case-reading.ts';
import { hostileName, partsOf, reportedCase, textOf } from './reported.ts';

const browser = findBrowser();

describe.skipIf(browser === undefined)('a report in a browser', { timeout: 120_000 }, () => {
  it('asks for nothing, runs nothing, and is laid out by its own style sheet', async () => {
    const file = join(await temporaryFolder(), 'report.html');
    const folder = await reportedCase();
    writeFileSync(file, await reading(folder, async (readable) => textOf(reportHtml(await partsOf(readable)))));
    const opened = await chromium.launch({ executablePath: browser ?? '', args: ['--no-sandbox'] });
    try {
      const page = await opened.newPage();
      const heard: string[] = [];
      page.on('dialog', (dialog) => void heard.push(dialog.message()));
      page.on('console', (message) => void heard.push(message.text()));
      page.on('request', (request) => void heard.push(request.url().slice(0, 60)));
      await page.goto(pathToFileURL(file).href);
      expect(heard.filter((line) => !line.startsWith('data:image/jpeg;base64,'))).toEqual([pathToFileURL(file).href.slice(0, 60)]);
      const laidOut = await page.evaluate(`({
        collapse: getComputedStyle(document.querySelector('table')).borderCollapse,
        pictures: [...document.images].map((image) => image.naturalWidth > 0),
        scripts: document.scripts.length,
        headings: [...document.querySelectorAll('h3')].map((heading) => heading.textContent),
        overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      })`);
      expect(laidOut).toMatchObject({ collapse: 'collapse', scripts: 0, overflow: false });
      const { pictures, headings } = laidOut as { pictures: boolean[]; headings: string[] };
      expect(pictures.length).toBeGreaterThan(2);
      expect(new Set(pictures)).toEqual(new Set([true]));
      expect(headings).toContain(`Item 1: ${hostileName}`);
    } finally {
      await opened.close();
    }
  });
});
