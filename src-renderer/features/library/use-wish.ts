import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { paths } from '../../ui/paths.ts';
import { readWish, writeWish, type Wish } from './wish.ts';

export type ChangeWish = (wish: Wish, how?: { replace?: boolean }) => void;

/** The wish that stands in the address, and how to change it. `replace`: "back" does not lead to what was before, as between letters that are typed. */
export function useWish(): [Wish, ChangeWish] {
  const address = useSearch();
  const [, navigate] = useLocation();
  const wish = useMemo(() => readWish(address), [address]);
  const change: ChangeWish = (next, { replace = false } = {}) => {
    const query = writeWish(next);
    navigate(query === '' ? paths.library : `${paths.library}?${query}`, { replace });
  };
  return [wish, change];
}
