import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { openTheCase } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { settings, shell, start } = english;

let window: OpenWindow;

const scheme = (): Promise<string> => window.page.evaluate<string>("document.documentElement.getAttribute('data-mantine-color-scheme')");

describe.skipIf(noBrowser)(`the settings in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    await openTheCase(window.page, await makeCase(join(window.folder, 'case'), []));
    await window.page.getByRole('link', { name: shell.settings }).click();
    await window.page.getByRole('heading', { name: settings.reading.title }).waitFor();
  });

  it('changes theme and veil at once, and has them again after a reload', async () => {
    const { page } = window;
    await page.getByText(settings.theme.dark, { exact: true }).click();
    await expect.poll(scheme).toBe('dark');
    await page.getByRole('switch', { name: settings.reading.grey }).uncheck();
    await expect.poll(() => page.evaluate("document.documentElement.hasAttribute('data-grey')")).toBe(false);
    await page.reload();
    await expect.poll(scheme).toBe('dark');
    expect(await page.getByRole('switch', { name: settings.reading.grey }).isChecked()).toBe(false);
    await page.getByText(settings.theme.auto, { exact: true }).click();
  });

  it('shows every part accessibly in both themes', async () => {
    const { page } = window;
    for (const part of Object.values(settings.parts)) {
      await page.getByRole('tab', { name: part }).click();
      await page.getByRole('tabpanel', { name: part }).getByRole('heading').first().waitFor();
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        expect({ part, colorScheme, faults: await accessibilityFaults(page) }).toEqual({ part, colorScheme, faults: [] });
      }
    }
  });

  it('backs the keys up where it is told', async () => {
    const { page } = window;
    const to = join(window.folder, 'safe place');
    await page.getByRole('tab', { name: settings.parts.keys }).click();
    await page.getByLabel(settings.keys.backUp.folder).fill(to);
    await page.getByRole('button', { name: settings.keys.backUp.act, exact: true }).click();
    await page.getByText(settings.keys.backUp.open).waitFor();
    expect(existsSync(to)).toBe(true);
  });

  it('closes the case and comes back to the start', async () => {
    const { page } = window;
    await page.getByRole('button', { name: /Bridge at dawn/ }).first().click();
    await page.getByRole('menuitem', { name: shell.close.act }).click();
    await page.getByRole('heading', { level: 1, name: start.heading }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
