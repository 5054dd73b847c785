import type { Position } from '../../../shared/facts.ts';
import { decimalText, placesOf, quotientText } from './decimal.ts';

/** Degrees, minutes and seconds as stated; minutes and seconds are absent where the file states none. */
export interface StatedAngle {
  parts: readonly string[];
  /** South or west. */
  negative: boolean;
}

export interface StatedPlace {
  latitude: StatedAngle;
  longitude: StatedAngle;
  altitudeM?: string | undefined;
  /** The file's own statement of its error on the ground. */
  errorM?: string | undefined;
}

interface Angle {
  text: string;
  /** What one unit of the last stated digit is worth. */
  stepDegrees: number;
}

/** Metres along a meridian per degree, WGS 84 mean: the precision is an order of magnitude, not a survey. */
const metresPerDegree = 111_320;

/** Read a stated place; undefined when it is not on the globe. */
export function toPosition(place: StatedPlace): Position | undefined {
  const latitude = toAngle(place.latitude);
  const longitude = toAngle(place.longitude);
  if (!latitude || !longitude || !isOnGlobe(latitude, longitude)) return undefined;
  const altitudeM = place.altitudeM === undefined ? undefined : decimalText(place.altitudeM);
  const errorM = place.errorM === undefined ? undefined : decimalText(place.errorM);
  const stated = errorM !== undefined && Number(errorM) > 0;
  return {
    latitude: latitude.text,
    longitude: longitude.text,
    ...(altitudeM === undefined ? {} : { altitudeM }),
    precisionM: stated ? errorM : metresText(halfStepM(latitude, longitude)),
    precisionBasis: stated ? 'stated' : 'digits',
    nullIsland: Number(latitude.text) === 0 && Number(longitude.text) === 0,
  };
}

function isOnGlobe(latitude: Angle, longitude: Angle): boolean {
  return Math.abs(Number(latitude.text)) <= 90 && Math.abs(Number(longitude.text)) <= 180;
}

function halfStepM(latitude: Angle, longitude: Angle): number {
  const shrink = Math.cos((Number(latitude.text) * Math.PI) / 180);
  return (Math.max(latitude.stepDegrees, longitude.stepDegrees * shrink) / 2) * metresPerDegree;
}

/** Two digits say all that a precision can say; never below a tenth of a millimetre. */
function metresText(metres: number): string {
  if (metres >= 10) return String(Math.round(metres));
  return decimalText(Math.max(metres, 0.0001).toPrecision(2)) ?? '0.0001';
}

function toAngle(angle: StatedAngle): Angle | undefined {
  const parts = angle.parts.map(decimalText);
  if (parts.length === 0 || parts.length > 3 || !parts.every((part) => part !== undefined && !part.startsWith('-'))) return undefined;
  const stated = parts as string[];
  const last = stated.at(-1) ?? '0';
  const unit = 60 ** (stated.length - 1);
  const stepDegrees = 10 ** -placesOf(last) / unit;
  const text = stated.length === 1 ? last : degreesOf(stated, Math.ceil(-Math.log10(stepDegrees)) + 1);
  const negative = angle.negative && Number(text) !== 0;
  return { text: negative ? `-${text}` : text, stepDegrees };
}

/** Degrees, minutes and seconds added up exactly, with one digit more than they state. */
function degreesOf(parts: readonly string[], places: number): string {
  const scale = Math.max(...parts.map(placesOf));
  const unit = 60n ** BigInt(parts.length - 1);
  const sum = parts.reduce((total, part, n) => total + scaledBy(part, scale) * 60n ** BigInt(parts.length - 1 - n), 0n);
  return quotientText(sum, unit * 10n ** BigInt(scale), places);
}

function scaledBy(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

const iso6709 = /^([+-])(\d+(?:\.\d+)?)([+-])(\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?(?:CRS[\w-]+)?\/?$/;

/**
 * ISO 6709 as in `(c)xyz` and `com.apple.quicktime.location.ISO6709`: `+27.1281+100.2508+000.000/`.
 * The number of digits before the point tells degrees from degrees-minutes(-seconds) (annex H).
 */
export function parseIso6709(printed: string, errorM?: string): Position | undefined {
  const match = iso6709.exec(printed.trim());
  if (!match) return undefined;
  const [, southern, latitude = '', western, longitude = '', altitudeM] = match;
  return toPosition({
    latitude: { parts: splitAngle(latitude, 2), negative: southern === '-' },
    longitude: { parts: splitAngle(longitude, 3), negative: western === '-' },
    altitudeM,
    errorM,
  });
}

function splitAngle(text: string, degreeDigits: number): string[] {
  const whole = text.split('.')[0]?.length ?? 0;
  if (whole <= degreeDigits) return [text];
  const minutes = text.slice(degreeDigits, degreeDigits + 2);
  if (whole <= degreeDigits + 2) return [text.slice(0, degreeDigits), text.slice(degreeDigits)];
  return [text.slice(0, degreeDigits), minutes, text.slice(degreeDigits + 2)];
}

const written =
  /^(\d+(?:\.\d+)?)°(?:(\d+(?:\.\d+)?)')?(?:(\d+(?:\.\d+)?)")?([NS]) (\d+(?:\.\d+)?)°(?:(\d+(?:\.\d+)?)')?(?:(\d+(?:\.\d+)?)")?([EW])(?: (-?\d+(?:\.\d+)?)m)?$/;

/** MediaInfo's `27.1281°N 100.2508°E 12m` and `49°11'56.14"N 16°36'25.39"E`. */
export function parseWrittenPlace(printed: string, errorM?: string): Position | undefined {
  const match = written.exec(printed.trim());
  if (!match) return undefined;
  const [, latD = '', latM, latS, latRef, lonD = '', lonM, lonS, lonRef, altitudeM] = match;
  const stated = (...parts: (string | undefined)[]): string[] => parts.filter((part) => part !== undefined);
  return toPosition({
    latitude: { parts: stated(latD, latM, latS), negative: latRef === 'S' },
    longitude: { parts: stated(lonD, lonM, lonS), negative: lonRef === 'W' },
    altitudeM,
    errorM,
  });
}

/** Signed decimal degrees. */
export function parseDegrees(place: { latitude: string; longitude: string; altitudeM?: string | undefined; errorM?: string | undefined }): Position | undefined {
  return toPosition({ ...place, latitude: signedAngle(place.latitude), longitude: signedAngle(place.longitude) });
}

function signedAngle(text: string): StatedAngle {
  return { parts: [text.replace(/^[+-]/, '')], negative: text.startsWith('-') };
}

/** Seven places are a centimetre: digits after them come from a division in the witness, not from the file. */
export function withoutDivisionNoise(decimal: string, places = 7): string {
  const text = decimalText(decimal) ?? decimal;
  return placesOf(text) <= places ? text : String(decimalText(Number(text).toFixed(places)));
}
