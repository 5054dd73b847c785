import { scaleUtc, type ScaleTime } from 'd3-scale';
import type { AxisRow, Stretch } from './axis-rows.ts';

/** What is seen of time: ms of UTC. */
export interface View {
  from: number;
  to: number;
}

/** ECMA-262, section 21.4.1.1. */
const furthestMs = 8.64e15;
const closestMs = 1000;
/** More stretches than this are bands of a periodic bound, which may run over years. */
const fewStretches = 3;

/** Everything that has a known end, with room on both sides; undefined where nothing has one. Assertions count only when nothing else does. */
export function wholeView(rows: readonly AxisRow[]): View | undefined {
  const known = extentOf(rows.filter(({ kind }) => kind !== 'assertion' && kind !== 'set-aside')) ?? extentOf(rows);
  if (known === undefined) return undefined;
  const room = Math.max((known.to - known.from) * 0.12, 60_000);
  return { from: Math.max(known.from - room, -furthestMs), to: Math.min(known.to + room, furthestMs) };
}

function extentOf(rows: readonly AxisRow[]): View | undefined {
  const ends = rows
    .flatMap(({ kind, allows, errors }) => (allows.length > fewStretches && kind !== 'feasible' ? errors : [...allows.slice(0, 1), ...allows.slice(-1), ...errors]))
    .flatMap(({ from, to }) => [from, to])
    .filter((at): at is number => at !== undefined && Math.abs(at) <= furthestMs);
  return ends.length === 0 ? undefined : { from: Math.min(...ends), to: Math.max(...ends) };
}

/** Nearer or further, the moment at `share` of the width (0 to 1) staying where it is; from seconds to millennia. */
export function zoomed({ from, to }: View, { factor, share }: { factor: number; share: number }): View {
  const fixed = from + (to - from) * share;
  const span = Math.min(Math.max((to - from) * factor, 10 * closestMs), furthestMs);
  return inside({ from: fixed - span * share, to: fixed + span * (1 - share) });
}

/** Along the axis, by a share of what is seen. */
export function moved({ from, to }: View, share: number): View {
  const by = (to - from) * share;
  return inside({ from: from + by, to: to + by });
}

function inside({ from, to }: View): View {
  return { from: Math.max(from, -furthestMs), to: Math.min(to, furthestMs) };
}

export type TimeScale = ScaleTime<number, number>;

export function scaleOf({ from, to }: View, width: number): TimeScale {
  return scaleUtc([new Date(from), new Date(to)], [0, width]);
}

/** Where a stretch is drawn, in pixels; undefined where none of it is seen. Never narrower than two pixels. */
export function placeOf({ from, to }: Stretch, scale: TimeScale): { x: number; width: number } | undefined {
  const [left, right] = scale.range() as [number, number];
  const [start, end] = [from === undefined ? left : scale(from), to === undefined ? right : scale(to)];
  if (end < left || start > right) return undefined;
  const [x, last] = [Math.max(start, left), Math.min(end, right)];
  return { x, width: Math.max(last - x, 2) };
}

const spans = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, month: 28 * 86_400_000, year: 365 * 86_400_000 };

/** Round moments of UTC with as much of their date as tells them apart; about one for each 130 pixels. */
export function ticksOf(scale: TimeScale, width: number): { x: number; label: string }[] {
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 130)));
  const [first, second] = ticks;
  const step = first === undefined || second === undefined ? spans.day : second.getTime() - first.getTime();
  return ticks.map((at) => ({ x: scale(at), label: tickLabel(at.toISOString(), step) }));
}

function tickLabel(iso: string, step: number): string {
  const [day, time] = iso.split('T') as [string, string];
  if (step >= spans.year) return day.slice(0, -6);
  if (step >= spans.month) return day.slice(0, -3);
  if (step >= spans.day) return day;
  return `${day} ${time.slice(0, step >= spans.minute ? 5 : 8)}`;
}
