import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; target: unknown[]; failureSummary?: string }[];
}

/**
 * What axe-core finds wrong with what a page shows now, if serious or critical: one line for each element. Its source is
 * evaluated by the debugger, which no policy of the page forbids.
 */
export async function accessibilityFaults(page: Page, { within = 'document' }: { within?: string } = {}): Promise<string[]> {
  await page.evaluate(`window.axe ?? (() => { ${source} })()`);
  // Transitions are over first: half-faded text has no contrast.
  await page.evaluate('Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => undefined)))');
  const { violations } = await page.evaluate<{ violations: Violation[] }>(`window.axe.run(${within}, { resultTypes: ['violations'] })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary.split('\n')[1]?.trim() ?? ''}`));
}
