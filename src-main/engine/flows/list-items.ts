import { countItems, searchItems, type Item } from '../db/tables/item.ts';
import { shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface ListedItem extends Omit<Item, 'number' | 'firstSeq' | 'examinedSeq' | 'keyframesSeq'> {
  id: string;
  examined: boolean;
}

const pageSize = 500;

/** The items of a case in order of first receipt, page by page; with words, those whose names, facts, provenance or notes hold them all. */
export function* listItems({ db }: ReadableCase, words = ''): Generator<ListedItem> {
  for (let after = 0; ; ) {
    const page = searchItems(db, { words, after, limit: pageSize });
    yield* page.map(toListed);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.number;
  }
}

export function toListed(item: Item): ListedItem {
  const { number, firstSeq: _first, examinedSeq, keyframesSeq, ...shown } = item;
  return { id: shortId(number), ...shown, examined: examinedSeq !== null && keyframesSeq !== null };
}

export function howManyItems({ db }: ReadableCase): number {
  return countItems(db);
}
