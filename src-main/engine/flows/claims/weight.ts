import { bases, strengthOf, type Bound } from '../../../claims/bounds.ts';
import { basisName } from '../../../claims/evidence-words.ts';
import { englishVerdictWords } from '../../../claims/verdict-words.ts';
import type { EvidenceBasis } from '../../../shared/claim-record.ts';
import type { Claim } from '../../db/tables/claim.ts';
import type { EvidenceStatement } from '../../db/tables/evidence.ts';
import { strengthOfPlace } from './assess-place.ts';
import { fromRecordedInstant } from './recorded-instant.ts';
import { refused } from './refused.ts';

/** How much evidence weighs, and why, in words. */
export interface Weight {
  strength: 'decisive' | 'assertion';
  because: string;
}

/** What a piece of evidence weighs on a claim about time; nothing for places and notes. */
export function weightOf(statement: EvidenceStatement): Weight | undefined {
  const bound = weighedAs(statement);
  return bound === undefined ? undefined : weightOfBound(bound);
}

export function weightOfBound(bound: Bound): Weight {
  const { strength, because } = strengthOf(bound);
  return { strength, because: because === 'basis' ? bases[bound.basis].reason : `${englishVerdictWords.strength(because)}.` };
}

/** The bound for the purpose of its strength, for which its times do not count. */
function weighedAs(statement: EvidenceStatement): Bound | undefined {
  const about = aboutBound('evidence', statement);
  switch (statement.limit.kind) {
    case 'periodic':
      return { ...about, kind: 'periodic', within: [] };
    case 'during':
      return { ...about, kind: 'during', from: fromRecordedInstant(statement.limit.from), to: fromRecordedInstant(statement.limit.to) };
    case 'not-earlier-than':
    case 'not-later-than':
      return { ...about, kind: statement.limit.kind, instant: fromRecordedInstant(statement.limit.instant) };
    case 'place':
    case 'note':
      return undefined;
  }
}

/** All of a bound but what it says. Evidence of one post has one origin, whoever tied it to the claim. */
export function aboutBound(id: string, { basis, confirmed, datedBy, override, origin, segment, post }: EvidenceStatement): Omit<Bound, 'kind'> {
  const from = origin ?? (post === undefined ? undefined : `${post.platform}:${post.id}`);
  return {
    id,
    basis,
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(datedBy === undefined ? {} : { datedBy }),
    ...(override === undefined ? {} : { override }),
    ...(from === undefined ? {} : { origin: from }),
    ...(segment === undefined ? {} : { segment }),
  };
}

/** By what evidence can be known to be the same as other evidence, beside its origin: its entry, its post, the page that an archive stored. */
export function sourcesOf(seq: number, { basis, datedBy, stated, post }: EvidenceStatement): string[] {
  const captured = basis === 'web-capture' || datedBy === 'web-capture';
  return [`evidence ${seq}`, ...(post === undefined ? [] : [`${post.platform}:${post.id}`]), ...(captured && stated?.includes('://') === true ? [`capture ${stated}`] : [])];
}

/** What could never count, or not as meant, is refused before it is recorded. Throws CaseError `argument-invalid`. */
export function refuseUnweighable(claim: Claim, statement: EvidenceStatement): void {
  const { kind } = statement.limit;
  if (kind === 'note') {
    if (statement.override === undefined) return;
    throw refused('A note is shown as it is and weighs nothing, so it cannot be weighed otherwise. Leave the strength out, or state a time.');
  }
  const aboutPlace = claim.meaning.kind === 'place';
  if (aboutPlace && kind !== 'place') throw refused('The claim is about a place, and a time says nothing of it. Accepted: a place, or a note.');
  if (!aboutPlace && kind === 'place') throw refused('The claim is not about a place. Accepted: a time, or a note; record the place as a claim of its own.');
  if (kind === 'place') return refuseLiftedPlace(statement);
  refuseWrongKind(statement.basis, kind);
  const bound = weighedAs(statement);
  if (bound !== undefined && strengthOf(bound).because === 'override-refused') {
    throw refused(`${capital(basisName(statement.basis))} cannot be lifted to decisive, whatever the reason: ${bases[statement.basis].reason}`);
  }
}

function refuseLiftedPlace({ basis, override }: EvidenceStatement): void {
  if (override?.strength !== 'decisive' || strengthOfPlace(basis) === 'decisive') return;
  throw refused(`A place by ${basisName(basis)} cannot be lifted to decisive, whatever the reason: where footage was taken is decided by what is seen in it.`);
}

function refuseWrongKind(basis: EvidenceBasis, kind: Bound['kind']): void {
  const { gives, reason } = bases[basis];
  if (gives.includes(kind)) return;
  const named = (one: Bound['kind']): string => (one === 'periodic' ? 'recurring times' : one.replaceAll('-', ' '));
  throw refused(`${capital(basisName(basis))} cannot say "${named(kind)}". ${reason} Accepted: ${gives.map(named).join(', ')}.`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
