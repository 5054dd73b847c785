import type { Input } from '../../../api/client.ts';

/** What of the log is asked for, as a person typed it. Empty: everything. */
export interface LogWish {
  words: string;
  kinds: string[];
  item: string;
  by: 'anyone' | 'custodian' | 'others';
  since: string;
  until: string;
  /** The number of the entry to begin with, going back. */
  upTo: string;
}

export const everything: LogWish = { words: '', kinds: [], item: '', by: 'anyone', since: '', until: '', upTo: '' };

const day = /^\d{4}-\d\d-\d\d$/;

/** Whether entries are left out, so that a page can be empty though there is more. */
export const isFiltered = (wish: LogWish): boolean => Object.keys(filtersOf(wish)).length > 0;

/** The filters as the engine is asked; what is half typed does not count yet. */
export function filtersOf({ words, kinds, item, by, since, until }: LogWish): Input<'log'> {
  return {
    ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(kinds.length === 0 ? {} : { kinds: kinds.join(',') }),
    ...(item.trim() === '' ? {} : { item: item.trim() }),
    ...(by === 'anyone' ? {} : { by }),
    ...(day.test(since) ? { since } : {}),
    ...(day.test(until) ? { until } : {}),
  };
}

/** The number below which entries are wanted: those from `upTo` down, or all that there were when the list was begun. */
export function beginOf({ upTo }: LogWish, entries: number): number {
  return /^\d{1,15}$/.test(upTo.trim()) ? Math.min(entries, Number(upTo) + 1) : entries;
}
