import { boxOf, readOne, type PlaceReading } from './coordinate-pair.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';
import type { AngleText } from './split-pair.ts';

const pattern = /^([+-])(\d\d|\d{4}|\d{6})(\.\d+)?([+-])(\d{3}|\d{5}|\d{7})(\.\d+)?([+-]\d+(\.\d+)?)?(CRS([\w:-]+))?\/?$/;

/**
 * Read ISO 6709:2008, annex H: `+44.326859+131.668647/`, `+4419.6115+13140.1188/`, `+441936.7+1314007.1/`, each with or
 * without a height, as cameras write it. Nothing for a text of another shape. A height is read over.
 */
export function readIso6709(text: string): PlaceReading | PlaceProblem | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, latitudeSign, latitudeDigits = '', latitudeRest = '', longitudeSign, longitudeDigits = '', longitudeRest = '', , , , system] = match;
  const isKnown = system === undefined || /^(WGS_?84|EPSG:{1,2}(4326|4979))$/i.test(system);
  if (!isKnown) return placeProblem('reference-system-unknown', 'reference-system', system);
  if (latitudeDigits.length + 1 !== longitudeDigits.length) return placeProblem('count-of-numbers', 'text', text);
  const latitude = readOne(fieldsOf(latitudeSign, latitudeDigits, latitudeRest), 'latitude');
  if ('problem' in latitude) return latitude;
  const longitude = readOne(fieldsOf(longitudeSign, longitudeDigits, longitudeRest), 'longitude');
  return 'problem' in longitude ? longitude : { box: boxOf(latitude, longitude), notation: 'iso-6709' };
}

/** Degrees in two or three digits, then two for each further field. */
function fieldsOf(sign: string | undefined, digits: string, rest: string): AngleText {
  const wide = digits.length % 2 === 0 ? 2 : 3;
  const numbers = [digits.slice(0, wide), ...(digits.slice(wide).match(/../g) ?? [])];
  return { numbers: numbers.map((field, n) => (n === numbers.length - 1 ? field + rest : field)), negative: sign === '-', written: digits + rest };
}
