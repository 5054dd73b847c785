import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { claims, common } = english;

let window: OpenWindow;
const button = (name: string) => window.page.getByRole('button', { name, exact: true });
const choose = async (label: string, option: string): Promise<void> => {
  await window.page.getByRole('dialog').getByRole('combobox', { name: label }).click();
  await window.page.getByRole('option', { name: option }).first().click();
};

describe.skipIf(noBrowser)(`claims in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    const notes = join(window.folder, 'notes.txt');
    writeFileSync(notes, 'seen by the bridge');
    const folder = await makeCase(join(window.folder, 'case'), [notes]);
    await window.page.evaluate((body) => fetch('/api/case/open', { method: 'POST', body, headers: { 'x-postquem-key': localStorage.getItem('postquem-key') ?? '' } }), JSON.stringify({ folder }));
    await window.page.goto(`${window.origin}/claims`);
    await window.page.getByRole('heading', { name: claims.empty.title }).waitFor();
  });

  it('shows what a claim is read as while it is typed, keeps it over a reload, and records it', async () => {
    await button(claims.record).first().click();
    await window.page.getByLabel(claims.form.quote).fill('not older than 72 hours');
    await window.page.getByLabel(claims.form.claimant).fill('A channel');
    await choose(claims.form.items, 'i1');
    await window.page.keyboard.press('Escape');
    await window.page.reload();
    await button(claims.record).first().click();
    expect(await window.page.getByLabel(claims.form.quote).inputValue()).toBe('not older than 72 hours');
    await window.page.getByLabel(claims.form.post, { exact: true }).fill('x:1847225352281563393');
    await window.page.getByText(/was made at 2024-10-18/).waitFor();
    await window.page.getByText(/^recorded not earlier than some time from 2024-10-15/).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await button(claims.form.record).click();
    await window.page.getByText(claims.neverRecorded).waitFor();
    expect(await window.page.locator('p', { hasText: /^Consistent but unproven:/ }).count()).toBe(1);
  });

  it('weighs evidence at once, draws it, and says the same as a table', async () => {
    await button(claims.addEvidence).click();
    await choose(claims.evidenceForm.basis, claims.bases['web-capture']);
    await choose(claims.evidenceForm.says, claims.evidenceForm.kinds.notLaterThan);
    await window.page.getByLabel(claims.evidenceForm.time, { exact: true }).fill('2024-10-01 12:00 UTC');
    await button(common.save).click();
    await window.page.locator('p', { hasText: /^Refuted:/ }).waitFor();
    await window.page.getByText(claims.axis.asTable).click();
    expect(await window.page.getByRole('row', { name: /Not later than: Web capture/ }).textContent()).toContain('2024-10-01 12:00');
    await window.page.getByRole('button', { name: /^Not later than: Web capture/ }).click();
    expect(await window.page.evaluate('document.activeElement.id')).toBe('evidence-e1');
  });

  it('records the assessment and a judgement beside it', async () => {
    await button(claims.assess).click();
    await window.page.getByText(/^On record since/).waitFor();
    await button(claims.judge).click();
    await choose(claims.judgeForm.verdict, claims.verdicts.conflicting);
    await window.page.getByLabel(claims.reason).fill('The capture may show another clip.');
    await window.page.getByRole('dialog').getByRole('button', { name: claims.judge }).click();
    await window.page.getByText(claims.judgedOtherwise(claims.verdicts.conflicting)).waitFor();
    expect(await window.page.getByText('The capture may show another clip.').count()).toBe(1);
  });

  it('withdraws evidence with a reason, which stays to be read', async () => {
    await button(claims.withdraw).click();
    await window.page.getByLabel(claims.reason).fill('It shows another clip.');
    await window.page.getByRole('dialog').getByRole('button', { name: claims.withdraw }).click();
    await window.page.getByText(/^Withdrawn: It shows another clip\./).waitFor();
    await window.page.getByText(/^This is what follows now\. On record is “Refuted”/).waitFor();
    expect(await window.page.getByText('e1', { exact: true }).count()).toBe(1);
  });

  it.each(['light', 'dark'] as const)('is accessible as axe-core sees it, %s', async (colorScheme) => {
    await window.page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });
});
