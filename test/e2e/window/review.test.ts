import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { acts } from '../../engine/flows/case-reading.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase, makeFootage } from '../window-footage.ts';
import { openTheCase } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { item, itemTabs, library } = english;

let window: OpenWindow;
let folder: string;

/** What axe-core finds in both themes. */
async function faultsInBothThemes(): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.page.emulateMedia({ colorScheme });
    faults.push(...(await accessibilityFaults(window.page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults;
}

const press = (name: string): Promise<void> => window.page.getByRole('button', { name, exact: true }).click();

/** The frame on the screen, once the player itself has said that it is this one. */
async function exactly(frame: number, pts: number): Promise<void> {
  const { page } = window;
  await page.getByText(item.player.frameOf(frame, 150), { exact: true }).waitFor();
  await page.getByText(item.player.exact, { exact: true }).waitFor();
  expect(await page.getByText(item.player.pts(pts, '1/12800'), { exact: true }).count()).toBe(1);
}

/** From the library to an item, by words that find it alone. */
async function findAndOpen(words: string, name: string): Promise<void> {
  const { page } = window;
  const search = page.getByRole('searchbox', { name: library.search });
  await search.fill(words);
  await page.getByText(library.found(1), { exact: true }).first().waitFor();
  await page.getByText(name, { exact: true }).first().dblclick();
  await page.waitForURL(/\/library\/./);
  await page.getByText(name, { exact: true }).first().waitFor();
}

const tab = (name: string): Locator => window.page.getByRole('tab', { name: new RegExp(`^${name}`) });

describe.skipIf(noBrowser)(`reviewing in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    const footage = await makeFootage(join(window.folder, 'footage'));
    folder = await makeCase(join(window.folder, 'case'), ['IMG_0412.mp4', 'camera.mov', 'still.jpg', 'broken-off.mp4', 'notes.txt'].map((name) => join(footage, name)));
    await openTheCase(window.page, folder);
  });

  it('narrows the library by words and flags, as tiles and as a table, accessibly', async () => {
    const { page } = window;
    await page.getByText(library.shown(5), { exact: true }).first().waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
    await page.getByRole('radiogroup', { name: library.view }).getByRole('img', { name: library.table }).click();
    await page.getByRole('columnheader', { name: library.columns.received }).waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
    await page.getByRole('button', { name: new RegExp(`^${library.filters}`) }).click();
    await page.getByRole('checkbox', { name: new RegExp(`^${library.flags.damaged}`) }).check();
    await page.getByText(library.found(1), { exact: true }).first().waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
    await page.keyboard.press('Escape');
    await press(library.removeFilter(library.flags.damaged));
    await page.getByText(library.shown(5), { exact: true }).first().waitFor();
    await page.getByRole('searchbox', { name: library.search }).fill('no such words');
    await page.getByRole('heading', { name: library.noneTitle }).waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
  });

  it('steps through H.264 by the exact frame, forwards, backwards and by key frame', async () => {
    await findAndOpen('IMG_0412', 'IMG_0412.mp4');
    await exactly(1, 0);
    await press(item.player.frameOn);
    await exactly(2, 512);
    await press(item.player.frameOn);
    await exactly(3, 1024);
    await press(item.player.frameBack);
    await exactly(2, 512);
    await press(item.player.keyframeOn);
    await exactly(51, 25_600);
    await press(item.player.last);
    await exactly(150, 76_288);
    expect(await faultsInBothThemes()).toEqual([]);
  });

  it('marks a box on the frame that is shown, and keeps over a reload what is not recorded yet', async () => {
    const { page } = window;
    await press(item.marks.mark);
    const editor = page.getByRole('form', { name: item.marks.newMark });
    await editor.getByLabel(item.marks.text, { exact: false }).first().fill('a lattice mast behind the wall');
    expect(await editor.getByRole('button', { name: item.marks.record }).isDisabled()).toBe(true);
    await press(item.marks.boxInTheMiddle);
    await page.reload();
    expect(await editor.getByLabel(item.marks.text, { exact: false }).first().inputValue()).toBe('a lattice mast behind the wall');
    expect(await faultsInBothThemes()).toEqual([]);
    await editor.getByRole('button', { name: item.marks.record }).click();
    await page.getByText(item.side.marks(1), { exact: true }).waitFor();
    const [noted] = await acts(folder, 'item-noted');
    expect(noted?.payload).toMatchObject({ text: 'a lattice mast behind the wall', time: { from: 76_288 } });
  });

  it('keeps the frame that is shown, decoded by the engine', async () => {
    const { page } = window;
    await press(item.player.first);
    await exactly(1, 0);
    await press(item.player.keyframeOn);
    await exactly(51, 25_600);
    await press(item.made.keep);
    await page.getByText(item.made.frameAt('0:00:02.000', 25_600), { exact: true }).waitFor();
    expect(await acts(folder, 'derivative-made')).toHaveLength(1);
    await page.getByRole('button', { name: item.made.showIt }).first().click();
    await page.getByRole('dialog').getByText(item.made.byTheEngine).waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('shows what is known of it, tab by tab, accessibly', async () => {
    for (const name of Object.values(itemTabs.names)) {
      await tab(name).click();
      await window.page.getByRole('tabpanel', { name: new RegExp(`^${name}`) }).waitFor();
      expect({ name, faults: await faultsInBothThemes() }).toEqual({ name, faults: [] });
    }
  });

  it('plays HEVC by a playback copy that says it is one', async () => {
    const { page } = window;
    await page.getByRole('link', { name: new RegExp(item.head.library) }).last().click();
    await findAndOpen('camera', 'camera.mov');
    await page.getByRole('heading', { name: item.proxy.title['sound-only'] }).or(page.getByRole('heading', { name: item.proxy.title.refused })).waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
    await press(item.proxy.make.refused);
    await page.getByText(item.proxy.isCopy, { exact: true }).waitFor();
    await page.getByText(item.player.exact, { exact: true }).waitFor();
    await press(item.player.frameOn);
    await page.getByText(item.player.frameOf(2, 150), { exact: true }).waitFor();
    await page.getByText(item.player.exact, { exact: true }).waitFor();
    expect(await faultsInBothThemes()).toEqual([]);
  });
});
