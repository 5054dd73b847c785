import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacePart } from '../claims/assess-place.ts';
import { basisName } from '../../../claims/evidence-words.ts';
import type { RecordedPlace } from '../../../shared/claim-record.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { Naming } from './naming.ts';
import { facts, tableOf, code } from './table.ts';

let outline: string | undefined;

/**
 * The land of Natural Earth 1:110m (public domain) as an SVG path in tenths of a degree, x from 180 degrees west to the
 * east, y from 90 degrees north to the south. Some 22 kB; read when the first map is drawn.
 */
function landOutline(): string {
  outline ??= readFileSync(join(import.meta.dirname, '../../../../resources/report/land-110m.path'), 'latin1').trim();
  return outline;
}

/** A claimed place: where in the world, and its code and precision. */
export function placeFigures(place: RecordedPlace, compared: readonly Mark[], { id, naming }: { id: string; naming: Naming }): Markup {
  const { words } = naming;
  const { place: w } = words;
  return fragment(
    facts([
      [w.coordinates, code(`${place.latitude}, ${place.longitude}`)],
      [w.precision, w.metres(place.precisionM)],
      [w.plusCode, place.plusCode === undefined ? undefined : code(place.plusCode)],
      [w.reference, place.reference === undefined ? undefined : said([place.reference.name, `${place.reference.latitude}, ${place.reference.longitude}`].filter((part) => part !== undefined).join(' '))],
    ]),
    el('figure', { class: 'world' }, worldMap(place, { id, words }), el('figcaption', {}, w.worldLegend)),
    localFigure([{ label: w.claimed, ...pointOf(place), precisionM: Number(place.precisionM), claimed: true }, ...compared], { id, words }),
  );
}

/** Another place, drawn beside the claimed one. */
export interface Mark {
  label: string;
  latitude: number;
  longitude: number;
  precisionM: number;
  claimed?: boolean;
}

function pointOf({ latitude, longitude }: Pick<RecordedPlace, 'latitude' | 'longitude'>): { latitude: number; longitude: number } {
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

type Drawn = { id: string; words: Naming['words'] };

function worldMap(place: RecordedPlace, { id, words }: Drawn): Markup {
  const { latitude, longitude } = pointOf(place);
  const [x, y] = [Math.round((longitude + 180) * 10), Math.round((90 - latitude) * 10)];
  const meridians = [...Array(11).keys()].map((n) => (n + 1) * 300);
  return el(
    'svg',
    { viewBox: '0 0 3600 1800', role: 'img', 'aria-labelledby': `${id}-world` },
    el('title', { id: `${id}-world` }, words.place.worldTitle(place.latitude, place.longitude)),
    el('rect', { width: 3600, height: 1800, fill: '#eef3f7' }),
    el('path', { d: landOutline(), fill: '#c9c5b8' }),
    meridians.map((at) => el('line', { x1: at, x2: at, y1: 0, y2: 1800, stroke: '#b9c4cc', 'stroke-width': 3 })),
    meridians.slice(0, 5).map((at) => el('line', { x1: 0, x2: 3600, y1: at, y2: at, stroke: '#b9c4cc', 'stroke-width': 3 })),
    el('line', { x1: x, x2: x, y1: 0, y2: 1800, stroke: '#a02020', 'stroke-width': 4 }),
    el('line', { x1: 0, x2: 3600, y1: y, y2: y, stroke: '#a02020', 'stroke-width': 4 }),
    el('circle', { cx: x, cy: y, r: 26, fill: 'none', stroke: '#a02020', 'stroke-width': 10 }),
  );
}

const metresPerDegree = 111_195;
const size = 600;

/** Places within a hundred kilometres of the first, in metres; further ones are in the table alone. */
function localFigure(all: readonly Mark[], { id, words }: Drawn): Markup {
  const [origin] = all;
  if (origin === undefined) return fragment();
  const metres = all.map((mark) => ({ ...mark, ...offset(origin, mark) })).filter(({ east, north }) => Math.hypot(east, north) < 100_000).slice(0, 20);
  const reach = Math.max(...metres.map(({ east, north, precisionM }) => Math.max(Math.abs(east), Math.abs(north)) + precisionM), 1) * 1.25;
  if (!Number.isFinite(reach)) return fragment();
  const scale = size / 2 / reach;
  const bar = niceLength(reach / 2);
  const { place: w } = words;
  return el(
    'figure',
    { class: 'local' },
    el(
      'svg',
      { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-labelledby': `${id}-local` },
      el('title', { id: `${id}-local` }, w.localTitle),
      el('rect', { width: size, height: size, fill: '#fbfaf6' }),
      [1, 2, 3].map((n) => fragment(el('line', { x1: n * 150, x2: n * 150, y1: 0, y2: size, stroke: '#dedacb' }), el('line', { x1: 0, x2: size, y1: n * 150, y2: n * 150, stroke: '#dedacb' }))),
      metres.map((mark, n) => localMark(mark, { scale, n })),
      el('line', { x1: 20, x2: round(20 + bar * scale), y1: size - 20, y2: size - 20, stroke: '#111111', 'stroke-width': 4 }),
      el('text', { x: 20, y: size - 30 }, w.metres(String(bar))),
    ),
    el('figcaption', {}, w.localLegend(w.metres(String(bar)))),
  );
}

function localMark({ east, north, precisionM, label, claimed = false }: Mark & { east: number; north: number }, { scale, n }: { scale: number; n: number }): Markup {
  const [x, y] = [round(size / 2 + east * scale), round(size / 2 - north * scale)];
  const stroke = claimed ? '#a05a00' : '#2b5d8a';
  return el(
    'g',
    {},
    el('circle', { cx: x, cy: y, r: Math.max(round(precisionM * scale), 2), fill: 'none', stroke, 'stroke-width': 2, 'stroke-dasharray': claimed ? undefined : '6 4' }),
    el('circle', { cx: x, cy: y, r: 4, fill: stroke }),
    // One below the other: near places would write over each other.
    el('text', { x: 14, y: 24 + n * 20, fill: stroke }, `${claimed ? '—' : '- -'} ${label}`),
  );
}

function offset(origin: Mark, mark: Mark): { east: number; north: number } {
  const turn = ((((mark.longitude - origin.longitude + 180) % 360) + 360) % 360) - 180;
  return { north: (mark.latitude - origin.latitude) * metresPerDegree, east: turn * metresPerDegree * Math.cos((origin.latitude * Math.PI) / 180) };
}

function niceLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How far each place agrees with the claimed one, in metres. */
export function agreementTable({ compared }: PlacePart, { words, bound }: Naming): Markup {
  const { place: w, axis } = words;
  return tableOf({
    caption: w.caption,
    heading: w.heading,
    rows: compared,
    cells: (one) => [
      `${bound(one.id)}: ${one.basis === 'container-date' ? w.inFile : basisName(one.basis)}`,
      said(one.text),
      w.metres(one.precisionM),
      w.metres(one.distanceM),
      w.metres(one.allowedM),
      one.agree ? words.yes : words.no,
      one.strength === 'decisive' ? axis.decisive : axis.assertion,
    ],
  });
}
