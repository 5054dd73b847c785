import type { UncertainInstant } from '../../../claims/instant.ts';
import type { RecordedInstant } from '../../../shared/claim-record.ts';

/** An instant as the record holds it: an end that is not known is an absent field. */
export function toRecordedInstant({ earliest, latest }: UncertainInstant): RecordedInstant {
  return { ...(earliest === -Infinity ? {} : { earliest }), ...(latest === Infinity ? {} : { latest }) };
}

export function fromRecordedInstant({ earliest = -Infinity, latest = Infinity }: RecordedInstant): UncertainInstant {
  return { earliest, latest };
}

/** A document without ends that are not known: a number without end is an absent field, wherever it stands. */
export function withoutOpenEnds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOpenEnds);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== undefined && member !== Infinity && member !== -Infinity);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutOpenEnds(member)]));
}
