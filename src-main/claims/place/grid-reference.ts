import * as library from 'mgrs';
import { fromDegrees, inDegrees, wrapLongitude, type Angle } from './angle.ts';
import type { PlaceReading } from './coordinate-pair.ts';
import { halvesOf } from './precision.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';

/** The package is CommonJS to Node, which sees its functions behind `default`, and a module to bundlers. */
const mgrs = (Reflect.get(library, 'default') ?? library) as typeof library;

const bands = 'CDEFGHJKLMNPQRSTUVWX';

/** The grid ends there; the polar grid (UPS) is not read. */
const [southEnd, northEnd] = [-80, 84] as const;

/**
 * Read an MGRS reference (NGA.STND.0037): `52TGQ1278011641`, with or without spaces, on WGS 84. The place is the middle
 * of the square, whose side is 100 km for no digits down to 1 m for ten. Nothing for a text of another shape.
 */
export function readGridReference(text: string): PlaceReading | PlaceProblem | undefined {
  const match = /^(\d{1,2})\s*([A-Z])\s*([A-Z]{2})\s*(\d*)(?:\s+(\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, zone = '', band = '', square = '', first = '', second] = match;
  const digits = first + (second ?? '');
  const isZone = Number(zone) >= 1 && Number(zone) <= 60 && bands.includes(band.toUpperCase());
  if (!isZone) return placeProblem('grid-zone-unknown', 'grid-zone', zone + band);
  if (digits.length % 2 === 1 || digits.length > 10 || (second !== undefined && second.length !== first.length)) {
    return placeProblem('grid-digits-uneven', 'grid-digits', digits);
  }
  const sideM = 100_000 / 10 ** (digits.length / 2);
  const middle = middleOf(`${Number(zone)}${band}${square}${digits}`.toUpperCase());
  const exists = middle && isInside(middle, { zone: Number(zone), band: band.toUpperCase(), sideM });
  return exists ? readingOf(middle, sideM) : placeProblem('grid-square-unknown', 'grid-square', square);
}

function readingOf([longitude, latitude]: [number, number], sideM: number): PlaceReading {
  // The square is turned against the meridian by up to 6 degrees (the wide zones of Norway): half its side times
  // cos 6 + sin 6, and a little for the scale of the projection. The package's series is off by up to 5 cm there.
  const middle = { latitude: fromDegrees(latitude), longitude: wrapLongitude(fromDegrees(longitude)) };
  // A square at the edge of zone 60 or 1 may have its middle beyond the 180th meridian.
  return { box: { ...middle, ...halvesOf(sideM * 0.56 + 0.05, middle.latitude) }, notation: 'mgrs', radiusM: sideM * 0.7075 + 0.05 };
}

function middleOf(reference: string): [number, number] | undefined {
  try {
    const point = mgrs.toPoint(reference);
    return point.every((number) => Number.isFinite(number)) ? point : undefined;
  } catch {
    // The package throws for letters that no square has.
    return undefined;
  }
}

interface GridCell {
  zone: number;
  band: string;
  sideM: number;
}

/** Letters of another zone or band make a point far outside of both; a square at an edge may reach over it. */
function isInside([longitude, latitude]: [number, number], { zone, band, sideM }: GridCell): boolean {
  const south = southEnd + bands.indexOf(band) * 8;
  const slack = sideM / 110_000;
  const north = band === 'X' ? northEnd : south + 8;
  const exception = (band === 'V' && zone === 32) || (band === 'X' && [31, 33, 35, 37].includes(zone)) ? 3 : 0;
  const off = Math.abs(((longitude - (zone * 6 - 183) + 540) % 360) - 180);
  const across = 3 + exception + slack / Math.cos((latitude * Math.PI) / 180);
  return latitude > south - slack && latitude < north + slack && off < across;
}

/** The MGRS reference of a point with 0 to 5 digits for each direction; nothing near the poles. Inverse: readGridReference. */
export function gridReferenceOf(latitude: Angle, longitude: Angle, digits: number): string | undefined {
  const [north, east] = [inDegrees(latitude), inDegrees(longitude)];
  return north >= southEnd && north <= northEnd ? mgrs.forward([east, north], digits) : undefined;
}
