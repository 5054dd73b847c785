import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from '../../src-renderer/words/en/index.ts';
import { drag, drop, slowDown } from './window-drop.ts';
import { makeCase, makeFootage } from './window-footage.ts';
import { importSheet, jobAbout, openTheCase, startImport } from './window-steps.ts';
import type { OpenWindow } from './window.ts';

const { start, library, importing, item, itemTabs, settings, shell } = english;

/** Take the screen as it is now, in both themes and at both widths. */
export type Shoot = (name: string) => Promise<void>;

/** One stretch of the way through all screens; each begins where the one before ended. */
export type Stretch = readonly [name: string, go: (window: OpenWindow, shoot: Shoot) => Promise<void>];

/** A folder of footage to show beside what is made here. */
const more = process.env['POSTQUEM_FOOTAGE'];

const longName = `A very long name as phones and messengers give them, WhatsApp Video 2024-10-15 at 08.12.41 (1) – копія – 最終版本 – ${'forwarded '.repeat(8)}.mp4`;

async function startScreen({ page, folder }: OpenWindow, shoot: Shoot): Promise<void> {
  await page.getByRole('heading', { level: 1, name: start.heading }).waitFor();
  await shoot('start-empty');
  const form = page.getByRole('region', { name: start.create });
  await form.getByLabel(start.caseTitle).fill('Bridge at dawn');
  await form.getByLabel(start.custodian).fill('Olena K.');
  const occupied = join(folder, 'occupied');
  mkdirSync(occupied);
  writeFileSync(join(occupied, 'notes.txt'), 'mine');
  await form.getByLabel(start.place).fill(occupied);
  await form.getByRole('radio', { name: start.passphrase.with }).check();
  await shoot('start-with-passphrase');
  await form.getByRole('radio', { name: start.passphrase.without }).check();
  await form.getByRole('button', { name: start.createAct }).click();
  await form.getByRole('alert').last().waitFor();
  await shoot('start-error');
  await form.getByRole('button', { name: start.folders.browse }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('start-browse');
  await page.keyboard.press('Escape');
  const open = page.getByRole('region', { name: start.open });
  await open.getByLabel(start.caseFolder).fill(await makeCase(join(folder, 'locked'), [], { title: 'Locked away', passphrase: 'six words that nobody guesses' }));
  await open.getByRole('button', { name: start.openAct, exact: true }).click();
  await page.getByRole('dialog', { name: start.locked }).waitFor();
  await shoot('start-locked');
  await page.keyboard.press('Escape');
}

async function importSheetAndWork({ page, folder }: OpenWindow, shoot: Shoot): Promise<void> {
  const footage = await makeFootage(join(folder, 'usb stick'));
  renameSync(join(footage, 'from-a-platform.webm'), join(footage, longName));
  await openTheCase(page, await makeCase(join(folder, 'case'), [], { title: 'Bridge at dawn: what was filmed from the north bank, and by whom' }));
  await page.getByRole('heading', { name: library.emptyTitle }).waitFor();
  await shoot('library-empty');
  await drag(page, [footage], ['dragEnter', 'dragOver']);
  await page.getByText(importing.drop).waitFor();
  await shoot('import-dragging');
  await drag(page, [footage], ['drop']);
  await importSheet(page).getByText(/7 files/).first().waitFor();
  await shoot('import-sheet');
  await startImport(page);
  await jobAbout(page, 'usb stick', 'finished');
  const heavy = join(folder, 'heavy');
  mkdirSync(heavy);
  for (const name of ['one', 'two', 'three']) writeFileSync(join(heavy, `${name}.dat`), new Uint8Array(3_000_000).fill(name.length));
  const quick = await slowDown(page, 150_000);
  await page.keyboard.press('Escape');
  await drop(page, [heavy]);
  await startImport(page);
  await jobAbout(page, 'heavy', 'running');
  await shoot('work-running');
  await page.getByRole('article', { name: 'heavy' }).getByRole('button', { name: /^Cancel/ }).click();
  await jobAbout(page, 'heavy', 'cancelled');
  await quick();
  await shoot('work-ended');
  await page.keyboard.press('Escape');
  if (more === undefined) return;
  await drop(page, [more]);
  await startImport(page);
  await page.waitForTimeout(1000);
  await page.getByRole('article').first().getByText('Finished', { exact: true }).waitFor({ timeout: 120_000 });
  await page.keyboard.press('Escape');
}

async function libraryScreen({ page }: OpenWindow, shoot: Shoot): Promise<void> {
  await page.getByText('IMG_0412.mp4', { exact: true }).first().click({ modifiers: ['ControlOrMeta'] });
  await shoot('library-grid');
  await page.keyboard.press('Escape');
  await page.keyboard.press('v');
  await shoot('library-table');
  await page.getByRole('button', { name: new RegExp(`^${library.filters}`) }).click();
  await page.getByRole('checkbox', { name: new RegExp(`^${library.flags.damaged}`) }).check();
  await shoot('library-filters');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: library.search }).fill('no such words');
  await page.getByRole('heading', { name: library.noneTitle }).waitFor();
  await shoot('library-nothing-fits');
  await page.getByRole('button', { name: library.removeAll }).last().click();
  await page.keyboard.press('v');
}

