import { el } from './element.ts';

/** A place for the bundle's own words, set apart from what was checked. */
export function says(heading: string, ...content: readonly (Node | string | undefined)[]): HTMLElement {
  return el('section', { class: 'says' }, el('p', { class: 'says-label' }, 'The bundle says'), el('h2', {}, heading), ...content);
}
