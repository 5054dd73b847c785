import type { Locator, Page } from 'playwright-core';
import { english } from '../../src-renderer/words/en/index.ts';

const { start, library, importing, jobs } = english;

// What a person does, by the words that they see.

/** From the first screen into a case. */
export async function openTheCase(page: Page, folder: string): Promise<void> {
  const section = page.getByRole('region', { name: start.open });
  await section.getByLabel(start.caseFolder).fill(folder);
  await section.getByRole('button', { name: start.openAct, exact: true }).click();
  await page.getByRole('region', { name: library.title }).waitFor();
}

export const importSheet = (page: Page): Locator => page.getByRole('dialog', { name: importing.title });

/** Start what the sheet shows. */
export async function startImport(page: Page): Promise<void> {
  await importSheet(page).getByRole('button', { name: importing.start, exact: true }).click();
  await importSheet(page).waitFor({ state: 'hidden' });
}

/** Show the tray, and wait until the newest job about something has come to this state. */
export async function jobAbout(page: Page, about: string, state: keyof typeof jobs.states): Promise<Locator> {
  const title = page.getByRole('heading', { name: jobs.title });
  if (!(await title.isVisible())) {
    await page.getByRole('button', { name: new RegExp(`^(?:${jobs.none}|\\d+ job)`) }).click();
    await title.waitFor();
  }
  const newest = page.getByRole('article', { name: about }).first();
  await newest.getByText(jobs.states[state], { exact: true }).waitFor();
  return newest;
}
