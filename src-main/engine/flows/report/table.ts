import { el, fragment, Markup, type Child } from './markup.ts';

export interface TableOf<Row> {
  caption?: string;
  heading: readonly string[];
  rows: readonly Row[];
  cells: (row: Row, n: number) => readonly Child[];
  /** Rows beyond this are not shown; `more` says so. Absent: all are. */
  most?: number;
  more?: (left: number) => string;
  class?: string;
}

/** A table with its heading; nothing at all where there are no rows. */
export function tableOf<Row>({ caption, heading, rows, cells, most = Infinity, more, class: name }: TableOf<Row>): Markup {
  if (rows.length === 0) return fragment();
  const left = rows.length - Math.min(rows.length, most);
  const shown = left === 0 ? rows : rows.slice(0, most);
  return fragment(
    el(
      'table',
      { class: name },
      caption !== undefined && el('caption', {}, caption),
      el('thead', {}, el('tr', {}, heading.map((text) => el('th', { scope: 'col' }, text)))),
      el('tbody', {}, shown.map((row, n) => el('tr', {}, cells(row, n).map((cell) => el('td', { class: isTime(cell) ? 'time' : undefined }, cell))))),
    ),
    left > 0 && el('p', { class: 'more' }, more?.(left) ?? `${left}`),
  );
}

/** A time on its own is not broken over lines. */
function isTime(cell: Child): boolean {
  return typeof cell === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cell);
}

/** Names with what is said of each; those without a value are left out. */
export function facts(pairs: readonly (readonly [name: string, value: Child])[]): Markup {
  const known = pairs.filter(([, value]) => !isNothing(value));
  return el('dl', {}, known.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

function isNothing(value: Child): boolean {
  return value === undefined || value === false || value === '' || (value instanceof Markup && value.html === '') || (Array.isArray(value) && value.every(isNothing));
}

/** A list of sentences; nothing where there are none. */
export function listOf(items: readonly Child[], name?: string): Markup {
  return items.length === 0 ? fragment() : el('ul', { class: name }, items.map((item) => el('li', {}, item)));
}

/** A code or digest, which breaks anywhere. */
export function code(text: string): Markup {
  return el('code', { dir: 'ltr' }, text);
}
