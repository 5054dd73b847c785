import { agree, type Agreement } from '../../../claims/place/agree.ts';
import { allNotations } from '../../../claims/place/read-place.ts';
import type { Place } from '../../../claims/place/place.ts';
import { bases, type Strength } from '../../../claims/bounds.ts';
import type { EvidenceBasis, RecordedPlace, RecordedVerdict } from '../../../shared/claim-record.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { CaseDatabase } from '../../db/database.ts';
import type { Evidence } from '../../db/tables/evidence.ts';
import { ownPlaces, type ItemInputs } from './witness-bounds.ts';

/** A stated place compared with the claimed one. */
export interface ComparedPlace extends Agreement {
  id: string;
  basis: EvidenceBasis;
  strength: Strength;
  text: string;
  precisionM: string;
}

/** One item of a claim about a place, with every place that is stated of it. */
export interface PlacePart {
  kind: 'place';
  item: Sha256;
  verdict: RecordedVerdict;
  claimed: RecordedPlace;
  compared: ComparedPlace[];
}

/**
 * Compare a claimed place with what evidence and witnesses state, each within both precisions. What is seen in the
 * footage itself (a dated object, an image from above) decides; other statements are shown beside it. Decisive places
 * on both sides conflict.
 */
export function assessPlace(db: CaseDatabase, claimed: RecordedPlace, { evidence, part }: { evidence: readonly Evidence[]; part: ItemInputs }): PlacePart {
  const here = fullPlace(claimed);
  const recorded = evidence.flatMap(({ seq, statement: { basis, limit, override } }): ComparedPlace[] => {
    if (limit.kind !== 'place') return [];
    const { text, precisionM } = limit.place;
    const strength = override?.strength ?? strengthOfPlace(basis);
    return [{ id: `evidence ${seq}`, basis, strength, text, precisionM, ...agree(here, fullPlace(limit.place)) }];
  });
  const own = ownPlaces(db, part).map(({ id, place }): ComparedPlace => {
    const { latitude, longitude, precisionM } = place;
    return { id, basis: 'container-date', strength: 'assertion', text: `${latitude}, ${longitude}`, precisionM, ...agree(here, place) };
  });
  return { kind: 'place', item: part.item.sha256, verdict: verdictOn(recorded), claimed, compared: [...recorded, ...own] };
}

const seenInFootage: readonly EvidenceBasis[] = ['dated-object', 'satellite-image'];

/** Where footage was taken is decided by what it shows. */
export function strengthOfPlace(basis: EvidenceBasis): Strength {
  return seenInFootage.includes(basis) && bases[basis].strength === 'decisive' ? 'decisive' : 'assertion';
}

function verdictOn(compared: readonly ComparedPlace[]): RecordedVerdict {
  const decisive = compared.filter(({ strength }) => strength === 'decisive');
  const [agreeing, disagreeing] = [decisive.some(({ agree }) => agree), decisive.some(({ agree }) => !agree)];
  if (agreeing && disagreeing) return 'conflicting';
  if (disagreeing) return 'refuted';
  return agreeing ? 'supported' : 'consistent-but-unproven';
}

/** The record leaves out what follows from the rest. */
function fullPlace(place: RecordedPlace): Place {
  return { ...place, notation: place.notation as Place['notation'], allNotations: allNotations(place) };
}
