import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Problem } from '../../../api/client.ts';
import { ask } from '../../../api/client.ts';
import { keyOf, useAsk } from '../../../api/use-ask.ts';
import { FrameIndex } from './frame-index.ts';

export interface KnownFrames {
  /** Undefined while they are read; null where frames cannot be named by their times. */
  index: FrameIndex | null | undefined;
  /** How often times start again, where that is why. */
  restarts: number;
  /** The times follow the order of storage, or there are none: a frame is found near them, and none is named by them. */
  namesNone: boolean;
  problem: Problem | null;
}

/** The frames of an item, from the packet index. */
export function useFrameIndex(id: string, { enabled }: { enabled: boolean }): KnownFrames {
  const client = useQueryClient();
  const { data, error } = useAsk('frameTimes', { id, page: 0 }, { enabled });
  const index = useMemo(() => {
    if (data === undefined) return undefined;
    if (data.times === null || data.times.count === 0) return null;
    return new FrameIndex(data.times, async (page) => {
      const input = { id, page };
      return (await client.fetchQuery({ queryKey: keyOf('frameTimes', input), queryFn: () => ask('frameTimes', input) })).times;
    });
  }, [client, data, id]);
  const times = data?.times ?? null;
  return { namesNone: enabled && times !== null && times.count > 0 && times.source !== 'presentation', index: enabled ? (error === null ? index : null) : null, restarts: times?.restarts ?? 0, problem: error };
}
