import { button, el } from './element.ts';

export interface PagedList<T> {
  items: readonly T[];
  /** How many there are besides, that nobody listed. */
  notListed?: number;
  /** How many are shown at first, and more by each press. */
  page?: number;
  show(item: T): HTMLElement;
  /** The element that holds them, and the one around it where that is not the same: a table. */
  into: HTMLElement;
  around?: HTMLElement;
}

const usualPage = 20;
const nextPage = 200;

/** A list of which the beginning is shown, and more on demand: a stranger's list may be of any length. */
export function pagedList<T>({ items, notListed = 0, page = usualPage, show, into, around = into }: PagedList<T>): HTMLElement {
  const more = el('p', { class: 'more' });
  let shown = 0;
  const grow = (by: number): void => {
    const next = items.slice(shown, shown + by);
    into.append(...next.map(show));
    shown += next.length;
    more.replaceChildren(...restOf(items.length - shown, notListed, () => grow(nextPage)));
  };
  grow(page);
  return el('div', {}, around, more);
}

function restOf(left: number, notListed: number, grow: () => void): (Node | string)[] {
  const parts: (Node | string)[] = [];
  if (left > 0) parts.push(`and ${left} more `, button(left > nextPage ? `Show ${nextPage} more` : 'Show them', grow, { class: 'small' }));
  if (notListed > 0) parts.push(`${left > 0 ? ', besides ' : 'and '}${notListed} more that were counted and not listed`);
  return parts;
}
