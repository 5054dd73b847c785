import { pointOf } from '../../../claims/place/agree.ts';
import type { Point } from '../../../claims/place/distance.ts';
import { lookUp, type GazetteerRow } from '../../../claims/place/gazetteer.ts';
import type { Place } from '../../../claims/place/place.ts';
import type { PlacePart, PlaceProblem } from '../../../claims/place/problem.ts';
import { readPlace } from '../../../claims/place/read-place.ts';
import type { RecordedPlace } from '../../../shared/claim-record.ts';
import { toRecordTexts } from '../../../shared/text.ts';
import { gazetteer } from './gazetteer.ts';
import { refused } from './refused.ts';

const partNames: Readonly<Record<PlacePart, string>> = {
  text: 'text',
  latitude: 'latitude',
  longitude: 'longitude',
  hemisphere: 'hemisphere',
  uncertainty: 'uncertainty',
  'reference-system': 'reference system',
  link: 'link',
  'plus-code': 'plus code',
  reference: 'place name after the plus code',
  'grid-zone': 'grid zone',
  'grid-square': 'grid square',
  'grid-digits': 'digits of the grid reference',
};

/** A place that a person typed; `near` is coordinates or the name of a town. Throws CaseError `argument-invalid`. */
export function typedPlace(text: string, near?: string): Place {
  const point = near === undefined ? undefined : { near: typedPoint(near) };
  const plain = readPlace(text, point);
  // Only a name after a short code needs the gazetteer; with it, the name and the point are compared.
  const namesATown = /\+\S*[\s,]+\S/.test(text) && ('problem' in plain || plain.notation === 'short-plus-code');
  const read = namesATown ? readPlace(text, { ...point, gazetteer: gazetteer() }) : plain;
  if (!('problem' in read)) return read;
  throw refused(placeSentence(text, read));
}

/** About where to look. Throws CaseError `argument-invalid`. */
function typedPoint(text: string): Point {
  const place = readPlace(text);
  if (!('problem' in place)) return pointOf(place);
  const found = lookUp(gazetteer(), text);
  if ('row' in found) return found.row;
  if ('problem' in found) throw refused(`The place "${text}" to look near is not known. Accepted: coordinates, or the name of a town, with its country after a comma where several have that name.`);
  throw refused(`Several places are called "${text}": ${found.candidates.slice(0, 5).map(rowText).join('; ')}. Accepted: the country after a comma, or coordinates.`);
}

function placeSentence(text: string, { part, found, accepted, candidates = [] }: PlaceProblem): string {
  const wrong = part === 'text' ? '' : `: its ${partNames[part]} is at fault${found === text ? '' : ` ("${found}")`}`;
  const meant = candidates.slice(0, 5).map(({ row, plusCode }) => `${plusCode} in ${rowText(row)}`);
  const choice = meant.length === 0 ? '' : ` It could be ${meant.join('; ')}.`;
  return `The place "${text}" cannot be read${wrong}.${choice} Accepted: ${accepted}.`;
}

function rowText({ name, country, latitude, longitude }: GazetteerRow): string {
  return `${name}, ${country} (${latitude}, ${longitude})`;
}

/** A place as the record holds it: other notations follow from it. */
export function toRecordedPlace(place: Place): RecordedPlace {
  const { allNotations: _, ...recorded } = place;
  return toRecordTexts(recorded);
}
