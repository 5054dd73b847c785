import { el } from './element.ts';
import { remarksView, type RemarksView } from './remarks-view.ts';

/** All that stands against what was checked, each kind with its own words for its codes; nothing where nothing does. */
export function findingsView(count: number, kinds: readonly (RemarksView | undefined)[]): HTMLElement | undefined {
  if (count === 0) return undefined;
  return el('section', { class: 'card findings' }, el('h2', {}, `Findings (${count})`), ...kinds.filter((kind) => kind !== undefined).map(remarksView));
}

/** What counts against nothing. */
export function worthKnowingView(kinds: readonly RemarksView[]): HTMLElement | undefined {
  const count = kinds.reduce((sum, { remarks, notListed }) => sum + remarks.length + notListed, 0);
  return count === 0 ? undefined : el('details', { class: 'card' }, el('summary', {}, `Worth knowing (${count})`), ...kinds.map(remarksView));
}
