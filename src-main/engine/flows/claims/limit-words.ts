import { basisName, instantText } from '../../../claims/evidence-words.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { EvidenceStatement } from '../../db/tables/evidence.ts';
import { fromRecordedInstant } from './recorded-instant.ts';

/** What a piece of evidence says, in words: "a post id: not later than 2024-10-18T10:36:59.428Z". */
export function limitText({ basis, limit, note, datedBy, confirmed }: EvidenceStatement): string {
  const copy = basis === 'earlier-copy' ? ` (${confirmed === true ? 'confirmed by a person' : 'not confirmed'}${datedBy === undefined ? ', not dated' : `, dated by ${basisName(datedBy)}`})` : '';
  return `${basisName(basis)}${copy}: ${saying(limit, note)}`;
}

function saying(limit: EvidenceStatement['limit'], note: string | undefined): string {
  switch (limit.kind) {
    case 'not-earlier-than':
    case 'not-later-than':
      return `${limit.kind.replaceAll('-', ' ')} ${instantText(fromRecordedInstant(limit.instant))}`;
    case 'during':
      return `from ${instantText(fromRecordedInstant(limit.from))} to ${instantText(fromRecordedInstant(limit.to))}`;
    case 'periodic':
      if (limit.count === 0) return `at no time from ${utcText(limit.searched.from)} to ${utcText(limit.searched.to)}; of other times it says nothing`;
      return `within one of ${limit.count} intervals of the times from ${utcText(limit.searched.from)} to ${utcText(limit.searched.to)}; of other times it says nothing`;
    case 'place':
      return `at ${limit.place.text} (${limit.place.latitude}, ${limit.place.longitude}, within ${limit.place.precisionM} m)`;
    case 'note':
      return note ?? '';
  }
}
