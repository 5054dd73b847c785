import type { PhraseWords } from './phrase-words/words.ts';

/** An exact number, `numerator / denominator`. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/** A number and how many words it took. */
export interface ReadNumber {
  value: Fraction;
  taken: number;
}

/**
 * Read the number at the beginning of a list of words: digits, with a decimal part of another length than three (1,500
 * is fifteen hundred to some and one and a half to others), or number words up to 999. Undefined when there is none.
 */
export function readNumber(words: readonly string[], lexicon: PhraseWords): ReadNumber | undefined {
  const first = words[0] ?? '';
  if (/^\d/.test(first)) return readDigits(first);
  return readHalves(words, lexicon) ?? readNumberWords(words, lexicon);
}

function readDigits(text: string): ReadNumber | undefined {
  const digits = /^(?<whole>\d{1,9})(?:[.,](?<decimals>\d{1,2}|\d{4,6}))?$/.exec(text)?.groups;
  if (!digits) return undefined;
  const decimals = digits['decimals'] ?? '';
  const value = { numerator: BigInt(`${digits['whole']}${decimals}`), denominator: 10n ** BigInt(decimals.length) };
  return { value, taken: 1 };
}

/** "half an hour", "une demi-heure", "полтора часа". */
function readHalves(words: readonly string[], lexicon: PhraseWords): ReadNumber | undefined {
  const isOne = (word: string | undefined): boolean => word !== undefined && lexicon.numbers[word] === 1;
  const skipped = isOne(words[0]) && lexicon.halves[words[1] ?? ''] === 1 ? 1 : 0;
  const halves = lexicon.halves[words[skipped] ?? ''];
  if (halves === undefined) return undefined;
  const article = skipped === 0 && halves === 1 && isOne(words[1]) ? 1 : 0;
  return { value: { numerator: BigInt(halves), denominator: 2n }, taken: skipped + 1 + article };
}

function readNumberWords(words: readonly string[], lexicon: PhraseWords): ReadNumber | undefined {
  let [sum, taken] = [0, 0];
  let previous = Infinity;
  for (;;) {
    const joined = taken > 0 && lexicon.and.includes(words[taken] ?? '') ? 1 : 0;
    const next = lexicon.numbers[words[taken + joined] ?? ''];
    if (next === undefined || (joined === 1 && !mayBeJoined(previous, next))) break;
    if (sum > 0 && sum < 10 && next === 100 && joined === 0) sum *= 100;
    else if (mayFollow(previous, next)) sum += next;
    else return undefined;
    previous = next;
    taken += 1 + joined;
  }
  return taken === 0 ? undefined : { value: { numerator: BigInt(sum), denominator: 1n }, taken };
}

/** What follows tens are units; French counts on to nineteen behind sixty and eighty, and says dix-sept. */
function mayFollow(previous: number, next: number): boolean {
  if (previous === Infinity) return true;
  if (previous === 100) return next < 100;
  if (previous === 60 || previous === 80) return next < 20;
  if (previous === 10) return next >= 7 && next < 10;
  return previous >= 20 && next < 10;
}

/** "a hundred and twenty", "vingt et un", "soixante et onze". */
function mayBeJoined(previous: number, next: number): boolean {
  return previous === 100 || (previous >= 20 && previous < 80 && (next === 1 || next === 11));
}
