import type { GazetteerRow } from './gazetteer.ts';

/** A place that a short plus code might mean. */
export interface PlaceCandidate {
  row: GazetteerRow;
  plusCode: string;
  /** Decimal degrees of its middle. */
  latitude: string;
  longitude: string;
}

export interface PlaceProblem {
  problem: PlaceProblemCode;
  part: PlacePart;
  /** The characters at fault. */
  found: string;
  /** What would be accepted there, for people. */
  accepted: string;
  /** With `reference-ambiguous`: what each place of that name would make of the code. */
  candidates?: PlaceCandidate[];
}

export type PlacePart =
  | 'text'
  | 'latitude'
  | 'longitude'
  | 'hemisphere'
  | 'uncertainty'
  | 'reference-system'
  | 'link'
  | 'plus-code'
  | 'reference'
  | 'grid-zone'
  | 'grid-square'
  | 'grid-digits';

const accepted = {
  'notation-unknown':
    'decimal degrees, degrees with minutes and seconds, ISO 6709, a geo: address, a map link, a plus code or an MGRS reference',
  'character-unexpected': 'digits, a decimal point or comma, the signs for degrees, minutes and seconds, and N, S, E or W',
  'count-of-numbers': 'one latitude and one longitude, each of one to three numbers',
  'degrees-out-of-range': 'a latitude from -90 to 90 and a longitude from -180 to 180; the latitude comes first unless letters say otherwise',
  'minutes-out-of-range': 'minutes and seconds below 60',
  'fraction-before-the-end': 'decimals in the last number only: minutes follow whole degrees, seconds follow whole minutes',
  'sign-and-letter': 'either a sign or one of N, S, E and W, at the very beginning or end of its number',
  'hemisphere-unclear': 'N or S once and E or W once; O is not accepted, as it is east in German and west in French',
  'uncertainty-unreadable': 'u= followed by metres without a sign',
  'reference-system-unknown': 'WGS 84, which is also meant where nothing is said',
  'link-short': 'the full address of the map: where a short link leads is known to a server alone',
  'link-host-unknown': 'a link of Google Maps, OpenStreetMap, Yandex, Bing or Apple Maps',
  'link-without-place': 'a link that contains coordinates; open it, mark the point and copy the address again',
  'plus-code-invalid': 'a plus code such as 8QPH8MG9+PFR: the digits 23456789CFGHJMPQRVWX, with + after the eighth of a full code',
  'reference-missing': 'a short plus code with a place name after it, or with coordinates to look near, or the full code',
  'reference-unknown': 'the name of a town that the gazetteer holds, or coordinates to look near, or the full code',
  'reference-ambiguous': 'the country after the name, or coordinates to look near, or the full code',
  'grid-zone-unknown': 'a zone from 1 to 60 and a band letter from C to X without I and O (the polar regions are not covered)',
  'grid-square-unknown': 'two letters of a square that exists in this zone and band',
  'grid-digits-uneven': 'an even number of digits, at most ten: as many for easting as for northing',
} as const;

export type PlaceProblemCode = keyof typeof accepted;

export function placeProblem(problem: PlaceProblemCode, part: PlacePart, found: string): PlaceProblem {
  return { problem, part, found, accepted: accepted[problem] };
}
