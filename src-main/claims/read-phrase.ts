import type { UncertainInstant } from './instant.ts';
import { highestOffsetMinutes, lowestOffsetMinutes, minuteMs, type Zone } from './local-time.ts';
import { wordsOf } from './phrase-words/by-language.ts';
import type { PhraseTemplates, PhraseWords } from './phrase-words/words.ts';
import type { PhraseNote, TimePredicate } from './predicate.ts';
import { readDuration } from './read-duration.ts';
import { readInstant, type StatedInstant } from './read-instant.ts';
import { readRelativeDay } from './relative-day.ts';
import type { TimeBasis, Language } from './written-time.ts';
import { comparable } from './written-text.ts';

export interface ReadPhraseOptions {
  /** The language of the quote; without it all are tried. */
  language?: Language;
  /** The zone of times and days that name none; without it their offset is unknown. */
  zone?: Zone;
}

const longestQuote = 300;

/**
 * Read what a quote claims about the time of recording. Every word of it must belong to a form that is known: a quote
 * with a negation, a hedge, or anything else around or inside stays free text, and so does one that can be read in two
 * ways. A difference between "less than" and "not more than" is a note, not another meaning.
 */
export function readPhrase(quote: string, options: ReadPhraseOptions = {}): TimePredicate {
  if (quote.length > longestQuote) return freeText(quote);
  const text = bare(comparable(quote));
  const { zone = 'unknown' } = options;
  const readings = wordsOf(options.language).flatMap((words) => readClaims(text, { words, zone }));
  const meanings = new Map(readings.map((reading) => [JSON.stringify({ ...reading, notes: [] }), reading]));
  const [only] = meanings.values();
  return only !== undefined && meanings.size === 1 ? only : freeText(quote);
}

/** The schema's limit on free text; a longer quote is kept whole elsewhere. */
const longestFreeText = 100_000;

function freeText(quote: string): TimePredicate {
  return { kind: 'free-text', text: quote.slice(0, longestFreeText) };
}

/** Without the quotation marks around it and the full stop behind it. A question mark stays: a question claims nothing. */
function bare(text: string): string {
  const pairs = [/^"(?<inner>[^"]*)"$/, /^«(?<inner>[^«»]*)»$/, /^[“„](?<inner>[^“”„]*)[”“]$/, /^'(?<inner>[^']*)'$/];
  const unstopped = text.replace(/[.!]$/, '').trim();
  const inner = pairs.map((pair) => pair.exec(unstopped)?.groups?.['inner']).find((found) => found !== undefined);
  return (inner ?? unstopped).replace(/[.!]$/, '').trim();
}

interface Means {
  words: PhraseWords;
  zone: Zone;
}

/** All readings of a text in one language, with and without the words that say that the recording is meant. */
function readClaims(text: string, means: Means): TimePredicate[] {
  const behind = (opening: string): string => text.slice(new RegExp(`^(?:${opening})`, 'u').exec(text)?.[0].length ?? 0);
  const { opening, vagueOpening } = means.words.phrases;
  const said = behind(opening) === text ? [] : readClaim(behind(opening), means);
  if (said.length > 0) return said;
  const implied = [...new Set([text, behind(vagueOpening)])];
  return implied.flatMap((rest) => readClaim(rest, means)).map(withNote('recording-implied'));
}

function withNote(note: PhraseNote): (predicate: TimePredicate) => TimePredicate {
  return (predicate) => (predicate.kind === 'free-text' ? predicate : { ...predicate, notes: [...(predicate.notes ?? []), note] });
}

function readClaim(text: string, means: Means): TimePredicate[] {
  const { words } = means;
  const { phrases } = words;
  return [
    ...ages(text, phrases.notOlder, { words, notes: [] }),
    ...ages(text, phrases.lessOld, { words, notes: ['stated-strictly'] }),
    ...ages(text, phrases.ageImplied, { words, notes: ['age-implied'] }),
    ...limits(text, phrases, means),
    ...onDay(text, means),
  ];
}

interface Around {
  words: PhraseWords;
  notes: readonly PhraseNote[];
}

type Groups = Readonly<Record<string, string | undefined>>;

/** What stands in the places of every template that fits the whole text. */
function fits(text: string, templates: readonly string[]): Groups[] {
  const places: Record<string, string> = { '{D}': '(?<duration>.+)', '{N}': '(?<number>.*?)', '{U}': '(?<unit>.+)', '{I}': '(?<instant>.+)', '{J}': '(?<other>.+)' };
  return templates.flatMap((template) => {
    const pattern = template.replaceAll(/\{[A-Z]\}/g, (place) => places[place] ?? place);
    const groups: Groups | undefined = new RegExp(`^(?:${pattern})$`, 'u').exec(text)?.groups;
    return groups ? [groups] : [];
  });
}

