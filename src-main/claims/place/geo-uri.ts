import { readCoordinatePair, type PlaceReading } from './coordinate-pair.ts';
import { halvesOf } from './precision.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';

/**
 * Read a `geo:` address (RFC 5870): `geo:44.326859,131.668647;u=10`. Where `u`, a radius in metres, is stated, it alone
 * counts, as programs drop final zeros (section 3.4.3); else the digits. `crs` may be wgs84 alone; an altitude is read
 * over. Android's `?q=lat,lon(label)` takes the place of `0,0`. Nothing for a text of another scheme.
 */
export function readGeoUri(text: string): PlaceReading | PlaceProblem | undefined {
  if (!/^geo:/i.test(text)) return undefined;
  const [path = '', query = ''] = text.slice(4).split('?');
  const [written = '', ...parameters] = path.split(';');
  const point = /^0(\.0*)?,0(\.0*)?$/.test(written) && query !== '' ? queryPoint(query) : written;
  const numbers = point.split(',');
  if (numbers.length < 2 || numbers.length > 3 || !numbers.every((number) => /^-?\d+(\.\d+)?$/.test(number))) {
    return placeProblem('count-of-numbers', 'text', point);
  }
  const reading = readCoordinatePair(numbers.slice(0, 2).join(' , '));
  return 'problem' in reading ? reading : withParameters({ ...reading, notation: 'geo-uri' }, parameters);
}

function queryPoint(query: string): string {
  return /(?:^|&)q=(-?[\d.]+(?:,|%2C)-?[\d.]+)/i.exec(query)?.[1]?.replace(/%2C/i, ',') ?? query;
}

function withParameters(reading: PlaceReading, parameters: readonly string[]): PlaceReading | PlaceProblem {
  const value = (name: string): string | undefined => parameters.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const crs = value('crs');
  if (crs !== undefined && crs.toLowerCase() !== 'wgs84') return placeProblem('reference-system-unknown', 'reference-system', crs);
  const u = value('u');
  if (u === undefined) return reading;
  if (!/^\d+(\.\d+)?$/.test(u)) return placeProblem('uncertainty-unreadable', 'uncertainty', u);
  return { ...reading, box: { ...reading.box, ...halvesOf(Number(u), reading.box.latitude) }, radiusM: Number(u) };
}
