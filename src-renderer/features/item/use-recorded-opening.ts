import { useEffect, useRef } from 'react';
import { useAct } from '../../api/use-ask.ts';

/** Record that the item was opened for review: once for each time its screen opens, and only where anything can be recorded. */
export function useRecordedOpening(id: string, { canRecord }: { canRecord: boolean | undefined }): void {
  const { mutate } = useAct('openForReview');
  const recorded = useRef<string | null>(null);
  useEffect(() => {
    if (canRecord !== true || recorded.current === id) return;
    recorded.current = id;
    mutate({ id });
  }, [id, canRecord, mutate]);
}
