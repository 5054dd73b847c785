import { CaseError } from '../../shared/errors.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { claimRecorded } from '../custody/kinds/claim-recorded.ts';
import { claimNumber } from '../db/tables/claim.ts';
import { claimId } from './claims/find-claim.ts';
import { readClaim, type ClaimReading, type TypedMeaning } from './claims/read-claim.ts';
import { orNothingRecorded, refused } from './claims/refused.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';

/** A claim as a person types it. */
export interface TypedClaim extends TypedMeaning {
  /** The items that it is about, by short id or digest. */
  items: readonly string[];
  claimant: string;
  translation?: string | undefined;
  sourceUrl?: string | undefined;
}

export interface RecordedClaim {
  /** Its short id. */
  claim: string;
  entry: number;
  reading: ClaimReading;
}

/** How a claim would be read; nothing is recorded. Throws CaseError `argument-invalid`, `item-not-found`. */
export async function previewClaim(readable: ReadableCase, typed: TypedClaim): Promise<ClaimReading> {
  return (await readTyped(readable, typed)).reading;
}

/** All of what was typed is read before anything is recorded or shown back. */
function readTyped(readable: ReadableCase, typed: TypedClaim) {
  return orNothingRecorded(() => ({ payload: toPayload(readable, typed), reading: readClaim(typed, readable.clock.now()) }));
}

/**
 * Record what somebody claims of items, in their words, with what it means. A doubtful reading is recorded only when a
 * person has confirmed it. Throws CaseError `argument-invalid`, `item-not-found`, `reading-not-confirmed`.
 */
export async function recordClaim(target: WritableCase, typed: TypedClaim, { confirmed = false } = {}): Promise<RecordedClaim> {
  const { payload, reading } = await readTyped(target, typed);
  if (reading.needsConfirmation && !confirmed) {
    throw new CaseError('reading-not-confirmed', { means: reading.means, doubts: reading.remarks.join(' ') });
  }
  const { about, meaning, saidAt } = reading;
  const read = { about, meaning, ...(saidAt === undefined ? {} : { saidAt }), readingConfirmed: reading.needsConfirmation };
  const entry = await target.record([claimRecorded.draft({ ...payload, ...read })]);
  return { claim: claimId(claimNumber(target.db, entry)), entry, reading };
}

function toPayload(target: ReadableCase, typed: TypedClaim) {
  const { claimant, quote, translation, sourceUrl, language, means } = typed;
  return {
    items: distinctItems(target, typed.items),
    claimant: typedText('claimant', claimant),
    quote: typedText('quote', quote),
    ...(translation === undefined ? {} : { translation: typedText('translation', translation) }),
    ...(sourceUrl === undefined ? {} : { sourceUrl: typedText('source address', sourceUrl) }),
    ...(language === undefined ? {} : { language: typedLanguage(language) }),
    ...(means === undefined ? {} : { means: typedText('meaning', means) }),
  };
}

const mostItems = 100;

function distinctItems(target: ReadableCase, names: readonly string[]): Sha256[] {
  const items = [...new Set(names.map((name) => findItem(target, name).sha256))];
  if (items.length >= 1 && items.length <= mostItems) return items;
  throw refused(`A claim is about one to ${mostItems} items; ${items.length} were named.`);
}

function typedLanguage(tag: string): string {
  try {
    const [canonical = tag] = Intl.getCanonicalLocales(tag.trim());
    return canonical;
  } catch {
    throw refused(`The language "${tag}" cannot be read. Accepted: a language tag such as uk, ru, en or fr.`);
  }
}
