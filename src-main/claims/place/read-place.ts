import { readAngle, writeAngle, type Box } from './angle.ts';
import { readCoordinatePair, type PlaceReading } from './coordinate-pair.ts';
import { readGeoUri } from './geo-uri.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { Point } from './distance.ts';
import { readGridReference } from './grid-reference.ts';
import { readIso6709 } from './iso-6709.ts';
import { readMapLink } from './map-links.ts';
import { notationsOf } from './notations.ts';
import type { AllNotations, Place } from './place.ts';
import { metresUp, precisionOf } from './precision.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';
import { readPlusCode } from './read-plus-code.ts';

export interface ReadPlaceOptions {
  /** About where to look: completes a short plus code, and tells places of one name apart. */
  near?: Point;
  gazetteer?: Gazetteer;
}

/** The longest map links have some hundreds of characters. */
const longestText = 4000;

/** A reading with what only some notations have. */
export type FullReading = PlaceReading & Pick<Place, 'plusCode' | 'reference'>;

/**
 * Read a place in any of the notations of `Notation`. The result carries its precision, from the digits that were
 * written or from the cell that was named; a text that cannot be read says which part is at fault and what is accepted.
 * Nothing throws.
 */
export function readPlace(text: string, options: ReadPlaceOptions = {}): Place | PlaceProblem {
  if (text.length > longestText) return placeProblem('notation-unknown', 'text', text.slice(0, 40));
  const written = text.trim();
  const reading =
    readGeoUri(written) ??
    readIso6709(written) ??
    readPlusCode(written, options) ??
    readMapLink(written) ??
    readGridReference(written) ??
    (/\d/.test(written) ? readCoordinatePair(written) : placeProblem('notation-unknown', 'text', text));
  return 'problem' in reading ? reading : placeOf(reading, text);
}

function placeOf({ box, notation, radiusM, plusCode, reference }: FullReading, text: string): Place {
  const precisionM = radiusM === undefined ? precisionOf(box) : metresUp(radiusM);
  return {
    latitude: writeAngle(box.latitude),
    longitude: writeAngle(box.longitude),
    latitudeError: writeAngle(box.latitudeHalf),
    longitudeError: writeAngle(box.longitudeHalf),
    precisionM,
    notation,
    text,
    ...(plusCode === undefined ? {} : { plusCode }),
    ...(reference === undefined ? {} : { reference }),
    allNotations: notationsOf(box, precisionM),
  };
}

/** Every notation of a place that was read or recorded. */
export function allNotations(place: Pick<Place, 'latitude' | 'longitude' | 'latitudeError' | 'longitudeError' | 'precisionM'>): AllNotations {
  return notationsOf(boxOfRecord(place), place.precisionM);
}

function boxOfRecord(place: Pick<Place, 'latitude' | 'longitude' | 'latitudeError' | 'longitudeError'>): Box {
  return {
    latitude: signedAngle(place.latitude),
    longitude: signedAngle(place.longitude),
    latitudeHalf: readAngle(place.latitudeError),
    longitudeHalf: readAngle(place.longitudeError),
  };
}

function signedAngle(text: string): bigint {
  return text.startsWith('-') ? -readAngle(text.slice(1)) : readAngle(text);
}
