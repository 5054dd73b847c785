import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { BrowsedAct } from '../../../../src-main/shared/api/custody.ts';
import { ask, type Output, type Problem } from '../../../api/client.ts';
import { filtersOf, type LogWish } from './log-wish.ts';

const pageSize = 100;

export interface LogRead {
  acts: readonly BrowsedAct[];
  /** Entries from here on were looked through; undefined before the first answer. */
  lookedTo: number | undefined;
  hasMore: boolean;
  isLooking: boolean;
  problem: Problem | null;
  lookFurther(): void;
  retry(): void;
}

/** The log from an entry down, page by page. Entries never change, so what was read is never read again. */
export function useLog(wish: LogWish, begin: number): LogRead {
  const filters = filtersOf(wish);
  const { data, error, hasNextPage, isFetching, isPlaceholderData, fetchNextPage, refetch } = useInfiniteQuery<Output<'log'>, Problem, { pages: Output<'log'>[] }, readonly unknown[], number>({
    queryKey: ['log', filters, begin],
    queryFn: ({ pageParam, signal }) => ask('log', { ...filters, before: pageParam, limit: pageSize }, { signal }),
    initialPageParam: begin,
    // Only until the answer is there: a list that is begun anew with the newest entries does not flicker.
    placeholderData: keepPreviousData,
    getNextPageParam: ({ lookedTo }) => (lookedTo === 0 ? undefined : lookedTo),
  });
  const pages = data?.pages ?? [];
  return {
    acts: pages.flatMap(({ acts }) => acts),
    lookedTo: isPlaceholderData ? undefined : pages.at(-1)?.lookedTo,
    hasMore: hasNextPage && !isPlaceholderData,
    isLooking: isFetching,
    problem: error,
    lookFurther: () => void fetchNextPage({ cancelRefetch: false }),
    retry: () => void refetch(),
  };
}
