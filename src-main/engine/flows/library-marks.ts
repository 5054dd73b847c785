import { setImmediate } from 'node:timers/promises';
import type { Sha256 } from '../../shared/digest.ts';
import { itemNumber } from '../db/tables/item.ts';
import { marksOf, namesOf, rowsBefore } from '../db/tables/library-marks.ts';
import { readWish, writeMark, type BrowseLibrary } from './browse-library.ts';
import { findItem, shortId } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';

export interface LibraryMarks {
  /** `marks[n]` begins page n + 1: it is what `after` wants. A page has `every` items. */
  marks: string[];
  every: number;
  total: number;
  /** How many items come before the one that was asked about; null when it is not among them. */
  before: number | null;
}

/**
 * Where the pages of a list begin, so that a window can go to any of them without those in between. Cost: looks at each
 * item, in turns; between them others have theirs, so what they add meanwhile may or may not be counted.
 */
export async function markLibrary(readable: ReadableCase, asked: BrowseLibrary & { every: number; locate?: string | undefined; signal?: AbortSignal | undefined }): Promise<LibraryMarks> {
  const { every, locate, signal, ...list } = asked;
  const { wish } = readWish(readable, list);
  const marks: string[] = [];
  const turns = marksOf(readable.db, wish, every);
  for (let turn = turns.next(); ; turn = turns.next()) {
    if (turn.done === true) return { marks, every, total: turn.value, before: await placeOf(readable, wish, locate) };
    marks.push(...turn.value.map(writeMark));
    await setImmediate();
    signal?.throwIfAborted();
  }
}

async function placeOf(readable: ReadableCase, wish: Parameters<typeof rowsBefore>[1], locate: string | undefined): Promise<number | null> {
  if (locate === undefined) return null;
  await setImmediate();
  const number = itemNumber(readable.db, findItem(readable, locate).sha256);
  return number === undefined ? null : (rowsBefore(readable.db, wish, number) ?? null);
}

export interface NamedPage {
  items: { id: string; sha256: Sha256; name: string; bytes: number; mediaKind: string | null }[];
  next: string | null;
}

/** Digests, names and sizes of a stretch of a list: for a selection. */
export function nameLibrary(readable: ReadableCase, asked: BrowseLibrary & { limit: number }): NamedPage {
  const { wish } = readWish(readable, asked);
  const rows = namesOf(readable.db, { ...wish, limit: asked.limit + 1 });
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ number, sha256, name, bytes, mediaKind }) => ({ id: shortId(number), sha256, name, bytes, mediaKind })),
    next: last === undefined ? null : writeMark(last),
  };
}
