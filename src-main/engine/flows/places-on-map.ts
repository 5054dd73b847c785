import type { RecordedPlace, RecordedVerdict } from '../../shared/claim-record.ts';
import { assessmentsOfClaim } from '../db/tables/assessment.ts';
import { pageOfClaimedPlaces, pageOfPositions, type StatedPosition } from '../db/tables/place-on-map.ts';
import { claimId, evidenceId } from './claims/find-claim.ts';
import { shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

/** One place that an item's file states. */
export interface ItemOnMap {
  id: string;
  name: string;
  /** WGS 84 degrees and metres, decimal text. */
  latitude: string;
  longitude: string;
  precisionM: string;
  precisionBasis: 'digits' | 'stated';
  /** 0,0 is what a device writes when it has no fix: never a place. */
  nullIsland: boolean;
  /** Who read it out of the file. */
  witnesses: string[];
}

/** Where items say that they were recorded, page by page; different statements of one item stand beside each other. */
export function itemsOnMap({ db }: ReadableCase, { after = 0, limit }: { after?: number | undefined; limit: number }): { items: ItemOnMap[]; next: number | null } {
  const { positions, last } = pageOfPositions(db, after, limit);
  const found = new Map<string, ItemOnMap>();
  for (const stated of positions) {
    const { latitude, longitude, precisionM } = stated.position;
    const key = [stated.itemNumber, latitude, longitude, precisionM].join(' ');
    const known = found.get(key);
    if (known === undefined) found.set(key, toItem(stated));
    else if (!known.witnesses.includes(stated.witness)) known.witnesses.push(stated.witness);
  }
  return { items: [...found.values()], next: last ?? null };
}

function toItem({ itemNumber, name, witness, position: { latitude, longitude, precisionM, precisionBasis, nullIsland } }: StatedPosition): ItemOnMap {
  return { id: shortId(itemNumber), name, latitude, longitude, precisionM, precisionBasis, nullIsland, witnesses: [witness] };
}

/** A place that a claim names, or evidence tied to it. */
export interface ClaimOnMap {
  claim: string;
  quote: string;
  claimant: string;
  verdict: RecordedVerdict | null;
  place: RecordedPlace;
  /** The evidence that names it; null where the claim itself does. */
  evidence: string | null;
}

/** The places of claims and of evidence that stands, page by page in the order of the claims. */
export function claimsOnMap({ db }: ReadableCase, { after = 0, limit }: { after?: number | undefined; limit: number }): { places: ClaimOnMap[]; next: number | null } {
  const { places, last } = pageOfClaimedPlaces(db, after, limit);
  return {
    places: places.map(({ claimNumber, quote, claimant, place, evidenceNumber }) => ({
      claim: claimId(claimNumber),
      quote,
      claimant,
      verdict: assessmentsOfClaim(db, claimNumber)[0]?.verdict ?? null,
      place,
      evidence: evidenceNumber === null ? null : evidenceId(evidenceNumber),
    })),
    next: last ?? null,
  };
}
