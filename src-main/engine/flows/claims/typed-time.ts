import type { UncertainInstant } from '../../../claims/instant.ts';
import type { Zone } from '../../../claims/local-time.ts';
import { readDuration, type DurationProblem, type StatedDuration } from '../../../claims/read-duration.ts';
import { readInstant, type ReadInstantOptions, type StatedInstant } from '../../../claims/read-instant.ts';
import { isUnread, readZone } from '../../../claims/read-zone.ts';
import { languages, type Language, type TimeProblem } from '../../../claims/written-time.ts';
import { refused } from './refused.ts';

const timeProblems: Readonly<Record<TimeProblem, string>> = {
  empty: 'it is empty',
  'too-long': 'it is too long',
  'not-understood': 'it is not understood',
  'no-such-date': 'there is no such date',
  'no-such-time': 'there is no such time of day',
  'no-such-zone': 'there is no such time zone',
  'offset-out-of-range': 'no place on Earth has that offset; they reach from -12:00 to +14:00',
  'offset-contradicts-zone': 'the offset is not that of the time zone at that time',
  'offset-or-range': 'it can be read as an offset and as a range',
  'local-time-skipped': 'clocks in that zone skipped that time',
  'not-a-leap-second': 'there was no leap second then',
  'out-of-range': 'it is too far from the present',
  'several-dates': 'it names several dates',
  'interval-reversed': 'it ends before it begins',
  'weekday-contradicts-date': 'that date is another day of the week',
  'two-digit-year': 'a year of two digits may be of any century',
  'reference-missing': 'it counts from a time that is not known',
  'languages-disagree': 'it means different things in different languages; say which with the language',
};

const durationProblems: Readonly<Record<DurationProblem, string>> = {
  empty: 'it is empty',
  'too-long': 'it is too long',
  'not-understood': 'it is not understood',
  'out-of-range': 'it is too long a time',
  'languages-disagree': 'it means different things in different languages',
  'fraction-of-a-month': 'a fraction of a month or year has no length',
};

/** A time that a person typed. `what` names it in the sentence. Throws CaseError `argument-invalid`. */
export function typedInstant(what: string, text: string, options: ReadInstantOptions = {}): StatedInstant {
  const read = readInstant(text, options);
  if (!('problem' in read)) return read;
  throw refused(`The ${what} "${text}" cannot be read: ${timeProblems[read.problem]}${partOf(read.part, text)}. Accepted: a time such as ${read.accepted}, an EDTF date, or words such as "18 October 2024, 14:30".`);
}

function partOf(part: string, text: string): string {
  return part === '' || part === text ? '' : ` ("${part}")`;
}

/** A length of time that a person typed, such as `2 h` or `PT2H`. Throws CaseError `argument-invalid`. */
export function typedDuration(what: string, text: string): StatedDuration {
  const read = readDuration(text);
  if (!('problem' in read)) return read;
  throw refused(`The ${what} "${text}" cannot be read: ${durationProblems[read.problem]}. Accepted: a length of time such as "2 hours", "90 s" or ${read.accepted}.`);
}

/** A time zone that a person typed. Throws CaseError `argument-invalid`. */
export function typedZone(text: string): Zone {
  const zone = readZone(text.trim());
  if (!isUnread(zone)) return zone;
  throw refused(`The zone "${text}" cannot be read: ${timeProblems[zone.problem]}. Accepted: an offset such as +03:00, UTC, or a name such as Europe/Kyiv.`);
}

/** `FROM/TO` as two times. Throws CaseError `argument-invalid`. */
export function typedSpan(what: string, text: string, options: ReadInstantOptions = {}): { from: StatedInstant; to: StatedInstant } {
  const parts = text.split('/');
  // A zone name has a slash of its own: the two halves are those of equal length in slashes.
  const half = parts.length / 2;
  if (!Number.isInteger(half)) throw refused(`The ${what} "${text}" cannot be read: it has no beginning and end. Accepted: two times with a slash between them, such as 2024-10-15/2024-10-18.`);
  const from = typedInstant(`beginning of the ${what}`, parts.slice(0, half).join('/'), options);
  const to = typedInstant(`end of the ${what}`, parts.slice(half).join('/'), options);
  // Of two times of which neither offset is known, the later one may still begin before the earlier one ends.
  if (from.earliest <= to.latest && !(from.earliest > to.earliest && from.latest > to.latest)) return { from, to };
  throw refused(`The ${what} "${text}" cannot be read: it ends before it begins. Accepted: two times with a slash between them, the earlier one first.`);
}

/** The language of a quote where it is one whose words are read; others are recorded and not read. */
export function languageRead(tag: string | undefined): Language | undefined {
  const [primary] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

/** An instant with a further error both ways. */
export function widened({ earliest, latest }: UncertainInstant, errorMs: number): UncertainInstant {
  return { earliest: earliest - errorMs, latest: latest + errorMs };
}
