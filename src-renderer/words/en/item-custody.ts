import { count } from './common.ts';

/** The log entries that concern an item. */
export const itemCustody = {
  list: 'Entries of the log about this item, newest first',
  entries: count({ one: '# entry concerns this item', other: '# entries concern this item' }),
  note: 'Each act is an entry of the signed log. The sentence is how it reads; the exact bytes are what was signed.',
  entry: (seq: string): string => `entry ${seq}`,
  noTime: 'time cannot be read',
  exact: 'Exact bytes',
  exactOf: (seq: string): string => `Exact bytes of entry ${seq}`,
  text: (seq: string): string => `Bytes of entry ${seq}, as text`,
  leaf: 'Leaf hash',
  bytes: count({ one: '# byte', other: '# bytes' }),
  notText: 'These bytes are no UTF-8, so the entry is not what was written. They stand here in hexadecimal.',
  copyEntry: (seq: string): string => `Copy the bytes of entry ${seq}`,
  copySentence: (seq: string): string => `Copy entry ${seq} as a sentence`,
  empty: 'No entry of the log concerns this item.',
};
