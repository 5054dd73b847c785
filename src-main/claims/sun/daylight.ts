import type { EpochMs } from '../instant.ts';
import { horizonRefractionDeg, sunPosition, sunYears } from './position.ts';

/** A place on WGS 84, degrees, north and east positive. */
export interface SunPlace {
  latitude: number;
  longitude: number;
}

/** When the sun crosses one height within a day; an event that does not happen is absent. */
export interface Crossings {
  rise?: EpochMs;
  set?: EpochMs;
  /** Where both are absent, on which side it stays. */
  above: 'part-of-the-day' | 'all-day' | 'never';
}

export interface Daylight {
  /** The day as it was searched: 24 hours of mean solar time at the place, midnight to midnight. */
  from: EpochMs;
  to: EpochMs;
  /** The upper edge of the disc on a level horizon (centre at -0.833 degrees without refraction). */
  sun: Crossings;
  /** Bright enough to see by: the centre at -6 degrees without refraction. */
  civilTwilight: Crossings;
}

export type DaylightProblem = { problem: 'day-unreadable' | 'day-outside-years' | 'place-impossible'; found: string };

const dayMs = 86_400_000;
const stepMs = 300_000;

/**
 * Sunrise, sunset and civil twilight of one calendar day (`YYYY-MM-DD`), by the sun's own clock at the place: noon is
 * 12:00 mean solar time, whatever clocks there show. Hills, buildings and weather are unknown; with a level horizon
 * the times agree with the US Naval Observatory's to the minute. Costs about 600 positions.
 */
export function daylight(day: string, place: SunPlace): Daylight | DaylightProblem {
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return { problem: 'day-unreadable', found: day };
  if (midnight < sunYears.from || midnight >= sunYears.to) return { problem: 'day-outside-years', found: day };
  if (!isOnEarth(place)) return { problem: 'place-impossible', found: `${place.latitude}, ${place.longitude}` };
  const from = Math.round(midnight - (place.longitude / 360) * dayMs);
  const span = { from, to: from + dayMs, place };
  return { from, to: span.to, sun: crossings(-0.833, span), civilTwilight: crossings(-6, span) };
}

export function isOnEarth({ latitude, longitude }: SunPlace): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

interface Span {
  from: EpochMs;
  to: EpochMs;
  place: SunPlace;
}

function crossings(geometricDeg: number, span: Span): Crossings {
  const height = (at: EpochMs): number =>
    sunPosition(at, span.place.latitude, span.place.longitude).elevation - horizonRefractionDeg - geometricDeg;
  const found: Crossings = { above: height(span.from) > 0 ? 'all-day' : 'never' };
  for (const [start, end] of steps(span)) {
    const before = height(start) > 0;
    if (before === height(end) > 0) continue;
    found.above = 'part-of-the-day';
    const at = crossingBetween(height, start, end);
    if (before) found.set = at;
    else found.rise ??= at;
  }
  return found;
}

/** Five minutes each, and one end at the sun's highest: a day of a few minutes in polar winter is not stepped over. */
function steps({ from, to, place }: Span): [EpochMs, EpochMs][] {
  const marks = Array.from({ length: (to - from) / stepMs + 1 }, (_, n) => from + n * stepMs);
  const elevation = (at: EpochMs): number => sunPosition(at, place.latitude, place.longitude).elevation;
  const peak = extreme(marks, elevation);
  const dip = extreme(marks, (at) => -elevation(at));
  const sorted = [...new Set([...marks, peak, dip])].sort((a, b) => a - b);
  return sorted.slice(1).map((end, n) => [sorted[n] ?? end, end]);
}

/** The mark of the greatest value, refined by thirds to a second between its neighbours. */
function extreme(marks: readonly EpochMs[], value: (at: EpochMs) => number): EpochMs {
  const values = marks.map(value);
  const best = values.indexOf(Math.max(...values));
  let low = marks[Math.max(best - 1, 0)] ?? 0;
  let high = marks[Math.min(best + 1, marks.length - 1)] ?? 0;
  while (high - low > 1000) {
    const third = Math.floor((high - low) / 3);
    if (value(low + third) < value(high - third)) low += third;
    else high -= third;
  }
  return low;
}

function crossingBetween(height: (at: EpochMs) => number, start: EpochMs, end: EpochMs): EpochMs {
  const above = height(start) > 0;
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (height(middle) > 0 === above) low = middle;
    else high = middle;
  }
  return high;
}
