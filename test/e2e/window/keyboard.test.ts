import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { acts } from '../../engine/flows/case-reading.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeFootage } from '../window-footage.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { start, library, shell, importing, item, jobs } = english;

let window: OpenWindow;

/** What has the focus, as a screen reader names it. */
const focused = (): Promise<string> =>
  window.page.evaluate<string>(`(() => {
    const one = document.activeElement;
    const labels = [...(one.labels ?? [])].map((label) => label.textContent);
    return [one.getAttribute('aria-label') ?? '', ...labels, one.textContent ?? ''].join(' ').trim();
  })()`);

/** Press Tab until this has the focus, and see that the focus shows. */
async function tabTo(name: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 90; presses++) {
    await window.page.keyboard.press('Tab');
    const here = await focused();
    if (here.includes(name)) return;
    seen.push(here.slice(0, 40));
  }
  throw new Error(`Tab does not lead to “${name}”, only to ${seen.join(' | ')}`);
}

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await window.page.keyboard.press(key);
};
const type = (text: string): Promise<void> => window.page.keyboard.type(text);

describe.skipIf(noBrowser)(`the window by the keyboard alone, in Chromium${leftOut}`, () => {
  let folder: string;
  let footage: string;

  beforeAll(async () => {
    window = await windowForTests();
    folder = join(window.folder, 'case');
    footage = await makeFootage(join(window.folder, 'footage'));
    await window.page.getByRole('heading', { level: 1, name: start.heading }).waitFor();
  });

  it('creates a case', async () => {
    await tabTo(start.caseTitle);
    await type('By keys alone');
    await tabTo(start.custodian);
    await type('Olena K.');
    await tabTo(start.place);
    await type(folder);
    await tabTo(start.passphrase.with);
    await press('ArrowDown');
    expect(await focused()).toContain(start.passphrase.without);
    await press('Enter');
    await window.page.getByRole('heading', { name: library.emptyTitle }).waitFor();
  });

  it('imports a file by its path', async () => {
    const { page } = window;
    await press('ControlOrMeta+i');
    await page.getByRole('dialog', { name: importing.title }).waitFor();
    await tabTo(importing.byPath);
    await press('Enter');
    await tabTo(importing.path);
    await type(join(footage, 'IMG_0412.mp4'));
    await tabTo(importing.addPath);
    await press('Enter');
    await tabTo(importing.fields.receivedFrom.label);
    await type('a witness');
    await tabTo(importing.start);
    await press('Enter');
    await page.getByRole('article', { name: /IMG_0412/ }).getByText(jobs.states.finished, { exact: true }).waitFor();
    await press('Escape');
    await page.getByText(library.shown(1), { exact: true }).first().waitFor();
    expect(await acts(folder, 'item-received')).toHaveLength(1);
  });

  it('shows the keys that work now, and gives the focus back', async () => {
    await press('Shift+?');
    const dialog = window.page.getByRole('dialog', { name: shell.keysTitle });
    await dialog.getByText(library.keys.search, { exact: true }).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('opens what is known of the log, and closes it', async () => {
    const { page } = window;
    await page.getByRole('button', { name: shell.integrity.label(''), exact: false }).focus();
    await press('Enter');
    await page.getByRole('heading', { name: shell.integrity.title }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press('Escape');
    await page.getByRole('heading', { name: shell.integrity.title }).waitFor({ state: 'hidden' });
  });

  it('finds an item, opens it, steps, marks and keeps a frame', async () => {
    const { page } = window;
    await press('/');
    await type('IMG_04');
    await page.waitForURL(/IMG_04$/);
    await page.locator('[role=grid][aria-busy=false]').waitFor();
    await press('Enter');
    await expect.poll(() => page.evaluate("document.activeElement.hasAttribute('data-index')")).toBe(true);
    await press('Enter');
    await page.getByText(item.player.exact, { exact: true }).waitFor();
    await press('.', '.');
    await page.getByText(item.player.frameOf(3, 150), { exact: true }).waitFor();
    await page.getByText(item.player.exact, { exact: true }).waitFor();
    await press('s');
    await page.getByText(item.side.made(1), { exact: true }).waitFor();
    await press('n');
    await type('a mast');
    // The button stands before the words.
    await press('Shift+Tab');
    expect(await focused()).toContain(item.marks.boxInTheMiddle);
    await press('Enter');
    await tabTo(item.marks.record);
    await press('Enter');
    await page.getByText(item.side.marks(1), { exact: true }).waitFor();
    const [kept] = await acts(folder, 'derivative-made');
    expect(JSON.stringify(kept?.payload)).toContain('1024');
    expect(await acts(folder, 'item-noted')).toHaveLength(1);
  });

  it('goes anywhere by the palette', async () => {
    const { page } = window;
    await press('ControlOrMeta+k');
    await page.getByRole('dialog').waitFor();
    await type('settings');
    await page.getByText(shell.actions.settings).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press('Enter');
    await page.waitForURL(/\/settings/);
  });
});
