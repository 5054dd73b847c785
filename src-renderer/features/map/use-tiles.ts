import { useQuery } from '@tanstack/react-query';
import type { ApiError } from '../../../src-main/shared/api/index.ts';
import { useAsk } from '../../api/use-ask.ts';
import { readOwnTiles, type OwnTiles } from './own-tiles.ts';

export interface ChosenTiles {
  path: string | null;
  bytes: number | null;
  problem: ApiError | null;
  tiles: OwnTiles | undefined;
  /** It is there, and no PMTiles. */
  isUnreadable: boolean;
}

/** The person's own tiles, where they chose some. */
export function useTiles(): ChosenTiles {
  const { data } = useAsk('mapTiles', {});
  const { path = null, bytes = null, problem = null } = data ?? {};
  const mark = path === null || bytes === null ? '' : `${bytes}-${encodeURIComponent(path)}`;
  const read = useQuery({ queryKey: ['own-tiles', mark], queryFn: () => readOwnTiles(mark), enabled: mark !== '' });
  return { path, bytes, problem, tiles: mark === '' ? undefined : read.data, isUnreadable: mark !== '' && read.isError };
}
