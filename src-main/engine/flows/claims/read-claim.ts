import type { UncertainInstant } from '../../../claims/instant.ts';
import type { Zone } from '../../../claims/local-time.ts';
import { readPhrase } from '../../../claims/read-phrase.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { Language } from '../../../claims/written-time.ts';
import type { PhraseNote, TimePredicate } from '../../../claims/predicate.ts';
import type { ClaimMeaning, ClaimSubject, SaidAt } from '../../../shared/claim-record.ts';
import { timePredicateSchema } from '../../../shared/time-predicate.ts';
import { toRecordText } from '../../../shared/text.ts';
import { fromRecordedInstant, toRecordedInstant } from './recorded-instant.ts';
import { meaningText, noteSentence } from './meaning-words.ts';
import { refused } from './refused.ts';
import { toRecordedPlace, typedPlace } from './typed-place.ts';
import { toRecordedPost, typedPost } from './typed-post.ts';
import { languageRead, typedInstant, typedZone } from './typed-time.ts';

/** What a person typed of a claim, as far as its reading goes. */
export interface TypedMeaning {
  quote: string;
  /** BCP 47 tag of the quote's language; without it every language that is read is tried. */
  language?: string | undefined;
  /** When it was said: a time, or the address of the post that said it. At most one of the two. */
  saidAt?: string | undefined;
  post?: string | undefined;
  /** The zone of times and days that name none. */
  zone?: string | undefined;
  /** A phrase that says what is meant, where the quote does not say it plainly. */
  means?: string | undefined;
  /** The place that is claimed, and about where to look for it. */
  place?: string | undefined;
  near?: string | undefined;
  about?: ClaimSubject | undefined;
}

/** How a claim was read, to be shown back before it is recorded. */
export interface ClaimReading {
  about: ClaimSubject;
  meaning: ClaimMeaning;
  saidAt?: SaidAt;
  /** The meaning in words. */
  means: string;
  /** What the reading supposes, one sentence each. */
  remarks: string[];
  /** The reading is doubtful: a person has to confirm it. */
  needsConfirmation: boolean;
}

/** Read what is claimed. `now` in ms. Throws CaseError `argument-invalid`, with what is wrong and what is accepted. */
export function readClaim(typed: TypedMeaning, now: number): ClaimReading {
  const zone = typed.zone === undefined ? undefined : typedZone(typed.zone);
  const said = readSaidAt(typed, { zone, now });
  const meaning = readMeaning(typed, zone);
  const notes = 'notes' in meaning ? (meaning.notes ?? []) : [];
  const doubtful = notes.some((note) => isDoubtful(note, meaning, typed));
  return {
    about: typed.about ?? subjectOf(meaning),
    meaning,
    ...(said.saidAt === undefined ? {} : { saidAt: said.saidAt }),
    means: meaningText(meaning, said.saidAt && fromRecordedInstant(said.saidAt.instant)),
    remarks: [...notes.map(noteSentence), ...said.remarks],
    needsConfirmation: doubtful || said.needsConfirmation,
  };
}

function subjectOf(meaning: ClaimMeaning): ClaimSubject {
  if (meaning.kind === 'place') return 'place';
  return meaning.kind === 'free-text' ? 'other' : 'time';
}

/** Whoever types what is meant speaks of the recording; an age counts from it in any case. */
function isDoubtful(note: PhraseNote, meaning: ClaimMeaning, { means }: TypedMeaning): boolean {
  if (note === 'recording-implied') return means === undefined && meaning.kind !== 'not-older-than';
  return note === 'age-implied' || note === 'part-of-day';
}

function readMeaning(typed: TypedMeaning, zone: Zone | undefined): ClaimMeaning {
  const { place, near, means, about } = typed;
  if (near !== undefined && place === undefined) throw refused('Where to look (near) belongs to a place, and the claim names none.');
  if (place !== undefined && means !== undefined) throw refused('A claim is about a place or about a time: give one of the two, and record the other as a claim of its own.');
  if (place !== undefined) return placeMeaning(typedPlace(place, near), about);
  if (means !== undefined) return meantBy(means, zone);
  const freeText: ClaimMeaning = { kind: 'free-text', text: toRecordText(typed.quote.trim()) };
  return about !== undefined && about !== 'time' ? freeText : (readQuote(typed, zone) ?? freeText);
}

