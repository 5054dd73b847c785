import type { EpochMs } from '../instant.ts';
import { isOnEarth } from './daylight.ts';
import { sunYears } from './position.ts';

/** A value that was measured and the greatest error it may have, in the same unit. */
export interface Measured {
  value: number;
  error: number;
}

/** What was measured in a picture, and where and when to look for instants that fit. */
export interface SunSearch {
  /** Both ends belong to the search. */
  from: EpochMs;
  to: EpochMs;
  /** Degrees on WGS 84, and how far in metres the true place may lie from there. */
  place: { latitude: number; longitude: number; errorM: number };
  /** Of the centre of the disc above the level horizon, as seen, in degrees. */
  elevation?: Measured;
  /** Of the sun (not of a shadow, which points away from it), from true north, clockwise, in degrees. */
  azimuth?: Measured;
  /** Length of the shadow of something upright on level ground, divided by its height. */
  shadowRatio?: Measured;
  /** The sun itself or a shadow is seen, from about ground level: leaves out the night. A shadow ratio implies it. */
  sunIsUp?: boolean;
}

export type SunSearchProblem = {
  problem: 'nothing-measured' | 'not-a-number' | 'error-negative' | 'out-of-range' | 'ends-before-it-starts' | 'outside-years';
  part: 'search' | 'from' | 'to' | 'place' | 'elevation' | 'azimuth' | 'shadowRatio';
};

/** What the sun must satisfy: windows in degrees that hold the measured values and their errors. */
export interface SunWindows {
  elevation?: { low: number; high: number };
  azimuth?: Measured;
}

/** Half the sun's disc: the end of a shadow is blurred by this much either way. */
const discRadiusDeg = 0.27;

const ranges = { elevation: [-90, 90], azimuth: [0, 360], shadowRatio: [0, Infinity] } as const;
const measures = ['elevation', 'azimuth', 'shadowRatio'] as const;

/** Check a search and turn its measures into windows. */
export function windowsOf(search: SunSearch): SunWindows | SunSearchProblem {
  const problem = problemOf(search);
  if (problem) return problem;
  const up = search.sunIsUp === true ? [-discRadiusDeg, 90] : undefined;
  const bounds = [boundsOfElevation(search.elevation), boundsOfShadow(search.shadowRatio), up];
  const given = bounds.filter((one) => one !== undefined);
  const low = Math.max(...given.map(([from = -90]) => from));
  const high = Math.min(...given.map(([, to = 90]) => to));
  return { ...(given.length > 0 ? { elevation: { low, high } } : {}), ...(search.azimuth ? { azimuth: search.azimuth } : {}) };
}

function boundsOfElevation(elevation: Measured | undefined): number[] | undefined {
  return elevation && [elevation.value - elevation.error, elevation.value + elevation.error];
}

/** The tangent of the sun's elevation is height over shadow. */
function boundsOfShadow(ratio: Measured | undefined): number[] | undefined {
  if (!ratio) return undefined;
  const elevationOf = (shadow: number): number => (Math.atan2(1, Math.max(shadow, 0)) * 180) / Math.PI;
  return [elevationOf(ratio.value + ratio.error) - discRadiusDeg, elevationOf(ratio.value - ratio.error) + discRadiusDeg];
}

function problemOf(search: SunSearch): SunSearchProblem | undefined {
  for (const part of measures) {
    const problem = problemOfMeasure(search[part], ranges[part]);
    if (problem) return { problem, part };
  }
  if (measures.every((part) => search[part] === undefined) && search.sunIsUp !== true) return { problem: 'nothing-measured', part: 'search' };
  return problemOfSpan(search) ?? problemOfPlace(search.place);
}

function problemOfMeasure(measured: Measured | undefined, [least, most]: readonly [number, number]): SunSearchProblem['problem'] | undefined {
  if (!measured) return undefined;
  if (!Number.isFinite(measured.value) || !Number.isFinite(measured.error)) return 'not-a-number';
  if (measured.error < 0) return 'error-negative';
  return measured.value < least || measured.value > most ? 'out-of-range' : undefined;
}

function problemOfSpan({ from, to }: SunSearch): SunSearchProblem | undefined {
  for (const [part, at] of [['from', from], ['to', to]] as const) {
    if (!Number.isSafeInteger(at)) return { problem: 'not-a-number', part };
    if (at < sunYears.from || at > sunYears.to) return { problem: 'outside-years', part };
  }
  return from > to ? { problem: 'ends-before-it-starts', part: 'to' } : undefined;
}

function problemOfPlace(place: SunSearch['place']): SunSearchProblem | undefined {
  if (!isOnEarth(place)) return { problem: 'out-of-range', part: 'place' };
  if (!Number.isFinite(place.errorM)) return { problem: 'not-a-number', part: 'place' };
  return place.errorM < 0 ? { problem: 'error-negative', part: 'place' } : undefined;
}
