import type { Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { claimsOfItem, countLibrary, libraryFacets, libraryRow, pageOfLibrary, type LibraryFlag, type LibraryRow, type LibrarySort, type PageMark } from '../db/tables/library.ts';
import { claimId } from './claims/find-claim.ts';
import { findItem } from './find-item.ts';
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
}

/** An item as a library shows it. */
export interface ShelvedItem extends ListedItem {
  noteCount: number;
  /** The picture of its first distinct keyframe. */
  poster: Sha256 | null;
  claims: { id: string; quote: string; verdict: string | null }[];
}

export interface LibraryPage {
  items: ShelvedItem[];
  /** Begins the next page; null at the end. */
  next: string | null;
  /** How many items fit in all; told with the first page. */
  total: number | null;
}

const usualPage = 100;

/** A page of the items of a case that fit a wish, newest first unless asked otherwise. Keyset pages: later ones cost no more. */
export function browseLibrary({ db }: ReadableCase, { receivedTo, after, ...asked }: BrowseLibrary): LibraryPage {
  const wish = {
    ...asked,
    receivedBefore: receivedTo === undefined ? undefined : dayAfter(receivedTo),
    sort: asked.sort ?? 'received',
    descending: asked.descending ?? true,
    after: after === undefined ? undefined : readMark(after),
    limit: asked.limit ?? usualPage,
  } as const;
  const { rows, next } = pageOfLibrary(db, wish);
  return {
    items: rows.map((row) => shelved(db, row)),
    next: next === undefined ? null : writeMark(next),
    total: after === undefined ? countLibrary(db, wish) : null,
  };
}

function shelved(db: ReadableCase['db'], { item, noteCount, poster }: LibraryRow): ShelvedItem {
  const claims = claimsOfItem(db, item.number).map(({ number, quote, verdict }) => ({ id: claimId(number), quote, verdict }));
  return { ...toListed(item), noteCount, poster, claims };
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

function writeMark(mark: PageMark): string {
  return Buffer.from(JSON.stringify([mark.value, mark.number])).toString('base64url');
}

/** A mark that is none begins at the beginning. */
function readMark(text: string): PageMark | undefined {
  try {
    const [value, number] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isMark = (typeof value === 'string' || typeof value === 'number') && Number.isSafeInteger(number);
    return isMark ? { value, number: number as number } : undefined;
  } catch {
    return undefined;
  }
}
