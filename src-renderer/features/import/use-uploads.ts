import { useEffect, useSyncExternalStore } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { engine } from './receiver.ts';
import { Uploads, type UploadsState } from './uploads.ts';

/** By case: the files of a window outlast an engine that was started anew. */
const all = new Map<string, Uploads>();

function uploadsInto(caseName: string): Uploads {
  const uploads = all.get(caseName) ?? new Uploads(engine, caseName);
  all.set(caseName, uploads);
  return uploads;
}

/** What this window sends into the open case. A job that the person cancels stops its sending. */
export function useUploads(caseName: string): [Uploads, UploadsState] {
  const uploads = uploadsInto(caseName);
  const state = useSyncExternalStore(uploads.subscribe, uploads.state);
  const { data: jobs } = useAsk('jobs', {});
  useEffect(() => () => uploads.interrupt(), [uploads]);
  useEffect(() => {
    const cancelled = new Set(jobs?.filter((job) => job.state === 'cancelled').map(({ id }) => id));
    for (const { id, job } of uploads.state().uploads) if (job !== undefined && cancelled.has(job)) uploads.drop(id);
  }, [jobs, uploads]);
  // A reload would cut what is being sent: the browser asks.
  const isSending = state.uploads.length > 0;
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isSending]);
  return [uploads, state];
}
