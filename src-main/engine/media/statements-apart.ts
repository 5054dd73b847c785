import type { Position, StatedTime } from '../../shared/facts.ts';
import { offsetMs, wallClockMs } from './normalise/stated-time.ts';

/** Clocks in one device are read one after another, and some containers keep whole seconds only. */
const timeToleranceMs = 2000;
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

interface TimeStatement {
  basis: string;
  value: StatedTime;
}

/**
 * Whether two times can be the same instant. With both offsets known the instants decide. Where one is
 * unknown, the other may be the same instant in another zone: any offset in use (whole quarters of an
 * hour, -12:00 to +14:00) that brings them together is enough. Two unknown offsets in the same place
 * of the file are one clock and must read alike; in different places either may be UTC.
 */
export function agreeOnTime(a: TimeStatement, b: TimeStatement): boolean {
  const tolerance = [a, b].some(({ value }) => value.doubt === 'seconds-not-stated') ? 60_000 : timeToleranceMs;
  const [one, other] = [instantMs(a.value), instantMs(b.value)];
  if (one === undefined || other === undefined) return false;
  const [oneKnown, otherKnown] = [a.value.offset !== 'unknown', b.value.offset !== 'unknown'];
  if (oneKnown === otherKnown && (oneKnown || a.basis === b.basis)) return Math.abs(one - other) <= tolerance;
  return oneKnown ? zoneApart(other - one, tolerance) : otherKnown ? zoneApart(one - other, tolerance) : zoneApart(one - other, tolerance) || zoneApart(other - one, tolerance);
}

/** UTC where the offset is known, else the wall clock as if it were. */
function instantMs(value: StatedTime): number | undefined {
  const wall = wallClockMs(value.local);
  if (wall === undefined) return undefined;
  const fraction = Number(`0${/\.\d+$/.exec(value.local)?.[0] ?? ''}`) * 1000;
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

export function agreeOnPlace(a: Position, b: Position): boolean {
  return distanceM(a, b) <= Math.max(placeToleranceM, Number(a.precisionM) + Number(b.precisionM));
}

/** Great-circle distance by the haversine formula. */
export function distanceM(a: Position, b: Position): number {
  const radians = (degrees: string): number => (Number(degrees) * Math.PI) / 180;
  const [phi1, phi2] = [radians(a.latitude), radians(b.latitude)];
  const half = (from: string, to: string): number => Math.sin((radians(to) - radians(from)) / 2) ** 2;
  const chord = half(a.latitude, b.latitude) + Math.cos(phi1) * Math.cos(phi2) * half(a.longitude, b.longitude);
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
