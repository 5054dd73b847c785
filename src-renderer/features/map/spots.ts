import type { ClaimOnMap, ItemOnMap, ReadPlace } from '../../../src-main/shared/api/map.ts';
import type { RecordedPlace } from '../../../src-main/shared/claim-record.ts';

/** Something that stands on the map and in the list beside it. */
export interface Spot {
  id: string;
  kind: 'item' | 'claim' | 'evidence' | 'typed';
  /** What the list calls it. */
  title: string;
  latitude: number;
  longitude: number;
  /** The true point lies within this radius, metres. */
  precisionM: number;
  /** Half sides of a cell, degrees, where the place was written as one; else it is a circle. */
  cell: { latitude: number; longitude: number } | undefined;
  /** 0,0 is what a device writes without a fix: no place, and not drawn. */
  nullIsland: boolean;
  /** As it can be typed again, with its precision. */
  text: string;
  about: ItemOnMap | ClaimOnMap | undefined;
}

export function spotOfItem(item: ItemOnMap, n: number): Spot {
  const { id, name, latitude, longitude, precisionM, nullIsland } = item;
  return { id: `${id} ${n}`, kind: 'item', title: name, ...numbers(item), cell: undefined, nullIsland, text: `geo:${latitude},${longitude};u=${precisionM}`, about: item };
}

export function spotOfClaim(claim: ClaimOnMap): Spot {
  return { id: `${claim.claim} ${claim.evidence ?? ''}`, kind: claim.evidence === null ? 'claim' : 'evidence', title: claim.quote, ...placed(claim.place), about: claim };
}

export function spotOfTyped(place: ReadPlace): Spot {
  return { id: 'typed', kind: 'typed', title: place.text, ...placed(place), about: undefined };
}

type Placed = Pick<Spot, 'latitude' | 'longitude' | 'precisionM' | 'cell' | 'nullIsland' | 'text'>;

function placed(place: RecordedPlace): Placed {
  const { notation, latitudeError, longitudeError, plusCode, text } = place;
  const at = numbers(place);
  const isCell = notation === 'plus-code' || notation === 'short-plus-code';
  return {
    ...at,
    cell: isCell ? { latitude: Number(latitudeError), longitude: Number(longitudeError) } : undefined,
    nullIsland: at.latitude === 0 && at.longitude === 0,
    // A short code alone says too little.
    text: plusCode ?? text,
  };
}

function numbers({ latitude, longitude, precisionM }: Pick<RecordedPlace, 'latitude' | 'longitude' | 'precisionM'>): { latitude: number; longitude: number; precisionM: number } {
  return { latitude: Number(latitude), longitude: Number(longitude), precisionM: Number(precisionM) };
}
