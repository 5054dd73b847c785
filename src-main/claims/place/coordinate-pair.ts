import { degree, halfOfLastDigit, readAngle, type Angle, type Box } from './angle.ts';
import { splitPair, type AngleText } from './split-pair.ts';
import type { Notation } from './place.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';

/** What a notation says: a box of latitude and longitude and, where it is stated, a radius. */
export interface PlaceReading {
  box: Box;
  notation: Notation;
  /** Metres, where a text states its uncertainty. */
  radiusM?: number;
}

const notations: readonly Notation[] = ['decimal', 'degrees-minutes', 'degrees-minutes-seconds'];

/** Read a latitude and a longitude in degrees, in any mixture of decimals, minutes, seconds, signs and letters. */
export function readCoordinatePair(text: string): PlaceReading | PlaceProblem {
  const pair = splitPair(text);
  if ('problem' in pair) return pair;
  const latitude = readOne(pair.latitude, 'latitude');
  if ('problem' in latitude) return latitude;
  const longitude = readOne(pair.longitude, 'longitude');
  if ('problem' in longitude) return longitude;
  const fields = Math.max(pair.latitude.numbers.length, pair.longitude.numbers.length);
  return { box: boxOf(latitude, longitude), notation: notations[fields - 1] ?? 'decimal' };
}

export interface AngleReading {
  angle: Angle;
  half: Angle;
}

export function boxOf(latitude: AngleReading, longitude: AngleReading): Box {
  return { latitude: latitude.angle, latitudeHalf: latitude.half, longitude: longitude.angle, longitudeHalf: longitude.half };
}

/** Degrees, minutes and seconds as one angle; it is as good as half of the last digit that was written. */
export function readOne(text: AngleText, axis: 'latitude' | 'longitude'): AngleReading | PlaceProblem {
  const { numbers, written, negative } = text;
  if (numbers.slice(0, -1).some((number) => /[.,]/.test(number))) return placeProblem('fraction-before-the-end', axis, written);
  if (numbers.slice(1).some((number) => readAngle(number) >= 60n * degree)) return placeProblem('minutes-out-of-range', axis, written);
  const seconds = numbers.reduce((sum, number, n) => sum + readAngle(number) * 60n ** BigInt(2 - n), 0n);
  const angle = (seconds + 1800n) / 3600n;
  const limit = (axis === 'latitude' ? 90n : 180n) * degree;
  if (angle > limit) return placeProblem('degrees-out-of-range', axis, written);
  const unit = 60n ** BigInt(numbers.length - 1);
  const half = (halfOfLastDigit(numbers.at(-1) ?? '') + unit - 1n) / unit;
  return { angle: negative ? -angle : angle, half };
}
