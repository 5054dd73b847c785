import { falling, lengthOf, type Amount, type Duration, type DurationBasis } from './duration-length.ts';
import { wordsOf } from './phrase-words/by-language.ts';
import type { PhraseWords } from './phrase-words/words.ts';
import { readNumber, type Fraction } from './read-number.ts';
import { comparable, withOrdinarySigns } from './written-text.ts';
import type { Language, Unread } from './written-time.ts';

/** A length of time as somebody wrote it. */
export interface StatedDuration extends Duration {
  /** As written. */
  text: string;
  notation: 'iso-8601' | 'words';
  basis: DurationBasis[];
  /** The longest that one of its smallest unit can be: the step in which it was counted. */
  stepMs: number;
}

export type DurationProblem = 'empty' | 'too-long' | 'not-understood' | 'out-of-range' | 'languages-disagree' | 'fraction-of-a-month';

const longestText = 200;

/**
 * Read a length of time: an ISO 8601 duration (`P3D`, `PT72H`) or words in English, French, Ukrainian or Russian. Days
 * are 24 hours and weeks seven of them. Months and years are as long as any run of as many calendar months (28 to 31
 * days for one). Without a language all are tried, and a text that two read differently ("1 год") is a problem.
 */
export function readDuration(text: string, language?: Language): StatedDuration | Unread<DurationProblem> {
  const problem = (code: DurationProblem): Unread<DurationProblem> => ({ problem: code, part: text.slice(0, longestText), accepted: 'PT72H' });
  if (text.length > longestText) return problem('too-long');
  if (text.trim() === '') return problem('empty');
  const iso = readIsoAmounts(withOrdinarySigns(text));
  const readings = iso ? [iso] : wordsOf(language).map((lexicon) => readAmounts(comparable(text), lexicon)).filter((amounts) => amounts !== undefined);
  const lengths = distinct(readings.map(lengthOf));
  if (lengths.length > 1) return problem('languages-disagree');
  const [length] = lengths;
  if (length === undefined) return problem('not-understood');
  if ('problem' in length) return problem(length.problem);
  return { ...length, text, notation: iso ? 'iso-8601' : 'words' };
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

const isoPattern = /^p(?:([\d.,]+)y)?(?:([\d.,]+)m)?(?:([\d.,]+)w)?(?:([\d.,]+)d)?(?:t(?:([\d.,]+)h)?(?:([\d.,]+)m)?(?:([\d.,]+)s)?)?$/i;

/** ISO 8601-1, 5.5.2: only the last part may have decimals, and there is at least one part. */
function readIsoAmounts(text: string): Amount[] | undefined {
  const found = isoPattern.exec(text);
  if (!found || /t$/i.test(text)) return undefined;
  const amounts: Amount[] = [];
  for (const [n, unit] of falling.slice(0, 7).entries()) {
    const digits = found[n + 1];
    if (digits === undefined) continue;
    const value = readIsoNumber(digits);
    if (value === undefined || amounts.some((before) => before.value.denominator > 1n)) return undefined;
    amounts.push({ value, unit });
  }
  return amounts.length > 0 ? amounts : undefined;
}

function readIsoNumber(digits: string): Fraction | undefined {
  const parts = /^(\d{1,12})(?:[.,](\d{1,12}))?$/.exec(digits);
  if (!parts) return undefined;
  const decimals = parts[2] ?? '';
  return { numerator: BigInt(`${parts[1]}${decimals}`), denominator: 10n ** BigInt(decimals.length) };
}

/** All words of the text must belong to amounts, in falling order of their units. */
function readAmounts(text: string, lexicon: PhraseWords): Amount[] | undefined {
  let words = wordsIn(text);
  const amounts: Amount[] = [];
  while (words.length > 0) {
    if (amounts.length > 0 && lexicon.and.includes(words[0] ?? '')) words = words.slice(1);
    const amount = readAmount(words, lexicon);
    if (!amount || !isFalling(amounts.at(-1), amount.found)) return undefined;
    amounts.push(amount.found);
    words = words.slice(amount.taken);
  }
  return amounts.length > 0 ? amounts : undefined;
}

function wordsIn(text: string): string[] {
  return text
    .replaceAll(/quatre[- ]vingts?/g, 'quatrevingt')
    .replaceAll(/(?<=[\p{L}\d])-(?=\p{L})/gu, ' ')
    .replaceAll(/(?<=\d)(?=\p{L})/gu, ' ')
    .replaceAll(/(?<=\p{L})\.(?= |$)/gu, '')
    .split(' ');
}

function readAmount(words: readonly string[], lexicon: PhraseWords): { found: Amount; taken: number } | undefined {
  const number = readNumber(words, lexicon);
  const one = { value: { numerator: 1n, denominator: 1n }, taken: 0 };
  const counted = number ?? (lexicon.bareUnits.includes(words[0] ?? '') ? one : undefined);
  const unit = lexicon.units[words[counted?.taken ?? 0] ?? ''];
  return counted && unit && { found: { value: counted.value, unit }, taken: counted.taken + 1 };
}

function isFalling(before: Amount | undefined, amount: Amount): boolean {
  return before === undefined || falling.indexOf(before.unit) < falling.indexOf(amount.unit);
}
