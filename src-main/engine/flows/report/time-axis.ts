import { basisName } from '../../../claims/evidence-words.ts';
import type { Bound } from '../../../claims/bounds.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import type { Interval, IntervalSet } from '../../../claims/interval-set.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { ClaimWindow } from '../../../claims/window.ts';
import type { TimePart } from '../claims/assess-time.ts';
import { isDecisive } from './assessed-part.ts';
import { el, fragment, type Markup } from './markup.ts';
import { ticksOf } from './nice-scale.ts';
import { tableOf } from './table.ts';
import type { ReportWords } from './words.ts';

/** A row of the axis: what is said of the time of recording, as the parts of a bar. */
interface Row {
  label: string;
  kind: 'window' | 'decisive' | 'assertion' | 'feasible';
  /** Every time that it allows. */
  allows: IntervalSet;
  /** The parts of that which an error may take away. */
  error: readonly Interval[];
  weighs: string;
}

/** More rows are in the table and not in the drawing. */
const mostRows = 40;

/** Everything that bears on the time of one item, drawn on one axis of UTC, and the same as a table. */
export function timeAxis(part: TimePart, { id, name, words }: { id: string; name: (bound: string) => string; words: ReportWords }): Markup {
  const rows = rowsOf(part, name, words);
  const domain = domainOf(rows);
  return fragment(
    domain !== undefined && el('figure', { class: 'axis' }, drawing(rows.slice(0, mostRows), domain, { id, words }), el('figcaption', {}, words.axis.legend, rows.length > mostRows && ` ${words.axis.notDrawn(rows.length - mostRows)}`)),
    tableOf({
      caption: words.axis.tableCaption,
      heading: words.axis.heading,
      rows,
      cells: (row) => [row.label, row.weighs, setText(row.allows, words), row.error.length === 0 ? words.none : row.error.map((span) => spanText(span, words)).join('; ')],
    }),
  );
}

function rowsOf({ window, bounds, assessment }: TimePart, name: (id: string) => string, words: ReportWords): Row[] {
  const claimed: Row[] = 'undefinedBecause' in window ? [] : [{ label: words.axis.window, kind: 'window', weighs: words.axis.claimed, ...spanOf(window) }];
  const limits = bounds.map((bound): Row => {
    const decisive = isDecisive(bound);
    const segment = bound.segment === undefined ? '' : ` (${words.axis.segment(bound.segment)})`;
    return { label: `${name(bound.id)}: ${basisName(bound.basis)}${segment}`, kind: decisive ? 'decisive' : 'assertion', weighs: decisive ? words.axis.decisive : words.axis.assertion, ...limitOf(bound) };
  });
  const sorted = [...limits.filter(({ kind }) => kind === 'decisive'), ...limits.filter(({ kind }) => kind === 'assertion')];
  return [...claimed, ...sorted, { label: words.axis.feasible, kind: 'feasible', weighs: words.axis.follows, allows: assessment.feasible, error: [] }];
}

type Limits = Pick<Row, 'allows' | 'error'>;

function limitOf(bound: Bound): Limits {
  switch (bound.kind) {
    case 'not-earlier-than':
      return { allows: [{ from: bound.instant.earliest, to: Infinity }], error: errorOf(bound.instant) };
    case 'not-later-than':
      return { allows: [{ from: -Infinity, to: bound.instant.latest }], error: errorOf(bound.instant) };
    case 'during':
      return { allows: setOf(bound.from.earliest, bound.to.latest), error: [...errorOf(bound.from), ...errorOf(bound.to)] };
    case 'periodic':
      return { allows: bound.within, error: [] };
  }
}

function spanOf({ start, end, periodic }: ClaimWindow): Limits {
  const [from, to] = [start?.earliest ?? -Infinity, end?.latest ?? Infinity];
  const whole = setOf(from, to);
  const allows = periodic === undefined ? whole : periodic.flatMap((span) => setOf(Math.max(span.from, from), Math.min(span.to, to)));
  return { allows, error: [...(start === undefined ? [] : errorOf(start)), ...(end === undefined ? [] : errorOf(end))] };
}

function setOf(from: number, to: number): Interval[] {
  return from > to ? [] : [{ from, to }];
}

function errorOf({ earliest, latest }: UncertainInstant): Interval[] {
  return earliest === latest ? [] : [{ from: earliest, to: latest }];
}

const furthest = 8_640_000_000_000_000;
const finite = (set: readonly Interval[]): number[] => set.flatMap(({ from, to }) => [from, to]).filter((end) => Math.abs(end) <= furthest);

/** From the first to the last end of what decides and is claimed; assertions far from it stand at the edge. */
function domainOf(rows: readonly Row[]): Interval | undefined {
  const ends = (kinds: readonly Row['kind'][]): number[] => rows.filter(({ kind }) => kinds.includes(kind)).flatMap(({ allows, error }) => [...finite(outer(allows)), ...finite(error)]);
  const deciding = ends(['window', 'decisive', 'feasible']);
  const stated = ends(['assertion']);
  const near = deciding.length === 0 ? stated : deciding;
  if (near.length === 0) return undefined;
  const [low, high] = [Math.min(...near), Math.max(...near)];
  const reach = Math.max((high - low) * 1.5, 86_400_000);
  const all = [...near, ...stated.filter((end) => end >= low - reach && end <= high + reach)];
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const margin = Math.max((to - from) * 0.1, 3_600_000);
  return { from: Math.max(from - margin, -furthest), to: Math.min(to + margin, furthest) };
}

