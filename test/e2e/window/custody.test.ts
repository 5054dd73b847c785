import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { hasOpenssl, makeAuthority } from '../../format/timestamp/local-authority.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { openTheCase } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { custody: w, shell } = english;

let window: OpenWindow;
let folder: string;

const region = (name: string): Locator => window.page.getByRole('region', { name, exact: true });
const button = (name: string): Locator => window.page.getByRole('button', { name, exact: true });
const entries = (): Locator => window.page.getByRole('group', { name: w.log.list }).getByRole('article');

async function faultsInBothThemes(): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.page.emulateMedia({ colorScheme });
    faults.push(...(await accessibilityFaults(window.page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}

/** What a link gives as a download: its name and its bytes. */
async function taken(link: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([window.page.waitForEvent('download'), link.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const showPart = (name: string): Promise<void> => window.page.getByRole('tab', { name, exact: true }).click();

describe.skipIf(noBrowser)(`custody in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    const notes = ['first.txt', 'second.txt'].map((name) => join(window.folder, name));
    for (const note of notes) writeFileSync(note, note);
    folder = await makeCase(join(window.folder, 'case'), notes);
    await openTheCase(window.page, folder);
    await window.page.getByRole('link', { name: shell.custody, exact: true }).click();
    await entries().first().waitFor();
  });

  it('tells the log newest first, finds entries by their words, and shows their exact bytes', async () => {
    const first = await entries().first().getAttribute('aria-label');
    expect(await entries().last().getAttribute('aria-label')).toBe(w.log.entry(0));
    expect(Number(first?.replace(/\D/g, ''))).toBeGreaterThan(8);
    await window.page.getByLabel(w.filters.words).fill('SECOND.TXT received');
    await window.page.getByText(`${w.log.fitting(1)}. ${w.log.endFiltered}`).waitFor();
    await entries().first().getByRole('button', { name: w.log.exact }).click();
    const seq = Number((await entries().first().getAttribute('aria-label'))?.replace(/\D/g, ''));
    const shown = await window.page.getByLabel(w.log.text(seq)).textContent();
    expect(JSON.parse(shown ?? '')).toMatchObject({ seq, type: 'item-received', payload: { name: 'second.txt' } });
    expect(await accessibilityFaults(window.page)).toEqual([]);
    expect(await taken(window.page.getByRole('link', { name: w.log.bytesFileOf(seq) }))).toEqual({ name: `entry-${seq}.json`, bytes: Buffer.from(shown ?? '') });
    expect((await taken(window.page.getByRole('link', { name: w.log.proofOf(seq) }))).bytes.toString()).toContain(`index ${seq}\n`);
    await button(w.filters.clear).click();
    await window.page.getByText(w.log.end).waitFor();
  });

  it('gives the head as a QR code and as text, and shows more when it is given back to a check', async () => {
    await showPart(w.parts.head);
    await window.page.getByRole('img', { name: /^QR code/ }).waitFor();
    const text = (await window.page.getByLabel(w.head.text).locator('pre').textContent()) ?? '';
    expect(text).toMatch(/^postquem\/log\/[^\n]+\n\d+\n[^\n]+\n\n— [^\n]+\nSHA256:\S{43}\n$/);
    expect(await faultsInBothThemes()).toEqual([]);
    await showPart(w.parts.check);
    await window.page.getByText(w.check.none).waitFor();
    await button(w.check.known).click();
    await window.page.getByLabel(w.check.held).fill(text);
    await button(w.check.begin).click();
    await window.page.getByRole('heading', { name: w.check.intact }).waitFor();
    const size = text.split('\n')[1];
    await region(w.check.proved).getByText(`Nothing among the first ${size} entries was altered`).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it.skipIf(!hasOpenssl)('takes a request for a time stamp out, shows what is pinned, and brings the reply in', async () => {
    const authority = await makeAuthority(join(window.folder, 'authority'));
    await showPart(w.parts.anchors);
    await window.page.getByText(w.anchors.none).waitFor();
    await button(w.anchors.request).click();
    const request = await taken(region(w.anchors.requestTitle).getByRole('link'));
    expect(request.name).toMatch(/^checkpoint-\d+\.tsq$/);
    const reply = Buffer.from(await authority.reply(request.bytes));
    const bring = region(w.anchors.acceptTitle);
    const choose = async (label: string, name: string, buffer: Buffer): Promise<void> => {
      const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), bring.getByRole('button', { name: label, exact: true }).click()]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
    };
    await choose(w.anchors.reply, 'reply.tsr', reply.subarray(0, 40));
    await choose(w.anchors.roots, 'roots.pem', Buffer.from(authority.rootsPem));
    await bring.getByText(w.anchors.compare).waitFor();
    await bring.getByRole('button', { name: w.anchors.accept }).click();
    await bring.getByText(w.anchors.refused).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await choose(w.anchors.reply, 'reply.tsr', reply);
    await bring.getByRole('button', { name: w.anchors.accept }).click();
    await region(w.anchors.held(1)).getByText(w.anchors.root, { exact: true }).waitFor();
    expect((await taken(region(w.anchors.held(1)).getByRole('link', { name: /^Reply/ }))).bytes).toEqual(reply);
    expect(await faultsInBothThemes()).toEqual([]);
  });

  it('signs the log, lists the checkpoint, and proves that it continues the one before', async () => {
    await showPart(w.parts.checkpoints);
    await button(w.head.sign).click();
    await window.page.getByText(w.checkpoints.allSigned).waitFor();
    const proof = await taken(window.page.getByRole('link', { name: new RegExp(`^${w.checkpoints.continuation}`) }).first());
    expect(proof.name).toMatch(/^from-\d+-to-\d+\.consistency$/);
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });
});
