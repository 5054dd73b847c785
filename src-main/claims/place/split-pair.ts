import { placeProblem, type PlaceProblem } from './problem.ts';

/** One angle as written: up to three numbers, and on which side of zero. */
export interface AngleText {
  numbers: string[];
  negative: boolean;
  written: string;
}

export interface PairText {
  latitude: AngleText;
  longitude: AngleText;
}

interface Token {
  kind: 'number' | 'unit' | 'letter' | 'separator';
  text: string;
}

/** Signs that look alike, and words, brought to one writing. The record keeps what was written. */
const spellings: readonly [RegExp, string][] = [
  [/[−‒–—]/g, '-'],
  [/[º˚]|\s*\bdeg(rees?)?\b/gi, '°'],
  [/''|[″“”ʺ]/g, '"'],
  [/[′’‘ʹ`´]/g, "'"],
  [/с\.?\s?ш\.?|\bnorth\b/gi, 'N'],
  [/ю\.?\s?ш\.?|\bsouth\b/gi, 'S'],
  [/в\.?\s?д\.?|\beast\b/gi, 'E'],
  [/з\.?\s?д\.?|\bwest\b/gi, 'W'],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  // Marks of direction and joining that copying brings along.
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, ''],
];

const labels = /(?:^|[\s,;])(lat(?:itude)?|lon(?:g(?:itude)?)?|lng|широта|долгота)\s*[.:=]?(?=[\s\d+-])/gi;

/** Divide a text into its latitude and its longitude. */
export function splitPair(text: string): PairText | PlaceProblem {
  const plain = spellings.reduce((so, [from, to]) => so.replace(from, to), text).trim().replace(/^\((.*)\)$/, '$1');
  const longitudeFirst = /^[\s,;]*(lon|lng|долгота)/i.test([...plain.matchAll(labels)][0]?.[0] ?? '');
  const tokens = tokensOf(plain.replace(labels, ' ').trim());
  if ('problem' in tokens) return tokens;
  const [first, second] = halves(tokens);
  if (!first || !second) return placeProblem('count-of-numbers', 'text', text);
  return arrange([first, second], longitudeFirst, text);
}

function tokensOf(text: string): Token[] | PlaceProblem {
  const number = decimalCommas(text) ? /[+-]?\d+(?:,\d+)?/y : /[+-]?\d+(?:\.\d+)?/y;
  const kinds: readonly [Token['kind'], RegExp][] = [
    ['number', number],
    ['unit', /[°'":]/y],
    ['letter', /[NSEW](?![A-Z])/iy],
    ['separator', /[,;/|]/y],
  ];
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = /\s/.test(text.charAt(at)) ? { kind: undefined, text: ' ' } : tokenAt(text, at, kinds);
    if (!token) return unexpected(text.slice(at, at + 10));
    if (token.kind) tokens.push({ kind: token.kind, text: token.text });
    at += token.text.length;
  }
  return tokens;
}

function unexpected(found: string): PlaceProblem {
  return /^O\b/i.test(found) ? placeProblem('hemisphere-unclear', 'hemisphere', found) : placeProblem('character-unexpected', 'text', found);
}

function tokenAt(text: string, at: number, kinds: readonly [Token['kind'], RegExp][]): Token | undefined {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  return undefined;
}

/** A comma is a decimal mark where there is no point, it touches digits on both sides, and it is not the only divider. */
function decimalCommas(text: string): boolean {
  return !text.includes('.') && /\d,\d/.test(text) && !/^[+-]?\d+,[+-]?\d+$/.test(text);
}

/** The first rule that applies says where the second angle begins. */
function halves(tokens: readonly Token[]): [Token[], Token[]] | [] {
  const places = (kind: Token['kind'], text?: string): number[] =>
    tokens.flatMap((token, n) => (token.kind === kind && (text === undefined || token.text === text) ? [n] : []));
  const [separators, letters, degrees, numbers] = [places('separator'), places('letter'), places('unit', '°'), places('number')];
  const signed = numbers.filter((n) => /^[+-]/.test(tokens[n]?.text ?? ''));
  const cut = cutAt({ separators, letters, degrees, numbers, signed });
  if (cut === undefined) return [];
  return [tokens.slice(0, cut), tokens.slice(cut)].map((half) => half.filter(({ kind }) => kind !== 'separator')) as [Token[], Token[]];
}

interface Landmarks {
  separators: number[];
  letters: number[];
  degrees: number[];
  numbers: number[];
  signed: number[];
}

function cutAt({ separators, letters, degrees, numbers, signed }: Landmarks): number | undefined {
  if (separators.length > 0) return separators.length === 1 ? separators[0] : undefined;
  const [letter, secondLetter] = letters;
  if (letter !== undefined && secondLetter !== undefined) return letter === 0 ? secondLetter : letter + 1;
  const [, secondDegree] = degrees;
  if (secondDegree !== undefined) return secondDegree - 1;
  const lastSigned = signed.at(-1);
  if (lastSigned !== undefined && lastSigned > 0) return lastSigned;
  return numbers.length % 2 === 0 ? numbers[numbers.length / 2] : undefined;
}

function arrange([first, second]: [Token[], Token[]], longitudeFirst: boolean, text: string): PairText | PlaceProblem {
  const axes = [first, second].map((half) => axisOf(half));
  if (axes[0] !== undefined && axes[0] === axes[1]) return placeProblem('hemisphere-unclear', 'hemisphere', text);
  const swapped = longitudeFirst || axes[0] === 'longitude' || axes[1] === 'latitude';
  const latitude = angleText(swapped ? second : first, 'latitude');
  if ('problem' in latitude) return latitude;
  const longitude = angleText(swapped ? first : second, 'longitude');
  return 'problem' in longitude ? longitude : { latitude, longitude };
}

function axisOf(tokens: readonly Token[]): 'latitude' | 'longitude' | undefined {
  const letter = tokens.find(({ kind }) => kind === 'letter')?.text.toUpperCase();
  if (letter === undefined) return undefined;
  return 'NS'.includes(letter) ? 'latitude' : 'longitude';
}

function angleText(tokens: readonly Token[], axis: 'latitude' | 'longitude'): AngleText | PlaceProblem {
  const written = tokens.map(({ text }) => text).join(' ');
  const numbers = tokens.filter(({ kind }) => kind === 'number').map(({ text }) => text);
  if (numbers.length < 1 || numbers.length > 3) return placeProblem('count-of-numbers', axis, written);
  const letters = tokens.filter(({ kind }) => kind === 'letter');
  const inside = tokens.slice(1, -1).some(({ kind }) => kind === 'letter');
  const signs = numbers.filter((number) => /^[+-]/.test(number)).length;
  if (letters.length > 1 || inside || signs + letters.length > 1 || (signs === 1 && !/^[+-]/.test(numbers[0] ?? ''))) {
    return placeProblem('sign-and-letter', axis, written);
  }
  if (!unitsInOrder(tokens)) return placeProblem('character-unexpected', axis, written);
  const negative = (numbers[0] ?? '').startsWith('-') || /^[SW]$/i.test(letters[0]?.text ?? '');
  return { numbers: numbers.map((number) => number.replace(/^[+-]/, '')), negative, written };
}

/** Each unit stands behind its own number: degrees, then minutes, then seconds; a colon between any two. */
function unitsInOrder(tokens: readonly Token[]): boolean {
  let count = 0;
  return tokens.every(({ kind, text }) => {
    if (kind === 'number') count++;
    return kind !== 'unit' || text === ':' || `°'"`.indexOf(text) === count - 1;
  });
}
