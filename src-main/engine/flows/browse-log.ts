import { setImmediate as nextTurn } from 'node:timers/promises';
import { logSize, newestEntries, newestEntriesOfItem, type EntryTraits, type StoredEntry } from '../db/tables/log-entry.ts';
import { itemNumber } from '../db/tables/item.ts';
import { parseSha256, sha256Text } from '../../shared/digest.ts';
import { findItem, shortId } from './find-item.ts';
import { toAct, type LoggedAct } from './read-log.ts';
import type { ReadableCase } from './open-case.ts';

export interface BrowseLog {
  /** Only entries with a smaller number; without it from the newest on. */
  before?: number | undefined;
  /** At most so many entries. */
  limit: number;
  /** An item's name, as `findItem` knows it. */
  item?: string | undefined;
  /** By the custodian of this log, or by anyone else. */
  by?: 'custodian' | 'others' | undefined;
  kinds?: readonly string[] | undefined;
  /** Days in UTC, `2026-11-22`; both count. */
  since?: string | undefined;
  until?: string | undefined;
  /** All of these must stand in the sentence; capital letters do not matter. */
  words?: string | undefined;
}

/** An act, and the item that it is about, where it is about one. */
export type BrowsedAct = LoggedAct & { item: string | undefined };

export interface LogPage {
  /** Newest first. */
  acts: BrowsedAct[];
  /** Entries from here on were looked through; the next page begins with the one before. 0: there are no more. */
  lookedTo: number;
  /** How many entries the log had. */
  size: number;
}

/** Entries that are looked through for one page, and in one turn of the event loop. A sentence costs some 30 us, a comparison of bytes one. */
const [mostWithWords, turnWithWords] = [4000, 256];
const [mostByBytes, turnByBytes] = [100_000, 2048];

/**
 * A page of the log, newest first. Without filters it costs O(page). With filters so many entries are looked through at
 * most, in turns of the event loop; then the page may be short or empty though there is more: `lookedTo` says how far it
 * came. Throws CaseError `item-not-found`, `item-ambiguous`.
 */
export async function browseLog(readable: ReadableCase, wish: BrowseLog, signal?: AbortSignal): Promise<LogPage> {
  const { db } = readable;
  const size = logSize(db);
  const fits = sentenceFilter(wish.words);
  const next = stretches(readable, wish, fits !== undefined);
  const acts: BrowsedAct[] = [];
  let below = Math.min(wish.before ?? size, size);
  for (let left = fits === undefined ? mostByBytes : mostWithWords; below > 0 && left > 0 && acts.length < wish.limit; ) {
    signal?.throwIfAborted();
    const stretch = next(below, wish.limit - acts.length);
    left -= below - stretch.lookedTo;
    below = stretch.lookedTo;
    for (const stored of stretch.entries) {
      const act = toAct(stored);
      if (fits?.(act.sentence) === false) continue;
      acts.push({ ...act, item: itemOf(readable, act) });
      if (acts.length < wish.limit) continue;
      below = act.seq;
      break;
    }
    await nextTurn();
  }
  return { acts, lookedTo: below, size };
}

type NextStretch = (below: number, missing: number) => { entries: StoredEntry[]; lookedTo: number };

/** How the entries are taken from the database: those of an item by its index, all others by their numbers. */
function stretches(readable: ReadableCase, { item, by, kinds, since, until }: BrowseLog, hasWords: boolean): NextStretch {
  const { db, custodian } = readable;
  const actor = by === undefined ? undefined : { fingerprint: custodian.fingerprint, isOther: by === 'others' };
  const traits: EntryTraits = { actor, since, until, types: kinds };
  const turn = hasWords ? turnWithWords : turnByBytes;
  if (item !== undefined) {
    const { number } = findItem(readable, item);
    return (below, missing) => {
      const limit = hasWords ? turn : missing;
      const entries = newestEntriesOfItem(db, { item: number, below, limit }, traits);
      return { entries, lookedTo: entries.length < limit ? 0 : (entries.at(-1)?.seq ?? 0) };
    };
  }
  return (below, missing) => {
    const from = Math.max(0, below - turn);
    return { entries: newestEntries(db, { from, below, limit: hasWords ? turn : missing }, traits), lookedTo: from };
  };
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

function sentenceFilter(words: string | undefined): ((sentence: string) => boolean) | undefined {
  const wanted = folded(words ?? '').split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return undefined;
  return (sentence) => {
    const text = folded(sentence);
    return wanted.every((word) => text.includes(word));
  };
}

function itemOf({ db }: ReadableCase, { payload }: LoggedAct): string | undefined {
  const { item } = payload;
  if (typeof item !== 'string' || !sha256Text.test(item)) return undefined;
  const number = itemNumber(db, parseSha256(item));
  return number === undefined ? undefined : shortId(number);
}
