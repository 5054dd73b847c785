import { readEntry, type Entry } from '../../../format/entry.ts';
import { findEntry } from '../../db/tables/log-entry.ts';
import type { ReadableCase } from '../open-case.ts';

/** An entry of the log by its number; `undefined` when there is none, or it cannot be read. */
export function storedEntry({ db }: Pick<ReadableCase, 'db'>, seq: number): Entry | undefined {
  const stored = findEntry(db, seq);
  const read = stored && readEntry(stored.bytes);
  return read === undefined || 'problem' in read ? undefined : read.entry;
}
