import { el, svg } from '../view/element.ts';
import { pagedList } from '../view/paged-list.ts';
import { said } from '../view/said.ts';
import type { DrawnTimePart } from '../../../src-main/shared/assessment-document.ts';
import { rowsOf, stretchText, utcText, type AxisRow, type Stretch } from './rows.ts';
import { ticksBetween } from './ticks.ts';

const width = 900;
const rowHeight = 40;
const top = 8;
const mostRows = 24;
const mostStretches = 300;
/** ECMA-262, section 21.4.1.1. */
const furthestMs = 8.64e15;

/** Drawn from ms to units of the picture. */
interface Scale {
  x(at: number): number;
  from: number;
  to: number;
}

/** The time axis of one item's assessment, and the same as a table. */
export function axisView(part: DrawnTimePart): HTMLElement {
  const rows = rowsOf(part);
  const scale = scaleOf(rows);
  const picture = scale === undefined ? el('p', {}, 'No dated evidence and no window: there is nothing to draw.') : el('div', { class: 'scroll' }, drawing(rows, scale) as unknown as HTMLElement);
  return el('figure', { class: 'axis' }, picture, el('details', {}, el('summary', {}, 'The same as a table'), tableOf(rows)));
}

/** From the claim and what decides to what is left, with room on both sides; undefined where there is no known end. */
function scaleOf(rows: readonly AxisRow[]): Scale | undefined {
  const narrow = extentOf(rows.filter(({ kind }) => kind !== 'assertion' && kind !== 'set-aside'));
  const known = narrow ?? extentOf(rows);
  if (known === undefined) return undefined;
  const room = Math.max((known.to - known.from) * 0.15, 60_000);
  const [from, to] = [Math.max(known.from - room, -furthestMs), Math.min(known.to + room, furthestMs)];
  return { from, to, x: (at) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width };
}

function extentOf(rows: readonly AxisRow[]): { from: number; to: number } | undefined {
  let [from, to] = [Infinity, -Infinity];
  for (const { kind, allows, errors } of rows) {
    // A periodic bound may run over years: what lies far from everything else is left to the table.
    if (allows.length > 3 && kind !== 'feasible') continue;
    for (const stretch of [...allows.slice(0, mostStretches), ...errors]) {
      for (const at of [stretch.from, stretch.to]) if (at !== undefined && Math.abs(at) <= furthestMs) [from, to] = [Math.min(from, at), Math.max(to, at)];
    }
  }
  return from > to ? undefined : { from, to };
}

function drawing(rows: readonly AxisRow[], scale: Scale): SVGSVGElement {
  const shown = rows.length <= mostRows ? rows : [...rows.slice(0, mostRows - 1), ...rows.slice(-1)];
  const height = top + shown.length * rowHeight + 34;
  const base = height - 26;
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Time axis in UTC: the claimed times, each bound with its error, and what decisive evidence leaves. The table below says the same.', class: 'time-axis' },
    svg('defs', {}, svg('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('rect', { width: 3, height: 7, class: 'hatch-line' }))),
    ...ticksBetween(scale.from, scale.to).flatMap(({ at, label }) => tickOf(scale.x(at), label, base)),
    svg('line', { x1: 0, x2: width, y1: base, y2: base, class: 'base' }),
    ...shown.flatMap((row, n) => rowOf(row, top + n * rowHeight, scale)),
  );
}

function tickOf(x: number, label: string, base: number): SVGElement[] {
  const anchor = x < 60 ? 'start' : x > width - 60 ? 'end' : 'middle';
  return [svg('line', { x1: x, x2: x, y1: top, y2: base, class: 'tick' }), svg('text', { x, y: base + 18, 'text-anchor': anchor, class: 'tick-label' }, label)];
}

function rowOf({ kind, label, allows, errors, decides }: AxisRow, y: number, scale: Scale): SVGElement[] {
  const height = kind === 'feasible' ? 16 : 11;
  const bar = (stretch: Stretch, css: string): SVGElement | undefined => {
    const [from, to] = [scale.x(stretch.from ?? scale.from), scale.x(stretch.to ?? scale.to)];
    if ((stretch.to ?? Infinity) < scale.from || (stretch.from ?? -Infinity) > scale.to) return undefined;
    return svg('rect', { x: from, y: y + 16, width: Math.max(to - from, 2), height, rx: 1, class: css });
  };
  const bars = [...allows.slice(0, mostStretches).map((stretch) => bar(stretch, `bar ${kind}`)), ...errors.map((stretch) => bar(stretch, 'error'))];
  const words = svg('text', { x: 0, y: y + 12, class: decides || kind === 'feasible' ? 'row-label deciding' : 'row-label' }, wordsOf(label, kind, decides) + beyondWords(allows, scale));
  return [words, ...bars.filter((one) => one !== undefined)];
}

/** What the picture leaves out of a row. */
function beyondWords(allows: readonly Stretch[], { from, to }: Scale): string {
  const [only] = allows;
  if (only === undefined) return ': no time';
  if (allows.length > 1) return '';
  if (only.to !== undefined && only.to > to) return `, up to ${utcText(only.to)}`;
  if (only.from !== undefined && only.from < from) return `, from ${utcText(only.from)}`;
  if (only.from !== undefined && only.from > to) return `, not before ${utcText(only.from)}`;
  return only.to !== undefined && only.to < from ? `, not after ${utcText(only.to)}` : '';
}

function wordsOf(label: string, kind: AxisRow['kind'], decides: boolean): string {
  const note = kind === 'assertion' ? ' - an assertion, not decisive' : kind === 'set-aside' ? ' - about another segment' : decides ? ' - the verdict rests on it' : '';
  const text = `${label}${note}`;
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function tableOf(rows: readonly AxisRow[]): HTMLElement {
  const body = el('tbody', {});
  const head = el('thead', {}, el('tr', {}, ...['What', 'Weight', 'Allows (UTC)', 'Error'].map((name) => el('th', { scope: 'col' }, name))));
  return el('div', { class: 'scroll' }, pagedList({ items: rows, page: 30, show: tableRow, into: body, around: el('table', {}, head, body) }));
}

const weights: Readonly<Record<AxisRow['kind'], string>> = { window: 'the claim', decisive: 'decisive', assertion: 'assertion', 'set-aside': 'about another segment', feasible: 'what is left' };

function tableRow({ kind, label, allows, errors, decides }: AxisRow): HTMLElement {
  const some = allows.slice(0, 10).map(stretchText).join('; ');
  const rest = allows.length > 10 ? ` and ${allows.length - 10} more` : '';
  return el('tr', {}, el('th', { scope: 'row' }, said(label)), el('td', {}, decides ? `${weights[kind]}; the verdict rests on it` : weights[kind]), el('td', {}, allows.length === 0 ? 'no time' : some + rest), el('td', {}, errors.map(stretchText).join('; ')));
}
