import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { start, library, shell } = english;

let window: OpenWindow;

/** The part of the screen with this heading. */
const section = (name: string) => window.page.getByRole('region', { name });
const heading = (name: string) => window.page.getByRole('heading', { level: 1, name });

async function fillCreate(folder: string): Promise<void> {
  const form = section(start.create);
  await form.getByLabel(start.caseTitle).fill('Bridge at dawn');
  await form.getByLabel(start.custodian).fill('Olena K.');
  await form.getByLabel(start.place).fill(folder);
}

describe.skipIf(noBrowser)(`the first screen in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    await heading(start.heading).waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible as axe-core sees it, with everything filled in, %s', async (colorScheme) => {
    await window.page.emulateMedia({ colorScheme });
    await fillCreate('/somewhere');
    await section(start.create).getByRole('radio', { name: start.passphrase.without }).check();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('keeps what was typed over a reload, and never a passphrase', async () => {
    await fillCreate(join(window.folder, 'bridge'));
    await section(start.create).getByRole('radio', { name: start.passphrase.with }).check();
    await section(start.create).getByLabel(start.passphrase.new, { exact: true }).fill('a secret of six words');
    expect(await window.page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain('secret');
    await window.page.reload();
    expect(await section(start.create).getByLabel(start.caseTitle).inputValue()).toBe('Bridge at dawn');
    expect(await section(start.create).getByLabel(start.custodian).inputValue()).toBe('Olena K.');
    expect(await section(start.create).getByLabel(start.place).inputValue()).toBe(join(window.folder, 'bridge'));
  });

  it('says that a folder holds files already, creates nothing, and keeps what was typed', async () => {
    const occupied = join(window.folder, 'occupied');
    mkdirSync(occupied);
    writeFileSync(join(occupied, 'notes.txt'), 'mine');
    await fillCreate(occupied);
    const form = section(start.create);
    await form.getByRole('radio', { name: start.passphrase.without }).check();
    window.expectWords(/status of 4\d\d .*\/api\/case\/create/);
    await form.getByRole('button', { name: start.createAct }).click();
    await form.getByRole('alert').getByText(occupied).waitFor();
    expect(await form.getByLabel(start.caseTitle).inputValue()).toBe('Bridge at dawn');
    expect(existsSync(join(occupied, 'case.sqlite'))).toBe(false);
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('finds a place by browsing, names a new folder there and creates the case', async () => {
    const form = section(start.create);
    await form.getByLabel(start.place).fill(window.folder);
    await form.getByRole('button', { name: start.folders.browse }).click();
    const picker = window.page.getByRole('dialog');
    await picker.getByLabel(start.folders.newFolder).fill('bridge');
    await picker.getByText(join(window.folder, 'bridge')).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await picker.getByRole('button', { name: start.folders.choose['new-case'] }).click();
    await form.getByRole('radio', { name: start.passphrase.without }).check();
    await form.getByRole('button', { name: start.createAct }).click();
    await window.page.waitForURL(/\/library$/);
    expect(await window.page.getByText('Bridge at dawn').first().isVisible()).toBe(true);
    expect(existsSync(join(window.folder, 'bridge'))).toBe(true);
  });
});

describe.skipIf(noBrowser)(`opening a case in Chromium${leftOut}`, () => {
  let locked: string;

  beforeAll(async () => {
    window = await windowForTests();
    locked = await makeCase(join(window.folder, 'locked'), [], { title: 'Locked away', passphrase: 'six words that nobody guesses' });
    await heading(start.heading).waitFor();
  });

  it('asks for the passphrase, says that one is wrong, and opens with the right one', async () => {
    window.expectWords(/status of 403 .*\/api\/case\/open/);
    await section(start.open).getByLabel(start.caseFolder).fill(locked);
    await section(start.open).getByRole('button', { name: start.openAct, exact: true }).click();
    const dialog = window.page.getByRole('dialog', { name: start.locked });
    const field = dialog.getByLabel(start.passphrase.of);
    await field.fill('not these');
    await field.press('Enter');
    await dialog.getByText(start.passphraseWrong).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await field.fill('six words that nobody guesses');
    await field.press('Enter');
    await window.page.getByRole('heading', { name: library.emptyTitle }).waitFor();
  });

  it('says of a case whose engine was killed that its lock was taken over, and that nothing is lost', async () => {
    window.expectWords(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|status of 401/);
    await window.kill();
    await window.page.getByRole('alert').getByText(shell.banner.away).waitFor();
    await window.page.goto(await window.restart());
    await section(start.recent).getByRole('button', { name: /^Locked away/ }).click();
    await window.page.getByLabel(start.passphrase.of).fill('six words that nobody guesses');
    await window.page.keyboard.press('Enter');
    await window.page.getByText(start.tookOver).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('says that the folder of a recent case is not there, and takes it off the list', async () => {
    await window.kill();
    renameSync(locked, `${locked}-elsewhere`);
    await window.page.goto(await window.restart());
    const recent = section(start.recent);
    await recent.getByText(start.notFoundMeans).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await recent.getByRole('button', { name: start.forgetOf('Locked away') }).click();
    await recent.getByText(start.noRecent).waitFor();
  });
});
