import { agree, type Agreement } from '../../../claims/place/agree.ts';
import type { Place } from '../../../claims/place/place.ts';
import { typedPlace } from './typed-place.ts';

export interface ToldPlace {
  place: Place;
  /** The place that it was compared with. */
  other?: Place;
  agreement?: Agreement;
}

/**
 * Read a place and show it in every notation; compare it with another within both precisions. `near` is coordinates or a
 * town. Throws CaseError `argument-invalid`, with the part at fault and what is accepted.
 */
export function tellPlace(text: string, { near, agreesWith }: { near?: string | undefined; agreesWith?: string | undefined } = {}): ToldPlace {
  const place = typedPlace(text, near);
  if (agreesWith === undefined) return { place };
  const other = typedPlace(agreesWith, near);
  return { place, other, agreement: agree(place, other) };
}
