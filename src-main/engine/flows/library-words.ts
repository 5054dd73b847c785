import { itemsOfClaims, textsOfClaims, textsOfItems, type ItemTexts } from '../db/tables/library-words.ts';
import type { ReadableCase } from './open-case.ts';

/** Where a searched word was found, and the words around it. */
export interface Matched {
  where: 'names' | 'notes' | 'claims' | 'facts' | 'provenance';
  text: string;
}

const fields = ['names', 'notes', 'facts', 'provenance'] as const satisfies (keyof ItemTexts)[];
const around = 40;

/** Words as the search index has them: letters and digits, without accents, in lower case. */
function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Items of claims that hold every one of the words; the last may be unfinished, as may the others. */
export function itemsClaimed({ db }: ReadableCase, search: string | undefined): Map<number, string> {
  const wanted = wordsOf(search ?? '');
  if (wanted.length === 0) return new Map();
  const saying = new Map(textsOfClaims(db).filter(({ text }) => holdsAll(text, wanted)).map(({ number, text }) => [number, text]));
  if (saying.size === 0) return new Map();
  return new Map(itemsOfClaims(db, [...saying.keys()]).map(({ item, claim }) => [item, excerpt(saying.get(claim) ?? '', wanted) ?? '']));
}

function holdsAll(text: string, wanted: readonly string[]): boolean {
  const words = wordsOf(text);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

/** Where the words of a search stand in these items. Cost: O(their texts). */
export function matchesIn({ db }: ReadableCase, numbers: readonly number[], { search, claimed }: { search: string; claimed: ReadonlyMap<number, string> }): Map<number, Matched[]> {
  const wanted = wordsOf(search);
  const found = new Map<number, Matched[]>();
  if (wanted.length === 0) return found;
  for (const texts of textsOfItems(db, numbers)) {
    const own = fields.flatMap((where): Matched[] => {
      const text = excerpt(texts[where], wanted);
      return text === undefined ? [] : [{ where, text }];
    });
    const said = claimed.get(texts.number);
    found.set(texts.number, said === undefined ? own : [...own, { where: 'claims', text: said }]);
  }
  return found;
}

/** The first of the words in a text with what stands around it; undefined when none stands there. */
function excerpt(text: string, wanted: readonly string[]): string | undefined {
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (!wanted.some((part) => folded(word).startsWith(part))) continue;
    const [from, to] = [Math.max(0, index - around), index + word.length + around];
    return `${from > 0 ? '…' : ''}${text.slice(from, to).replaceAll(/\s+/g, ' ').trim()}${to < text.length ? '…' : ''}`;
  }
  return undefined;
}
