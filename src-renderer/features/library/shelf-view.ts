import type { FoundItem, LibraryQuery } from '../../../src-main/shared/api/items.ts';
import type { Input } from '../../api/client.ts';

/** How many items are read at once. */
export const pageSize = 100;

/** A list as it is shown: how long it is, and where its pages begin. */
export interface ShelfView {
  /** Which list it is: other words or filters make another one. */
  key: string;
  query: LibraryQuery;
  total: number;
  /** The first page. */
  head: readonly FoundItem[];
  /** `marks[n]` begins page n + 1; none until they are known. */
  marks: readonly string[];
  /** Where the item that was looked at stood in the view before, and where it stands now. */
  moved: { from: number; to: number } | undefined;
  /** Counts the views. */
  serial: number;
}

/** What to ask for page `n` > 0; undefined while it is not known where it begins. */
export function pageInput({ query, marks }: Pick<ShelfView, 'query' | 'marks'>, page: number): Input<'library'> | undefined {
  const after = marks[page - 1];
  return after === undefined ? undefined : { ...query, after, limit: pageSize };
}

/** The pages beyond the first in which the items from..to are. */
export function pagesOf({ from, to }: { from: number; to: number }, total: number): number[] {
  const [first, last] = [Math.max(1, Math.floor(from / pageSize)), Math.floor(Math.min(to, total - 1) / pageSize)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}
