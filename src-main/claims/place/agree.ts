import { distanceM } from './distance.ts';
import type { Place } from './place.ts';
import { metresUp } from './precision.ts';

export interface Agreement {
  agree: boolean;
  /** Between the two middles, decimal text. */
  distanceM: string;
  /** How far apart they may lie in this direction: to where the two boxes would no longer touch, decimal text. */
  allowedM: string;
}

/** Any two places that are the same within what their notations can say: their boxes of error touch. */
export function agree(a: Place, b: Place): Agreement {
  const apart = distanceM(pointOf(a), pointOf(b));
  const share = Math.max(
    shareOf(Number(a.latitude) - Number(b.latitude), Number(a.latitudeError) + Number(b.latitudeError)),
    shareOf(turn(Number(a.longitude) - Number(b.longitude)), Number(a.longitudeError) + Number(b.longitudeError)),
  );
  const allowed = share === 0 ? Number(a.precisionM) + Number(b.precisionM) : apart / share;
  // Twelve decimals of a degree are read as floats: a share of exactly one may come out a hair above.
  return { agree: share <= 1 + 1e-9, distanceM: metresText(apart), allowedM: metresText(allowed) };
}

export function pointOf({ latitude, longitude }: Pick<Place, 'latitude' | 'longitude'>): { latitude: number; longitude: number } {
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function shareOf(difference: number, error: number): number {
  return Math.abs(difference) / Math.max(error, 1e-12);
}

function turn(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

function metresText(metres: number): string {
  return metres === 0 ? '0' : metresUp(metres);
}
