import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { FoundItem, LibraryQuery } from '../../../src-main/shared/api/items.ts';
import { ask, toProblem, type Input, type Problem } from '../../api/client.ts';
import { keyOf, useAsk } from '../../api/use-ask.ts';
import { pageInput, pageSize, pagesOf, type ShelfView } from './shelf-view.ts';
import { useLatestSoon } from './use-latest-soon.ts';

/** An item that is looked at, and its place in the list: what is added above it must not push it away. */
export interface LookedAt {
  id: string;
  index: number;
}

export interface Shelf {
  /** Undefined until something is known. May be of the list before while another one is looked for. */
  view: ShelfView | undefined;
  problem: Problem | null;
  isLooking: boolean;
  /** The item at a place; undefined while it is being read. */
  at(index: number): FoundItem | undefined;
  /** Say which places are in sight. */
  want(range: { from: number; to: number }): void;
  retry(): void;
}

const pageQuery = (input: Input<'library'>) => ({
  queryKey: keyOf('library', input),
  queryFn: ({ signal }: { signal: AbortSignal }) => ask('library', input, { signal }),
});

/** Pages are asked for at most so often while the list is moved. */
const wantEveryMs = 60;

/**
 * The items of a list, of which only the pages in sight are read. The first page says how many there are and is shown at
 * once; where the others begin is asked after it, so that the end of the list is as near as its beginning. News of the
 * engine are shown only when what is in sight has been read anew: nothing flickers, nothing jumps.
 */
export function useShelf(query: LibraryQuery, lookedAt: () => LookedAt | undefined): Shelf {
  const client = useQueryClient();
  const key = JSON.stringify(query);
  const head = useAsk('library', { ...query, limit: pageSize }, { keepPrevious: true });
  const [view, setView] = useState<ShelfView>();
  const [failed, setFailed] = useState<Problem | null>(null);
  const [sight, setSight] = useLatestSoon({ from: 0, to: 0 }, wantEveryMs);
  const shown = useRef({ view, sight, lookedAt });
  useLayoutEffect(() => {
    shown.current = { view, sight, lookedAt };
  });

  const take = useEffectEvent((stop: AbortController): void => {
    if (head.data === undefined || head.isPlaceholderData) return;
    const { items, total } = head.data;
    const fresh: ShelfView = { key, query, total: total ?? items.length, head: items, marks: [], moved: undefined, serial: (shown.current.view?.serial ?? 0) + 1 };
    const isNew = shown.current.view?.key !== key;
    if (isNew) setView(fresh);
    const mark = async (): Promise<void> => {
      if (isNew) await untilNeeded(() => shown.current.sight.to >= pageSize, stop.signal);
      const looked = isNew ? undefined : shown.current.lookedAt();
      const marked = await readView(fresh, looked, stop.signal);
      const { from, to } = shown.current.sight;
      const by = marked.moved === undefined ? 0 : marked.moved.to - marked.moved.from;
      const inSight = isNew ? [] : pagesOf({ from: from + by, to: to + by }, marked.total);
      await Promise.all(inSight.map(async (page) => {
        const input = pageInput(marked, page);
        if (input !== undefined) await client.fetchQuery(pageQuery(input));
      }));
      if (stop.signal.aborted) return;
      setFailed(null);
      setView({ ...marked, serial: fresh.serial + 1 });
    };
    mark().catch((error: unknown) => {
      if (!stop.signal.aborted) setFailed(toProblem(error));
    });
  });
  useEffect(() => {
    const stop = new AbortController();
    take(stop);
    return () => stop.abort();
  }, [client, key, head.dataUpdatedAt, head.isPlaceholderData]);

  const wanted = view === undefined ? [] : pagesOf(sight, view.total).flatMap((page) => {
    const input = pageInput(view, page);
    return input === undefined ? [] : [{ page, input }];
  });
  const pages = useQueries({ queries: wanted.map(({ input }) => pageQuery(input)) });
  const read = new Map(wanted.map(({ page }, n) => [page, pages[n]?.data?.items]));
  const at = (index: number): FoundItem | undefined => (index < pageSize ? view?.head[index] : read.get(Math.floor(index / pageSize))?.[index % pageSize]);
  const pageProblem = pages.find(({ error }) => error !== null)?.error;
  return {
    view,
    problem: head.error ?? failed ?? (pageProblem === undefined || pageProblem === null ? null : toProblem(pageProblem)),
    isLooking: head.isPlaceholderData || head.isPending,
    at,
    want: setSight,
    retry: () => void client.invalidateQueries({ queryKey: ['library'] }),
  };
}

/** Items come while the list is read: pages and marks must be of one state, or an item would stand in two places. */
const mostReadings = 4;

/** The view with its marks, and with the first page of the same state. */
async function readView(view: ShelfView, looked: LookedAt | undefined, signal: AbortSignal): Promise<ShelfView> {
  let now = view;
  for (let n = 1; ; n++) {
    const marked = await markView(now, looked, signal);
    if (marked.total === now.total || n === mostReadings) return marked;
    const { items, total } = await ask('library', { ...view.query, limit: pageSize }, { signal });
    now = { ...now, head: items, total: total ?? items.length };
  }
}

/** Who types on does not care where the pages of what was typed before begin. */
const restMs = 400;

/** Wait until something holds or nothing has happened for a while. */
async function untilNeeded(isNeeded: () => boolean, signal: AbortSignal): Promise<void> {
  const end = performance.now() + restMs;
  while (performance.now() < end && !isNeeded() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
  signal.throwIfAborted();
}

/** Where the pages of a list begin, and how far the item that is looked at has moved in it. */
async function markView(view: ShelfView, looked: LookedAt | undefined, signal: AbortSignal): Promise<ShelfView> {
  if (view.total <= pageSize) {
    const now = looked === undefined ? -1 : view.head.findIndex(({ id }) => id === looked.id);
    return { ...view, moved: looked === undefined || now < 0 ? undefined : { from: looked.index, to: now } };
  }
  const { marks, total, before } = await ask('libraryMarks', { ...view.query, every: pageSize, ...(looked === undefined ? {} : { locate: looked.id }) }, { signal });
  return { ...view, marks, total, moved: looked === undefined || before === null ? undefined : { from: looked.index, to: before } };
}
