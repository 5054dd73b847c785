import { el, sentences } from './element.ts';

export type VerdictKind = 'passed' | 'failed' | 'unsure';

export interface Verdict {
  kind: VerdictKind;
  /** In a word or two; else the one that the kind has. */
  word?: string | undefined;
  /** In one sentence. */
  sentence: string;
  /** A sentence or two beside it. */
  beside?: string | undefined;
}

const signs: Record<VerdictKind, string> = { passed: '✓', failed: '✗', unsure: '!' };
const words: Record<VerdictKind, string> = { passed: 'No findings', failed: 'Findings', unsure: 'Not a pass' };

/** The verdict. Nothing in it comes from the bundle. */
export function verdictView({ kind, word = words[kind], sentence, beside }: Verdict): HTMLElement {
  return el(
    'section',
    { class: `verdict ${kind}`, 'aria-labelledby': 'verdict' },
    el('div', { class: 'sign', 'aria-hidden': 'true' }, signs[kind]),
    el('div', {}, el('p', { class: 'verdict-word' }, word), el('h1', { id: 'verdict', tabindex: '-1' }, sentence), beside === undefined ? undefined : el('p', {}, beside)),
  );
}

/** What the check shows and what it does not, side by side. */
export function shownView(shown: readonly (string | Node)[], notShown: readonly (string | Node)[]): HTMLElement {
  return el(
    'section',
    { class: 'card columns' },
    el('div', {}, el('h2', {}, 'What this shows'), shown.length > 0 ? sentences(shown, { class: 'shown' }) : el('p', {}, 'Nothing.')),
    el('div', {}, el('h2', {}, 'What it does not show'), sentences(notShown, { class: 'not-shown' })),
  );
}