function placeMeaning(place: ReturnType<typeof typedPlace>, about: ClaimSubject | undefined): ClaimMeaning {
  if (about !== undefined && about !== 'place') throw refused(`A place says nothing of the claim's subject, which is ${about}. Leave the subject out, or the place.`);
  return { kind: 'place', place: toRecordedPlace(place) };
}

function meantBy(phrase: string, zone: Zone | undefined): ClaimMeaning {
  const read = readPhrase(phrase, zone === undefined ? {} : { zone });
  if (read.kind !== 'free-text') return read;
  throw refused(
    `What is meant cannot be read from "${phrase}". Accepted: "not older than 72 hours", "recorded before 2024-10-18T12:00Z", "recorded after 17 October 2024", ` +
      '"recorded between 2024-10-15 and 2024-10-16", "recorded on 18 October 2024", "recorded yesterday", in English, French, Ukrainian or Russian.',
  );
}

/** Nothing where the quote is in a language that is not read, or is no plain statement of time: it is never guessed at. */
function readQuote({ quote, language }: TypedMeaning, zone: Zone | undefined): TimePredicate | undefined {
  const known: Language | undefined = languageRead(language);
  if (language !== undefined && known === undefined) return undefined;
  const read = readPhrase(quote, { ...(known === undefined ? {} : { language: known }), ...(zone === undefined ? {} : { zone }) });
  return read.kind === 'free-text' || !timePredicateSchema.safeParse(read).success ? undefined : read;
}

interface Said {
  saidAt?: SaidAt;
  remarks: string[];
  needsConfirmation: boolean;
}

function readSaidAt({ saidAt, post, language }: TypedMeaning, { zone, now }: { zone: Zone | undefined; now: number }): Said {
  if (saidAt !== undefined && post !== undefined) throw refused('Say when it was said either by a time or by a post, not by both.');
  if (post !== undefined) return saidByPost(post, now);
  if (saidAt === undefined) return { remarks: ['When it was said is not known.'], needsConfirmation: false };
  const known = languageRead(language);
  const read = readInstantOfSaying(saidAt, { zone, known });
  const remarks = [`Said: ${shownInstant(read)} (${read.basis.map((code) => code.replaceAll('-', ' ')).join(', ') || 'as stated'}).`];
  const early = read.earliest > now;
  if (early) remarks.push(`By the clock of this computer (${utcText(now)}) that time has not come yet.`);
  return { saidAt: { text: saidAt.trim(), instant: toRecordedInstant(read), basis: [...read.basis] }, remarks, needsConfirmation: early || read.needsConfirmation };
}

/** In the quote's language first; a time is often typed in another one. */
function readInstantOfSaying(text: string, { zone, known }: { zone: Zone | undefined; known: Language | undefined }) {
  const inZone = zone === undefined ? {} : { zone };
  if (known === undefined) return typedInstant('time at which it was said', text, inZone);
  try {
    return typedInstant('time at which it was said', text, { ...inZone, language: known });
  } catch {
    return typedInstant('time at which it was said', text, inZone);
  }
}

function shownInstant({ earliest, latest }: UncertainInstant): string {
  return meaningText({ kind: 'between', from: { earliest, latest: earliest }, to: { earliest: latest, latest } }, undefined).replace(/^recorded /, '');
}

function saidByPost(text: string, now: number): Said {
  const post = typedPost(text, now);
  const hosted = post.basis.clock === 'self-hosted' ? ['The server that made the id can be run by anybody, and write any time into it.'] : [];
  const saidAt: SaidAt = { text: text.trim(), instant: toRecordedInstant(post.createdAt), basis: ['post-id'], post: toRecordedPost(text, post) };
  return { saidAt, remarks: [`Said: ${shownInstant(post.createdAt)} (post id).`, ...hosted], needsConfirmation: false };
}