function ages(text: string, templates: readonly string[], { words, notes }: Around): TimePredicate[] {
  return fits(text, templates).flatMap((groups): TimePredicate[] => {
    // "Les 72 dernières heures" has its adjective inside the duration.
    const said = groups['duration'] ?? `${groups['number'] ?? ''}${groups['unit'] ?? ''}`;
    const read = readDuration(said, words.language);
    if ('problem' in read || read.notation !== 'words') return [];
    const { shortestMs, longestMs } = read;
    const found = [...notes];
    if (read.basis.includes('days-of-24-hours')) found.push('days-of-24-hours');
    if (read.basis.includes('calendar')) found.push('calendar-lengths');
    return [{ kind: 'not-older-than', duration: { shortestMs, longestMs }, before: 'when-said', notes: found }];
  });
}

function limits(text: string, { before, after, between }: PhraseTemplates, means: Means): TimePredicate[] {
  const at = (groups: Groups): StatedInstant[] => usable(groups['instant'], means);
  return [
    ...fits(text, before).flatMap(at).map((instant): TimePredicate => ({ kind: 'before', at: spanOf(instant) })),
    ...fits(text, after).flatMap(at).map((instant): TimePredicate => ({ kind: 'after', at: spanOf(instant) })),
    ...fits(text, between).flatMap((groups): TimePredicate[] => {
      const [[from], [to]] = [at(groups), usable(groups['other'], means)];
      const reversed = from && to && from.earliest > to.earliest && from.latest > to.latest;
      return from && to && !reversed ? [{ kind: 'between', from: spanOf(from), to: spanOf(to) }] : [];
    }),
  ];
}

/** What a claim may not rest on: a reading that is one of several (1530 is a year and half past three), has no size, or is another parser's. */
const unusable: ReadonlySet<TimeBasis> = new Set([
  'ambiguous-day-month', 'approximate', 'uncertain', 'read-by-chrono', 'basic-notation', 'ordinal-date', 'year-only', 'decade', 'century', 'season',
  'open-start', 'open-end', 'unknown-start', 'unknown-end', 'before-gregorian', 'unspecified-digits', 'significant-digits',
]);

function usable(text: string | undefined, { words, zone }: Means): StatedInstant[] {
  const read = text === undefined ? undefined : readInstant(text, { language: words.language, zone });
  const fine = read && !('problem' in read) && !read.basis.some((code) => unusable.has(code));
  return fine ? [read] : [];
}

function spanOf({ earliest, latest }: StatedInstant): UncertainInstant {
  return { earliest, latest };
}

function onDay(text: string, { words, zone }: Means): TimePredicate[] {
  const relative = readRelativeDay(text, words);
  if (relative) {
    const { vague, ...day } = relative;
    return [{ kind: 'on-relative-day', ...day, reference: 'when-said', zone, notes: vague ? ['part-of-day'] : [] }];
  }
  // A day keeps its name: where it begins, and whether it existed there, is a matter of the zone alone.
  const [date] = usable(text, { words, zone: 'unknown' }).flatMap((instant) => plainDay(instant) ?? []);
  if (date !== undefined) return [{ kind: 'on-date', date, zone, notes: [] }];
  return usable(text, { words, zone }).map((instant) => ({ kind: 'between', ...endsOf(instant), notes: [] }));
}

/** `YYYY-MM-DD` of a whole day that names no zone. */
function plainDay({ reading: { code, facts } }: StatedInstant): string | undefined {
  const { from, zone } = facts;
  return code === 'day' && zone === 'unknown' && typeof from === 'string' ? from.slice(0, 10) : undefined;
}

/**
 * The first and the last moment of a unit of time. An unknown offset moves both; in a fold and for one of several dates
 * nobody can say where in the whole either lies.
 */
function endsOf(instant: StatedInstant): { from: UncertainInstant; to: UncertainInstant } {
  const { earliest, latest, basis } = instant;
  if (basis.includes('zone-fold') || basis.includes('one-of-a-set')) return { from: spanOf(instant), to: spanOf(instant) };
  const errorMs = basis.includes('offset-unknown') ? (highestOffsetMinutes - lowestOffsetMinutes) * minuteMs : 0;
  return { from: { earliest, latest: earliest + errorMs }, to: { earliest: latest - errorMs, latest } };
}