/** The ends of a set, without what lies between. */
function outer(set: IntervalSet): Interval[] {
  const [first, last] = [set[0], set.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
}

const width = 1000;
const left = 270;
const rowHeight = 26;
const top = 34;

function drawing(rows: readonly Row[], domain: Interval, { id, words }: { id: string; words: ReportWords }): Markup {
  const height = top + rows.length * rowHeight + 12;
  const x = (at: number): number => round(left + ((Math.min(Math.max(at, domain.from), domain.to) - domain.from) / (domain.to - domain.from)) * (width - left - 6));
  const hatch = `${id}-hatch`;
  return el(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': `${id}-title` },
    el('title', { id: `${id}-title` }, words.axis.title(utcText(domain.from), utcText(domain.to))),
    el('defs', {}, el('pattern', { id: hatch, width: 6, height: 6, patternUnits: 'userSpaceOnUse', transform: 'rotate(45)' }, el('rect', { width: 6, height: 6, fill: '#f2f2f2' }), el('line', { x1: 0, x2: 0, y1: 0, y2: 6, stroke: '#777777', 'stroke-width': 3 }))),
    ticksOf(domain.from, domain.to, 8).map(({ at, text }) => tick(x(at), text, height)),
    el('text', { x: 0, y: 14, class: 'axis-unit' }, words.axis.unit),
    rows.map((row, n) => bar(row, { x, domain, y: top + n * rowHeight, hatch })),
  );
}

function tick(x: number, text: string, height: number): Markup {
  return el('g', { class: 'tick' }, el('line', { x1: x, x2: x, y1: 20, y2: height - 6, stroke: '#d5d5d5', 'stroke-width': 1 }), el('text', { x, y: 14, 'text-anchor': 'middle' }, text));
}

interface Place {
  x: (at: number) => number;
  domain: Interval;
  y: number;
  hatch: string;
}

function bar(row: Row, { x, domain, y, hatch }: Place): Markup {
  const fill = { window: '#c08a2d', decisive: '#2b5d8a', assertion: `url(#${hatch})`, feasible: '#111111' }[row.kind];
  const inside = row.allows.filter(({ from, to }) => to >= domain.from && from <= domain.to);
  const thick = row.kind === 'feasible' ? 16 : 12;
  const error = row.error.filter(({ from, to }) => to >= domain.from && from <= domain.to);
  return el(
    'g',
    {},
    el('text', { x: 0, y: y + 15, class: 'row-label' }, shortened(row.label)),
    joined(inside, x).map(([from, to]) => el('rect', { x: from, y: y + (22 - thick) / 2, width: Math.max(round(to - from), 1.5), height: thick, fill, stroke: row.kind === 'assertion' ? '#777777' : undefined })),
    error.map(({ from, to }) => el('rect', { x: x(from), y: y + 5, width: Math.max(round(x(to) - x(from)), 1.5), height: 12, fill: '#ffffff', stroke: fill.startsWith('url') ? '#777777' : fill, 'stroke-dasharray': '3 2' })),
    inside.length === 0 && row.allows.length > 0 && el('text', { x: (row.allows[0]?.from ?? 0) > domain.to ? width - 6 : left, y: y + 15, 'text-anchor': (row.allows[0]?.from ?? 0) > domain.to ? 'end' : 'start', class: 'row-label' }, (row.allows[0]?.from ?? 0) > domain.to ? '→' : '←'),
  );
}

/** Bands that cannot be told apart on the drawing are one: thousands of sunsets are a few hundred rectangles. */
function joined(set: readonly Interval[], x: (at: number) => number): [number, number][] {
  const bands: [number, number][] = [];
  for (const { from, to } of set) {
    const last = bands.at(-1);
    if (last !== undefined && x(from) - last[1] < 0.8) last[1] = x(to);
    else bands.push([x(from), x(to)]);
  }
  return bands;
}

function shortened(label: string): string {
  const signs = [...new Intl.Segmenter().segment(label)];
  return signs.length <= 42 ? label : `${signs.slice(0, 41).map(({ segment }) => segment).join('')}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function setText(set: IntervalSet, words: ReportWords): string {
  if (set.length === 0) return words.axis.noTime;
  const searched = set.length > 2 && set[0]?.from === -Infinity && set.at(-1)?.to === Infinity ? set.slice(1, -1) : undefined;
  if (searched !== undefined) return words.axis.recurring(searched.length, spanText(outer(searched)[0] ?? { from: 0, to: 0 }, words));
  if (set.length > 3) return words.axis.intervals(set.length, spanText(outer(set)[0] ?? { from: 0, to: 0 }, words));
  return set.map((span) => spanText(span, words)).join('; ');
}

function spanText({ from, to }: Interval, words: ReportWords): string {
  const [open, end] = [from === -Infinity, to === Infinity];
  if (open && end) return words.axis.anyTime;
  if (open) return words.axis.until(utcText(to));
  return end ? words.axis.since(utcText(from)) : from === to ? utcText(from) : words.axis.fromTo(utcText(from), utcText(to));
}
