import type { Position, StatedTime } from '../../shared/facts.ts';
import { offsetMs, wallClockMs } from './normalise/stated-time.ts';

/** Clocks in one device are read one after another, and some containers keep whole seconds only. */
const timeToleranceMs = 2000;
/** Where the file states no seconds. */
const unstatedSecondsMs = 60_000;
const quarterHourMs = 15 * 60_000;
const earliestOffsetMs = -12 * 3600_000;
const latestOffsetMs = 14 * 3600_000;

/** A clock that was never set states no time. */
export function isTime(value: StatedTime): boolean {
  return value.doubt === undefined || value.doubt === 'seconds-not-stated';
}

export function timeText({ local, offset }: StatedTime): string {
  return offset === 'unknown' ? `${local}, offset unknown` : `${local}${offset}`;
}

/** A time as it is compared; worked out once a statement, because every statement is held against many. */
export interface ComparedTime {
  basis: string;
  /** UTC where the offset is known, else the wall clock as if it were; NaN, which agrees with nothing, for no date. */
  instantMs: number;
  offsetKnown: boolean;
  toleranceMs: number;
}

export function comparedTime({ basis, value }: { basis: string; value: StatedTime }): ComparedTime {
  return {
    basis,
    instantMs: instantMs(value) ?? Number.NaN,
    offsetKnown: value.offset !== 'unknown',
    toleranceMs: value.doubt === 'seconds-not-stated' ? unstatedSecondsMs : timeToleranceMs,
  };
}

/**
 * Whether two times can be the same instant. With both offsets known the instants decide. Where one is
 * unknown, the other may be the same instant in another zone: any offset in use (whole quarters of an
 * hour, -12:00 to +14:00) that brings them together is enough. Two unknown offsets in the same place
 * of the file are one clock and must read alike; in different places either may be UTC.
 */
export function agreeOnTime(a: ComparedTime, b: ComparedTime): boolean {
  const tolerance = Math.max(a.toleranceMs, b.toleranceMs);
  const apartMs = a.instantMs - b.instantMs;
  if (a.offsetKnown === b.offsetKnown && (a.offsetKnown || a.basis === b.basis)) return Math.abs(apartMs) <= tolerance;
  return (!a.offsetKnown && zoneApart(apartMs, tolerance)) || (!b.offsetKnown && zoneApart(-apartMs, tolerance));
}

/** No two times agree that are further apart than the widest offset and the widest tolerance. */
const cellMs = latestOffsetMs + unstatedSecondsMs;
/** Zones shift by whole quarters of an hour, so times that agree stand at about the same place within one. */
const sliceMs = unstatedSecondsMs;
const slices = quarterHourMs / sliceMs;

/** Where a time stands, and the eight neighbours of that cell: hostile files state thousands of times, all different. */
export function cellsOfTime({ instantMs }: ComparedTime): readonly [own: number, ...near: number[]] {
  const [cell, slice] = [Math.floor(instantMs / cellMs), Math.floor(remainder(instantMs, quarterHourMs) / sliceMs)];
  const at = (cells: number, along: number): number => (cell + cells) * slices + remainder(slice + along, slices);
  return [at(0, 0), at(0, -1), at(0, 1), at(-1, 0), at(-1, -1), at(-1, 1), at(1, 0), at(1, -1), at(1, 1)];
}

/** Never negative, unlike `%`. */
function remainder(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}

function instantMs(value: StatedTime): number | undefined {
  const wall = wallClockMs(value.local);
  if (wall === undefined) return undefined;
  const point = value.local.indexOf('.');
  const fraction = point === -1 ? 0 : Number(`0${value.local.slice(point)}`) * 1000;
  return wall + fraction - (value.offset === 'unknown' ? 0 : offsetMs(value.offset));
}

function zoneApart(localMinusUtcMs: number, toleranceMs: number): boolean {
  const nearest = Math.round(localMinusUtcMs / quarterHourMs) * quarterHourMs;
  return nearest >= earliestOffsetMs && nearest <= latestOffsetMs && Math.abs(localMinusUtcMs - nearest) <= toleranceMs;
}

/** 0,0 is what a device writes without a fix. */
export function isPlace(value: Position): boolean {
  return !value.nullIsland;
}

export function placeText({ latitude, longitude, altitudeM }: Position): string {
  return `${latitude}, ${longitude}${altitudeM === undefined ? '' : `, ${altitudeM} m high`}`;
}

const placeToleranceM = 30;
/** Mean radius of the Earth, IUGG. */
const earthRadiusM = 6_371_009;

/** A place as it is compared: on the unit sphere, where the chord between two places tells their distance. */
export interface ComparedPlace {
  x: number;
  y: number;
  z: number;
  precisionM: number;
}

export function comparedPlace({ latitude, longitude, precisionM }: Position): ComparedPlace {
  const [phi, lambda] = [latitude, longitude].map((degrees) => (Number(degrees) * Math.PI) / 180) as [number, number];
  return { x: Math.cos(phi) * Math.cos(lambda), y: Math.cos(phi) * Math.sin(lambda), z: Math.sin(phi), precisionM: Number(precisionM) };
}

export function agreeOnPlace(a: ComparedPlace, b: ComparedPlace): boolean {
  return distanceM(a, b) <= Math.max(placeToleranceM, a.precisionM + b.precisionM);
}

/** Along the great circle. */
function distanceM(a: ComparedPlace, b: ComparedPlace): number {
  const chord = Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2);
  return 2 * earthRadiusM * Math.asin(Math.min(1, chord / 2));
}
