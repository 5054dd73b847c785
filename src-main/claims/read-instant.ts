import type { UncertainInstant } from './instant.ts';
import { furthestMs, highestOffsetMinutes, isZoneName, localText, lowestOffsetMinutes, place, type LocalSpan, type Zone } from './local-time.ts';
import { wordsOf } from './phrase-words/by-language.ts';
import { readEdtf } from './read-edtf.ts';
import { readIso } from './read-iso.ts';
import { readNumericDate } from './read-numeric-date.ts';
import { readWithChrono } from './read-with-chrono.ts';
import { readWords } from './read-words.ts';
import { isUnread, zoneText } from './read-zone.ts';
import { comparable, hasOtherDigits, withOrdinarySigns } from './written-text.ts';
import { unread, type Language, type Reading, type ReadingCode, type TimeBasis, type Unread, type WrittenTime } from './written-time.ts';

/**
 * A time as somebody wrote it, and the instants that it can stand for. The interval is closed, in whole ms: a unit runs
 * from its first ms to its last (the day 2024-10-18 in UTC ends at 23:59:59.999), and an instant between two ms lies in
 * the interval when the ms before it does.
 */
export interface StatedInstant extends UncertainInstant {
  /** As written. */
  text: string;
  notation: 'iso-8601' | 'edtf' | 'words';
  /** The EDTF as written, when it is one. */
  edtf?: string;
  /** What its error rests on. */
  basis: TimeBasis[];
  /** The reading to show back: facts are `from`, `to` (wall clock, or UTC when the zone is `UTC`), `zone`, and some of their own. */
  reading: { code: ReadingCode; facts: Record<string, string | number> };
  /** Read from words, or doubtful in itself: a person should look at the reading first. */
  needsConfirmation: boolean;
}

export interface ReadInstantOptions {
  /** The language it is written in; without it all are tried. */
  language?: Language;
  /** What "yesterday" counts from. */
  relativeTo?: UncertainInstant;
  /** The zone to read a time in that names none; a zone in the text wins. Default `unknown`. */
  zone?: Zone;
}

const longestText = 300;

/**
 * Read what somebody wrote as a time: ISO 8601, EDTF, or words in English, French, Ukrainian or Russian. Nothing is
 * guessed: a text of which a part is not understood is a problem, with what would be accepted. Where the offset is not
 * known, every offset in use from -12:00 to +14:00 is possible: 2024-10-18 is 2024-10-17T10:00:00.000Z to
 * 2024-10-19T11:59:59.999Z.
 */
export function readInstant(text: string, options: ReadInstantOptions = {}): StatedInstant | Unread {
  if (text.length > longestText) return unread('too-long', text.slice(0, longestText));
  const zoneProblem = options.zone === undefined ? undefined : checkZone(options.zone);
  if (zoneProblem) return unread(zoneProblem, zoneText(options.zone ?? 'unknown'));
  const signs = withOrdinarySigns(text);
  if (signs === '') return unread('empty', text);
  const iso = readIso(signs);
  if (iso) return stated(iso, { text, notation: 'iso-8601', options });
  const edtf = readEdtf(signs);
  if (edtf) return stated(edtf, { text, notation: 'edtf', options });
  return stated(readInWords(comparable(text), options), { text, notation: 'words', options });
}

function checkZone(zone: Zone): 'no-such-zone' | 'offset-out-of-range' | undefined {
  if (zone === 'unknown') return undefined;
  if ('name' in zone) return isZoneName(zone.name) ? undefined : 'no-such-zone';
  const { offsetMinutes } = zone;
  const real = Number.isInteger(offsetMinutes) && offsetMinutes >= lowestOffsetMinutes && offsetMinutes <= highestOffsetMinutes;
  return real ? undefined : 'offset-out-of-range';
}

/** Ask each language; two that read the same text differently are a problem, and a reading beats a problem. */
function readInWords(text: string, options: ReadInstantOptions): Reading {
  const numeric = readNumericDate(text, options.language);
  if (numeric) return numeric;
  const surroundings = { relativeTo: options.relativeTo, zone: options.zone ?? 'unknown', language: options.language };
  const lexicons = wordsOf(options.language);
  const own = settle(lexicons.map((words) => readWords(text, words, surroundings)), text);
  return own ?? settle(lexicons.map(({ language }) => readWithChrono(text, language)), text);
}

function settle(readings: readonly Reading[], text: string): Reading {
  const found = readings.filter((reading) => reading !== undefined);
  const times = found.filter((reading): reading is WrittenTime => !isUnread(reading));
  const different = new Set(times.map((time) => JSON.stringify([time.where, time.zone])));
  return different.size > 1 ? unread('languages-disagree', text) : (times[0] ?? found[0]);
}

interface Source {
  text: string;
  notation: StatedInstant['notation'];
  options: ReadInstantOptions;
}

function stated(reading: Reading, source: Source): StatedInstant | Unread {
  if (!reading) return unread('not-understood', source.text);
  if (isUnread(reading)) return reading;
  const otherDigits = hasOtherDigits(source.text);
  const basis: TimeBasis[] = otherDigits ? [...reading.basis, 'digits-of-another-script'] : reading.basis;
  const common = {
    text: source.text,
    notation: source.notation,
    ...(source.notation === 'edtf' ? { edtf: source.text } : {}),
    needsConfirmation: reading.needsConfirmation === true || otherDigits,
  };
  const { where } = reading;
  if ('earliest' in where && Math.max(Math.abs(where.earliest), Math.abs(where.latest)) > furthestMs) return unread('out-of-range', source.text);
  if ('earliest' in where) return { ...where, ...common, basis, reading: { code: reading.code, facts: factsOf(utcSpan(where), 'UTC', reading) } };
  const zone = reading.zone ?? source.options.zone ?? 'unknown';
  const placed = place(where, zone);
  if ('problem' in placed) return unread(placed.problem, source.text);
  const { note, ...instant } = placed;
  const facts = factsOf(where, zoneText(zone), reading);
  const doubtful = common.needsConfirmation || note === 'zone-fold';
  return { ...instant, ...common, needsConfirmation: doubtful, basis: [...basis, ...zoneBasis(zone, reading, note)], reading: { code: reading.code, facts } };
}

function zoneBasis(zone: Zone, reading: WrittenTime, note: 'offset-unknown' | 'zone-fold' | undefined): TimeBasis[] {
  const basis: TimeBasis[] = note ? [note] : [];
  if (zone !== 'unknown' && 'name' in zone) basis.push('zone-named');
  if (zone !== 'unknown' && reading.zone === undefined) basis.push('offset-handed-in');
  return basis;
}

function utcSpan({ earliest, latest }: UncertainInstant): LocalSpan {
  return { from: earliest, to: latest };
}

function factsOf(span: LocalSpan, zone: string, reading: WrittenTime): Record<string, string | number> {
  return { ...reading.facts, from: localText(span.from), to: localText(span.to), zone };
}
