import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { claimsOfItem, countLibrary, libraryFacets, libraryRow, pageOfLibrary, type LibraryFlag, type LibraryRow, type LibrarySort, type LibraryWish, type PageMark } from '../db/tables/library.ts';
import { claimId } from './claims/find-claim.ts';
import { findItem } from './find-item.ts';
import { itemsClaimed, matchesIn, type Matched } from './library-words.ts';
import { toListed, type ListedItem } from './list-items.ts';
import type { ReadableCase } from './open-case.ts';

export type { LibraryFlag, LibrarySort } from '../db/tables/library.ts';

export interface BrowseLibrary {
  words?: string | undefined;
  kinds?: readonly string[] | undefined;
  flags?: readonly LibraryFlag[] | undefined;
  codec?: string | undefined;
  verdict?: string | undefined;
  /** Days, `2026-11-22`, UTC, both included: of first receipt. */
  receivedFrom?: string | undefined;
  receivedTo?: string | undefined;
  hasPlace?: boolean | undefined;
  sort?: LibrarySort | undefined;
  descending?: boolean | undefined;
  /** What the page before gave as `next`. */
  after?: string | undefined;
  limit?: number | undefined;
  /** Whether all that fit are counted, for the first page; they are unless it says no. */
  counted?: boolean | undefined;
}

/** An item as a library shows it. */
export interface ShelvedItem extends ListedItem {
  noteCount: number;
  /** The picture of its first distinct keyframe. */
  poster: Sha256 | null;
  claims: { id: string; quote: string; verdict: string | null }[];
  sameFootage: boolean;
}

/** One that was found: where the words of the search stand. */
export interface FoundItem extends ShelvedItem {
  matched: Matched[];
}

export interface LibraryPage {
  items: FoundItem[];
  /** Begins the next page; null at the end. */
  next: string | null;
  /** How many items fit in all; told with the first page. */
  total: number | null;
}

const usualPage = 100;

/** A page of the items of a case that fit a wish, newest first unless asked otherwise. Keyset pages: later ones cost no more. */
export function browseLibrary(readable: ReadableCase, asked: BrowseLibrary): LibraryPage {
  const { db } = readable;
  const { wish, claimed } = readWish(readable, asked);
  const { rows, next } = pageOfLibrary(db, wish);
  const matches = matchesIn(readable, rows.map(({ item }) => item.number), { search: asked.words ?? '', claimed });
  return {
    items: rows.map((row) => ({ ...shelved(db, row), matched: matches.get(row.item.number) ?? [] })),
    next: next === undefined ? null : writeMark(next),
    total: asked.after === undefined && asked.counted !== false ? countLibrary(db, wish) : null,
  };
}

/** How many items fit a wish. Cost: looks at each item. */
export function countFitting(readable: ReadableCase, asked: BrowseLibrary): number {
  return countLibrary(readable.db, readWish(readable, asked).wish);
}

/** What is asked of the rows, and the items found by what is claimed of them. */
export function readWish(readable: ReadableCase, { receivedTo, after, counted: _counted, ...asked }: BrowseLibrary): { wish: LibraryWish; claimed: Map<number, string> } {
  const claimed = itemsClaimed(readable, asked.words);
  const wish = {
    ...asked,
    ofClaims: [...claimed.keys()],
    receivedBefore: receivedTo === undefined ? undefined : dayAfter(receivedTo),
    sort: asked.sort ?? 'received',
    descending: asked.descending ?? true,
    after: after === undefined ? undefined : readMark(after),
    limit: asked.limit ?? usualPage,
  } as const;
  return { wish, claimed };
}

function shelved(db: ReadableCase['db'], { item, noteCount, poster, sameFootage }: LibraryRow): ShelvedItem {
  const claims = claimsOfItem(db, item.number).map(({ number, quote, verdict }) => ({ id: claimId(number), quote, verdict }));
  return { ...toListed(item), noteCount, poster, claims, sameFootage };
}

/** One item as the library shows it. Throws CaseError `item-not-found` or `item-ambiguous`. */
export function shelvedItem(readable: ReadableCase, name: string): ShelvedItem {
  const row = libraryRow(readable.db, findItem(readable, name).number);
  if (row === undefined) throw new CaseError('item-not-found', { name });
  return shelved(readable.db, row);
}

/** What filters can offer. */
export function facetsOfLibrary({ db }: ReadableCase): { codecs: string[]; verdicts: string[] } {
  return libraryFacets(db);
}

function dayAfter(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time + 86_400_000).toISOString();
}

/** A mark as it travels. */
export function writeMark(mark: PageMark): string {
  return Buffer.from(JSON.stringify([mark.value, mark.number])).toString('base64url');
}

/** Throws CaseError `argument-invalid`: a list that silently began anew would be read twice. */
function readMark(text: string): PageMark {
  const mark = tryToReadMark(text);
  if (mark === undefined) throw new CaseError('argument-invalid', { detail: 'The list cannot go on from there: that is no mark of a page of it. Nothing was changed' });
  return mark;
}

function tryToReadMark(text: string): PageMark | undefined {
  try {
    const [value, number] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isMark = (typeof value === 'string' || typeof value === 'number') && Number.isSafeInteger(number);
    return isMark ? { value, number: number as number } : undefined;
  } catch {
    return undefined;
  }
}
