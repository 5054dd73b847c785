import type { Sha256 } from '../../../shared/digest.ts';
import type { ListedPart } from './listed-item.ts';
import type { ReportWords } from './words.ts';

/** How a report names what it speaks of. */
export interface Naming {
  words: ReportWords;
  /** `Item 3`; with its digest where the report does not show it. */
  item(sha256: Sha256): string;
  /** The same for a list: `Item 1, Item 4 and 12 more`. */
  items(numbers: readonly number[]): string;
  /** What the bound or place of an assessment is called: `evidence 23` is "entry 23". */
  bound(id: string): string;
}

const mostNamed = 12;

export function namingOf(parts: readonly ListedPart[], words: ReportWords): Naming {
  const numbers = new Map(parts.flatMap(({ items }) => items.map(({ sha256, number }) => [sha256, number] as const)));
  return {
    words,
    item: (sha256) => {
      const number = numbers.get(sha256);
      return number === undefined ? words.anItem(sha256) : words.item(number);
    },
    items: (all) => {
      const distinct = [...new Set(all)].sort((a, b) => a - b);
      const named = distinct.slice(0, mostNamed).map((number) => words.item(number)).join(', ');
      return distinct.length <= mostNamed ? named : `${named} … (${distinct.length})`;
    },
    bound: (id) => boundName(id, words),
  };
}

/** `receipt 5`, `date 10.3` and `evidence 23` name the entry that says it; `copy 21 evidence 30` the judgement and what dates the copy. */
function boundName(id: string, words: ReportWords): string {
  const [what = '', number = '', ...rest] = id.split(' ');
  const seq = Number(number.split('.')[0]);
  if (!Number.isSafeInteger(seq)) return id;
  return what === 'copy' && rest.length > 0 ? `${boundName(rest.join(' '), words)} (${words.entry(seq)})` : words.entry(seq);
}
