import { fittingIntervals } from '../../../claims/sun/fitting-intervals.ts';
import type { Measured, SunSearch, SunSearchProblem } from '../../../claims/sun/measures.ts';
import { sunYears } from '../../../claims/sun/position.ts';
import type { UncertainInstant } from '../../../claims/instant.ts';
import { pointOf } from '../../../claims/place/agree.ts';
import type { Place } from '../../../claims/place/place.ts';
import { refused } from './refused.ts';
import { typedPlace } from './typed-place.ts';
import { typedSpan, typedZone } from './typed-time.ts';

/** What was measured of the sun, as typed: each a value with its error, `20.5+-1`. Degrees; the shadow ratio is length over height. */
export interface TypedSunMeasures {
  elevation?: string | undefined;
  azimuth?: string | undefined;
  shadowRatio?: string | undefined;
}

/** Where and in which range of dates to look for times that fit. */
export interface TypedSunSearch extends TypedSunMeasures {
  place: string;
  near?: string | undefined;
  /** `FROM/TO`. */
  during: string;
  zone?: string | undefined;
}

const names = { elevation: 'elevation', azimuth: 'azimuth', shadowRatio: 'shadow ratio', place: 'place', from: 'beginning', to: 'end', search: 'measurement' } as const;

const accepted: Readonly<Record<SunSearchProblem['problem'], string>> = {
  'nothing-measured': 'an elevation, an azimuth or a shadow ratio, each with its error',
  'not-a-number': 'a decimal number',
  'error-negative': 'an error of zero or more',
  'out-of-range': 'an elevation from -90 to 90 degrees, an azimuth from 0 to 360, a shadow ratio of zero or more',
  'ends-before-it-starts': 'two times with a slash between them, the earlier one first',
  'outside-years': `times from ${new Date(sunYears.from).getUTCFullYear()} to ${new Date(sunYears.to - 1).getUTCFullYear()}`,
};

/** The times at which what was measured fits, rising, in ms. Throws CaseError `argument-invalid`. */
export function timesThatFit(typed: TypedSunSearch): { place: Place; range: UncertainInstant; intervals: UncertainInstant[] } {
  const { place, search } = readSunSearch(typed);
  return { place, range: { earliest: search.from, latest: search.to }, intervals: intervalsThatFit(search) };
}

/** What is to be searched for, and where. Throws CaseError `argument-invalid`. */
export function readSunSearch(typed: TypedSunSearch): { place: Place; search: SunSearch } {
  const place = typedPlace(typed.place, typed.near);
  const { from, to } = typedSpan('range of dates', typed.during, typed.zone === undefined ? {} : { zone: typedZone(typed.zone) });
  return { place, search: { from: from.earliest, to: to.latest, place: { ...pointOf(place), errorM: Number(place.precisionM) }, ...measured(typed) } };
}

/** Throws CaseError `argument-invalid`. */
export function intervalsThatFit(search: SunSearch): UncertainInstant[] {
  const found = fittingIntervals(search);
  if ('problem' in found) throw refused(`The ${names[found.part]} cannot be used. Accepted: ${accepted[found.problem]}.`);
  return found.intervals;
}

function measured(typed: TypedSunMeasures): Pick<SunSearch, 'elevation' | 'azimuth' | 'shadowRatio'> {
  const [elevation, azimuth, shadowRatio] = (['elevation', 'azimuth', 'shadowRatio'] as const).map((name) => typedMeasure(names[name], typed[name]));
  return { ...(elevation ? { elevation } : {}), ...(azimuth ? { azimuth } : {}), ...(shadowRatio ? { shadowRatio } : {}) };
}

/** `20.5+-1` or `20.5±1`: without its error a measurement says nothing. */
function typedMeasure(name: string, text: string | undefined): Measured | undefined {
  if (text === undefined) return undefined;
  const [, value, error] = /^\s*(-?\d+(?:\.\d+)?)\s*(?:\+-|\+\/-|±)\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (value === undefined || error === undefined) throw refused(`The ${name} "${text}" cannot be read. Accepted: a number with its error, such as 20.5+-1.`);
  return { value: Number(value), error: Number(error) };
}

export function measuresAsTyped({ place, near, during, zone, elevation, azimuth, shadowRatio }: TypedSunSearch): Record<string, string> {
  const all = Object.entries({ place, near, during, zone, elevation, azimuth, shadowRatio });
  return Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
