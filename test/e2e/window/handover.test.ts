import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { openTheCase } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { handover: { give, preview, written, receive, report, receipts, parts, ways }, shell } = english;

let window: OpenWindow;
let [receiptFile, senderKey] = ['', ''];
const button = (name: string) => window.page.getByRole('button', { name, exact: true });
const inFolder = (name: string): string => join(window.folder, name);

/** Another case, and a part of the screen in it. */
async function goInto(title: string, part: keyof Omit<typeof parts, 'title'>): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: new RegExp(shell.keptBy('')) }).click();
  await page.getByRole('menuitem', { name: shell.close.act }).click();
  await openTheCase(page, inFolder(title));
  await page.getByRole('link', { name: shell.handover }).click();
  await page.getByRole('tab', { name: parts[part] }).click();
}

describe.skipIf(noBrowser)(`handing over in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    const files = ['one.txt', 'two.txt'].map(inFolder);
    files.forEach((file) => writeFileSync(file, `what was seen: ${file}`));
    await makeCase(inFolder('Sender'), files, { title: 'Sender', custodian: 'Olena K.' });
    await makeCase(inFolder('Receiver'), [], { title: 'Receiver', custodian: 'Archive B' });
    await openTheCase(window.page, inFolder('Sender'));
    await window.page.getByRole('link', { name: shell.handover }).click();
    await window.page.getByRole('heading', { name: give.nothing }).waitFor();
  });

  it('shows what leaves before it is written, then writes it and shows what the verifier says', async () => {
    await window.page.getByRole('combobox', { name: give.items }).click();
    await window.page.getByRole('option', { name: /^i1/ }).click();
    await window.page.getByText(preview.selected).waitFor();
    await window.page.getByText(give.pdf).click();
    await window.page.getByLabel(give.folder).fill(window.folder);
    await window.page.getByLabel(give.name).fill('bundle');
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await button(give.write).click();
    await window.page.getByRole('heading', { name: written.title }).waitFor();
    await window.page.getByRole('region', { name: report.proved }).waitFor();
    senderKey = (await window.page.locator('dd .digest', { hasText: /^SHA256:/ }).first().textContent()) ?? '';
  });

  it('reads the report in the other case first, with the key compared, and takes it in', async () => {
    await goInto('Receiver', 'receive');
    await window.page.getByLabel(receive.path, { exact: true }).fill(inFolder('bundle'));
    await button(receive.check).click();
    await window.page.getByText(report.notPinned).waitFor();
    await window.page.getByLabel(receive.pin).fill(senderKey);
    await button(receive.check).click();
    await window.page.getByText(report.pinned).waitFor();
    await window.page.getByRole('heading', { name: report.intact }).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await button(receive.takeIn).click();
    const link = window.page.getByRole('link', { name: receive.receipt, exact: true });
    await link.waitFor();
    const [download] = await Promise.all([window.page.waitForEvent('download'), link.click()]);
    receiptFile = inFolder('receipt.txt');
    await download.saveAs(receiptFile);
    expect(readFileSync(receiptFile, 'utf8')).toContain('BEGIN SSH SIGNATURE');
  });

  it('draws the way over both custodians', async () => {
    await window.page.getByRole('tab', { name: parts.ways }).click();
    await window.page.getByRole('combobox', { name: ways.item }).click();
    await window.page.getByRole('option', { name: /^i1/ }).click();
    const picture = window.page.getByRole('list', { name: ways.picture });
    await picture.waitFor();
    expect(await picture.textContent()).toMatch(/Olena K\..*Archive B/);
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('files the receipt that came back', async () => {
    await goInto('Sender', 'receipts');
    await window.page.getByLabel(receipts.text).fill(readFileSync(receiptFile, 'utf8'));
    await button(receipts.act).click();
    await window.page.getByText(/^Filed in log entry \d+$/).waitFor();
    await window.page.getByRole('table').getByText('Archive B').waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });
});