async function openItem({ page }: OpenWindow, words: string, name: string): Promise<void> {
  await page.getByRole('link', { name: shell.library }).first().click();
  await page.getByRole('searchbox', { name: library.search }).fill(words);
  await page.waitForTimeout(800);
  await page.getByText(name, { exact: true }).first().dblclick();
  await page.waitForURL(/\/library\/./);
  await page.waitForTimeout(1500);
}

async function itemScreen(window: OpenWindow, shoot: Shoot): Promise<void> {
  const { page } = window;
  await openItem(window, 'IMG_0412', 'IMG_0412.mp4');
  await shoot('item-facts');
  for (const [tab, name] of Object.entries(itemTabs.names)) {
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await page.waitForTimeout(500);
    if (tab !== 'facts') await shoot(`item-${tab}`);
  }
  await page.getByRole('button', { name: item.player.keyframeOn, exact: true }).click();
  await page.getByText(item.player.exact, { exact: true }).waitFor();
  await page.getByRole('button', { name: item.made.keep, exact: true }).click();
  await page.getByText(item.side.made(1), { exact: true }).waitFor();
  await shoot('item-made');
  await page.getByRole('button', { name: item.marks.mark, exact: true }).click();
  await page.getByRole('form', { name: item.marks.newMark }).getByLabel(item.marks.text, { exact: false }).first().fill('a lattice mast behind the wall');
  await shoot('item-mark');
  await page.getByRole('button', { name: item.marks.record }).click();
  await page.getByText(item.side.marks(1), { exact: true }).waitFor();
  await page.keyboard.press('z');
  await page.getByRole('button', { name: item.view.adjust }).click();
  await shoot('item-loupe');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: item.strip.sheet }).click();
  await page.waitForTimeout(500);
  await shoot('item-contact-sheet');
  await page.keyboard.press('Escape');
  await openItem(window, 'camera.mov', 'camera.mov');
  await shoot('item-hevc');
  await page.getByRole('button', { name: item.proxy.make.refused, exact: true }).click();
  await page.getByText(item.proxy.isCopy, { exact: true }).waitFor();
  await shoot('item-proxy');
  for (const [words, name, shot] of [['still', 'still.jpg', 'item-still'], ['broken', 'broken-off.mp4', 'item-damaged'], ['notes', 'notes.txt', 'item-no-media'], ['messengers', longName, 'item-long-name'], ['IMG_7943', 'IMG_7943_HEVC.MOV', 'item-disagreements']] as const) {
    if (shot === 'item-disagreements' && more === undefined) continue;
    await openItem(window, words, name);
    await shoot(shot);
  }
}

async function settingsScreen({ page }: OpenWindow, shoot: Shoot): Promise<void> {
  await page.getByRole('link', { name: shell.settings }).click();
  for (const [part, name] of Object.entries(settings.parts)) {
    await page.getByRole('tab', { name }).click();
    await page.waitForTimeout(600);
    await shoot(`settings-${part}`);
  }
}

async function overlays({ page }: OpenWindow, shoot: Shoot): Promise<void> {
  await page.getByRole('link', { name: shell.library }).first().click();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('still');
  await page.waitForTimeout(600);
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: shell.keysTitle }).waitFor();
  await shoot('keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: new RegExp(shell.integrity.noAnchor) }).click();
  await shoot('integrity');
  await page.keyboard.press('Escape');
}

async function troubles(window: OpenWindow, shoot: Shoot): Promise<void> {
  const { page, folder } = window;
  renameSync(join(folder, 'case'), join(folder, 'taken'));
  await page.getByRole('alert').filter({ hasText: shell.banner.lost }).waitFor();
  await shoot('trouble-folder-gone');
  renameSync(join(folder, 'taken'), join(folder, 'case'));
  await page.getByRole('alert').filter({ hasText: shell.banner.lost }).waitFor({ state: 'hidden' });
  await window.kill();
  await page.getByRole('alert').filter({ hasText: shell.banner.away }).waitFor();
  await shoot('trouble-engine-away');
  renameSync(join(folder, 'locked'), join(folder, 'locked elsewhere'));
  await page.goto(await window.restart());
  await page.getByText(start.notFoundMeans).or(page.getByRole('region', { name: start.recent })).first().waitFor();
  await shoot('start-recent');
  await page.getByRole('button', { name: /^Bridge at dawn/ }).click();
  await page.getByText(start.tookOver).waitFor();
  await shoot('trouble-taken-over');
}

export const stretches: readonly Stretch[] = [
  ['start', startScreen], ['import', importSheetAndWork], ['library', libraryScreen], ['item', itemScreen], ['settings', settingsScreen], ['overlays', overlays], ['troubles', troubles],
];
