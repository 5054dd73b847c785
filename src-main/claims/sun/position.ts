import { getPosition } from 'suncalc';
import type { EpochMs } from '../instant.ts';

/** Where the centre of the sun's disc stands, in degrees. */
export interface SunPosition {
  /** From true north, clockwise, 0 up to 360. */
  azimuth: number;
  /** Above the level horizon as a camera sees it: lifted by standard refraction. */
  elevation: number;
}

/**
 * The time for which the sun's place is computed: outside of it the Earth's rotation, by which UTC may leave the sun
 * once leap seconds have ended, is not known well enough.
 */
export const sunYears = { from: Date.UTC(1900, 0, 1), to: Date.UTC(2051, 0, 1) } as const;

/**
 * How far the computed direction of the sun, without refraction, may lie from the true one, in degrees of arc. The
 * algorithm (Meeus, Astronomical Algorithms, chapter 25, in suncalc 2) stays within 0.010 of JPL Horizons over
 * 1950 to 2050 (test/claims/sun/corpus.test.ts). The rest is for the vertical: a plumb line leaves the ellipsoid's
 * normal by up to 0.03 among mountains.
 */
export const sunErrorDeg = 0.05;

/** What suncalc adds to every elevation below the horizon (its refraction at the horizon itself), in degrees. */
export const horizonRefractionDeg = 0.4838;

/**
 * How far refraction may lie from the standard value that `sunPosition` adds, in degrees: as much again, or none.
 * Standard refraction stays below 1/e degrees at an elevation of e degrees (Meeus, chapter 16); air differs from the
 * standard by pressure, temperature and, near the horizon, layering, of which nobody at the scene took the measure.
 */
export function refractionErrorDeg(elevation: number): number {
  return elevation < 2 ? 0.5 : 1 / elevation;
}

/** The sun as seen from a place at an instant. Latitude and longitude in degrees (WGS 84), north and east positive. */
export function sunPosition(at: EpochMs, latitude: number, longitude: number): SunPosition {
  const { azimuth, altitude } = getPosition(new Date(at), latitude, longitude);
  return { azimuth, elevation: altitude };
}
