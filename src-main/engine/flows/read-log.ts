import { readEntry } from '../../format/entry.ts';
import { kinds } from '../custody/kinds.ts';
import { pageOfEntries, pageOfItemEntries, type StoredEntry } from '../db/tables/log-entry.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface LoggedAct {
  seq: number;
  at: string;
  actor: string;
  type: string;
  /** The act as a sentence for people. */
  sentence: string;
  /** Leaf hash, 64 hexadecimal digits. */
  leaf: string;
  payload: Record<string, unknown>;
}

const pageSize = 500;

/** The acts of the log in their order; with an item's name, only those that concern it. */
export function* readLog(readable: ReadableCase, itemName?: string): Generator<LoggedAct> {
  const item = itemName === undefined ? undefined : findItem(readable, itemName).number;
  const { db } = readable;
  for (let from = 0; ; ) {
    const page =
      item === undefined ? pageOfEntries(db, from, pageSize) : pageOfItemEntries(db, { item, from, limit: pageSize });
    for (const stored of page) yield toAct(stored);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    from = last.seq + 1;
  }
}

/** An entry as an act. Of one that cannot be read, the sentence says so. */
export function toAct({ seq, bytes, leaf }: StoredEntry): LoggedAct {
  const read = readEntry(bytes);
  const hex = Buffer.from(leaf).toString('hex');
  if ('problem' in read) {
    const sentence = `This entry cannot be read (${read.problem}): ${read.detail}`;
    return { seq, at: '', actor: '', type: 'unreadable', sentence, leaf: hex, payload: {} };
  }
  const { at, actor, type, payload } = read.entry;
  const known = kinds.get(type)?.schema.safeParse(payload);
  const sentence = known?.success ? (kinds.get(type)?.sentence(known.data) ?? type) : `An act of the kind "${type}".`;
  return { seq, at, actor, type, sentence, leaf: hex, payload };
}
