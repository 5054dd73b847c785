import type { UncertainInstant } from '../instant.ts';
import { windowsOf, type SunSearch, type SunSearchProblem, type SunWindows } from './measures.ts';
import { refractionErrorDeg, sunErrorDeg, sunPosition, type SunPosition } from './position.ts';

/**
 * The sun's direction turns no faster than this, in degrees of arc for each millisecond: 15.05 degrees an hour by the
 * Earth's rotation and less than 0.02 by the sun's own way.
 */
const turnDegPerMs = 15.1 / 3_600_000;

/** Stretches are halved down to this and then kept whole when they may fit. */
const finestMs = 1000;

/** One degree along a meridian is nowhere shorter than this, in metres (WGS 84, at the equator). */
const degreeM = 110_500;

/**
 * The instants at which what was measured fits: disjoint closed intervals of whole milliseconds, in order, clipped to
 * the search. They are an outer approximation. Every error is granted in full and at once (measurement, place,
 * algorithm, refraction), and ends are rounded outward by up to a second, so that the true instant is never left out.
 *
 * No short interval is missed, because nothing is sampled: a stretch of time is dropped only when the sun, at the
 * fastest it can turn, could not reach a fitting direction from where it stands in the middle of the stretch; else the
 * stretch is halved. A year with two intervals a day costs about 100,000 positions, well under 0.1 s.
 */
export function fittingIntervals(search: SunSearch): { intervals: UncertainInstant[] } | SunSearchProblem {
  const windows = windowsOf(search);
  if ('problem' in windows) return windows;
  const allowed = placeErrors(search.place);
  const intervals: UncertainInstant[] = [];
  const open: UncertainInstant[] = [{ earliest: search.from, latest: search.to }];
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const middle = Math.floor((stretch.earliest + stretch.latest) / 2);
    const sun = sunPosition(middle, search.place.latitude, search.place.longitude);
    const fit = fitOf({ sun, windows, allowed, turnDeg: (stretch.latest - middle + 1) * turnDegPerMs });
    if (fit === 'nowhere') continue;
    if (fit === 'everywhere' || stretch.latest - stretch.earliest <= finestMs) join(intervals, stretch);
    else open.push({ earliest: middle + 1, latest: stretch.latest }, { earliest: stretch.earliest, latest: middle });
  }
  return { intervals };
}

/** How far an error of the place turns the sun's direction, in degrees. */
interface PlaceErrors {
  /** Of elevation: the angle between the verticals. */
  elevationDeg: number;
  /** Of the direction in a frame that points north: the shift in latitude and that in longitude, one after the other. */
  directionDeg: number;
}

function placeErrors({ latitude, errorM }: SunSearch['place']): PlaceErrors {
  const shift = errorM / degreeM;
  const nearestPole = Math.abs(latitude) + shift;
  const meridians = nearestPole >= 90 ? 180 : Math.min(180, shift / cosDeg(nearestPole));
  return { elevationDeg: shift, directionDeg: shift + meridians };
}

interface FitQuestion {
  sun: SunPosition;
  windows: SunWindows;
  allowed: PlaceErrors;
  /** The farthest that the sun can be from `sun` within the stretch. */
  turnDeg: number;
}

type Fit = 'nowhere' | 'somewhere' | 'everywhere';

function fitOf(question: FitQuestion): Fit {
  const fits = [fitOfElevation(question), fitOfAzimuth(question)];
  if (fits.includes('nowhere')) return 'nowhere';
  return fits.every((fit) => fit === 'everywhere') ? 'everywhere' : 'somewhere';
}

function fitOfElevation({ sun, windows, allowed, turnDeg }: FitQuestion): Fit {
  if (!windows.elevation) return 'everywhere';
  const { low, high } = windows.elevation;
  const still = allowed.elevationDeg + sunErrorDeg;
  const reach = turnDeg + still + refractionErrorDeg(sun.elevation - turnDeg - still);
  if (sun.elevation + reach < low || sun.elevation - reach > high) return 'nowhere';
  const rest = still + refractionErrorDeg(sun.elevation + turnDeg) - turnDeg;
  return sun.elevation + rest >= low && sun.elevation - rest <= high ? 'everywhere' : 'somewhere';
}

function fitOfAzimuth({ sun, windows, allowed, turnDeg }: FitQuestion): Fit {
  if (!windows.azimuth) return 'everywhere';
  const { value, error } = windows.azimuth;
  const apart = Math.abs(((sun.azimuth - value + 540) % 360) - 180);
  const still = allowed.directionDeg + sunErrorDeg;
  if (apart > error + azimuthReach(sun.elevation, turnDeg + still)) return 'nowhere';
  const farthest = Math.min(180, apart + azimuthReach(sun.elevation, turnDeg));
  const least = azimuthReach(Math.max(0, Math.abs(sun.elevation) - turnDeg), still);
  return farthest <= error + least ? 'everywhere' : 'somewhere';
}

/**
 * How far the azimuth of a direction can be from that of another at this elevation and within this angle of it: the
 * half width of a spherical cap, asin(sin r / cos e), and anything where the cap holds the zenith or the nadir. The
 * true elevation is up to half a degree from the refracted one, so that the greater is taken.
 */
function azimuthReach(elevation: number, angleDeg: number): number {
  const height = Math.abs(elevation) + 0.5;
  if (height + angleDeg >= 90) return 180;
  return (Math.asin(Math.min(1, sinDeg(angleDeg) / cosDeg(height))) * 180) / Math.PI;
}

function join(intervals: UncertainInstant[], stretch: UncertainInstant): void {
  const last = intervals.at(-1);
  if (last && last.latest >= stretch.earliest - 1) last.latest = stretch.latest;
  else intervals.push({ ...stretch });
}

function sinDeg(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}

function cosDeg(degrees: number): number {
  return Math.cos((degrees * Math.PI) / 180);
}
