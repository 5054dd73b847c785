import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClaimOnMap, ItemOnMap } from '../../../src-main/shared/api/map.ts';
import { ask, type Problem } from '../../api/client.ts';
import { spotOfClaim, spotOfItem, type Spot } from './spots.ts';

/** Everything of the case that has a place: claims and evidence first, then items. All pages, one after the other. */
export function useSpots(): { spots: readonly Spot[] | undefined; problem: Problem | null; retry(): void } {
  const items = useQuery<ItemOnMap[], Problem>({ queryKey: ['itemsOnMap', 'all'], queryFn: ({ signal }) => allPages((after) => ask('itemsOnMap', { after, limit: 2000 }, { signal }).then(({ items: page, next }) => ({ page, next }))) });
  const claims = useQuery<ClaimOnMap[], Problem>({ queryKey: ['claimsOnMap', 'all'], queryFn: ({ signal }) => allPages((after) => ask('claimsOnMap', { after, limit: 2000 }, { signal }).then(({ places: page, next }) => ({ page, next }))) });
  const spots = useMemo(() => (items.data === undefined || claims.data === undefined ? undefined : [...claims.data.map(spotOfClaim), ...items.data.map(spotOfItem)]), [items.data, claims.data]);
  const retry = (): void => {
    void items.refetch();
    void claims.refetch();
  };
  return { spots, problem: items.error ?? claims.error, retry };
}

async function allPages<T>(askFrom: (after: number) => Promise<{ page: readonly T[]; next: number | null }>): Promise<T[]> {
  const all: T[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { page, next }: { page: readonly T[]; next: number | null } = await askFrom(after);
    all.push(...page);
    after = next;
  }
  return all;
}
