import type { UncertainInstant } from '../../../claims/instant.ts';
import { pointOf } from '../../../claims/place/agree.ts';
import type { Place } from '../../../claims/place/place.ts';
import { daylight, type Daylight } from '../../../claims/sun/daylight.ts';
import { sunErrorDeg, sunPosition, sunYears, type SunPosition } from '../../../claims/sun/position.ts';
import { refused } from './refused.ts';
import { timesThatFit, type TypedSunMeasures } from './sun-measures.ts';
import { typedPlace } from './typed-place.ts';
import { typedInstant, typedZone } from './typed-time.ts';

export interface TypedSun extends TypedSunMeasures {
  place: string;
  near?: string | undefined;
  when?: string | undefined;
  during?: string | undefined;
  zone?: string | undefined;
}

export interface ToldSun {
  place: Place;
  /** Where the sun stands at either end of the time's error; degrees. Refraction near the horizon adds to the error. */
  at?: { text: string; earliest: string; latest: string; sun: { earliest: SunPosition; latest: SunPosition }; errorDeg: number };
  /** Sunrise, sunset and twilight of the day, on a level horizon. */
  daylight?: Daylight & { day: string };
  /** The times at which what was measured fits, within every error: nothing outside of them does. */
  fits?: { from: string; to: string; intervals: { from: string; to: string }[] };
}

/** Where the sun stands, or when it stood so. Throws CaseError `argument-invalid`. Cost: about 100,000 positions for a year of search. */
export function tellSun(typed: TypedSun): ToldSun {
  const { when, during, place, near } = typed;
  if (during !== undefined) {
    const { range, intervals, place: found } = timesThatFit({ ...typed, during });
    return { place: found, fits: { ...named(range), intervals: intervals.map(named) } };
  }
  const measured = typed.elevation ?? typed.azimuth ?? typed.shadowRatio;
  if (measured !== undefined) throw refused('Measurements need the range of dates in which to look: during FROM/TO.');
  if (when === undefined) throw refused('Say when: a time or a day; or what was measured, and in which range of dates to look.');
  return { place: typedPlace(place, near), ...standing(typed, when) };
}

function named({ earliest, latest }: UncertainInstant): { from: string; to: string } {
  return { from: new Date(earliest).toISOString(), to: new Date(latest).toISOString() };
}

function standing({ place: placeText, near, zone }: TypedSun, when: string): Pick<ToldSun, 'at' | 'daylight'> {
  const point = pointOf(typedPlace(placeText, near));
  const read = typedInstant('time', when, zone === undefined ? {} : { zone: typedZone(zone) });
  if (read.earliest < sunYears.from || read.latest > sunYears.to) throw refused(`The time "${when}" cannot be used. Accepted: times from 1900 to 2050.`);
  const day = String(read.reading.facts['from'] ?? '').slice(0, 10);
  const light = daylight(day, point);
  const at = (ms: number): SunPosition => sunPosition(ms, point.latitude, point.longitude);
  const { from, to } = named(read);
  const sun = { earliest: at(read.earliest), latest: at(read.latest) };
  const position = read.reading.code === 'day' ? {} : { at: { text: when, earliest: from, latest: to, sun, errorDeg: sunErrorDeg } };
  return { ...position, ...('problem' in light ? {} : { daylight: { day, ...light } }) };
}
