import { useQueryClient } from '@tanstack/react-query';
import { wideBits, type SimilarResult } from '../../../../../src-main/shared/api/similar.ts';
import type { Job } from '../../../../../src-main/shared/api/jobs.ts';
import { Problem, type Output } from '../../../../api/client.ts';
import { keyOf, useAct, useAsk } from '../../../../api/use-ask.ts';
import { useCaseDraft } from '../../../../ui/use-case-draft.ts';

export interface SearchOptions {
  wide: number;
  mirrored: boolean;
}

interface Kept extends SearchOptions {
  /** The newest search of this item in this window, and how it was asked: a reload finds it again. */
  search: (SearchOptions & { job: string }) | null;
}

export interface Search {
  options: SearchOptions;
  setOptions(options: SearchOptions): void;
  begin(): void;
  cancel(): void;
  isRunning: boolean;
  job: Job | undefined;
  /** How the result was asked for. */
  asked: SearchOptions | undefined;
  result: SimilarResult | undefined;
  /** Its result is on the way. */
  isReading: boolean;
  wasStopped: boolean;
  problem: Problem | undefined;
}

/** A search for the same footage: begun on demand, followed by its job, found again after a reload. */
export function useSearch(id: string): Search {
  const [kept, setKept] = useCaseDraft<Kept>(`similar-${id}`, { wide: wideBits.usual, mirrored: false, search: null });
  const { wide, mirrored, search } = kept;
  const jobs = useAsk('jobs', {});
  const begin = useAct('similarItems', { onDone: ({ job }) => setKept({ wide, mirrored, search: { job, wide, mirrored } }) });
  const cancel = useAct('cancelJob');
  const job = search === null ? undefined : jobs.data?.find(({ id: one }) => one === search.job);
  const wanted = { id, job: search?.job ?? '' };
  const held = useQueryClient().getQueryData<Output<'similarResult'>>(keyOf('similarResult', wanted));
  // The list of jobs may not tell of a search yet that has just begun: its answer then says that it runs.
  const isEarly = job === undefined && held?.result === null;
  const isRunning = begin.isPending || job?.state === 'running' || isEarly;
  const isOver = search !== null && jobs.data !== undefined && !begin.isPending && job?.state !== 'running' && job?.state !== 'cancelled' && job?.state !== 'failed';
  const answer = useAsk('similarResult', wanted, { enabled: isOver, ...(isOver && held?.result === null ? { refetchInterval: 500 } : {}) });
  const failure = job?.problem ?? null;
  const problem = begin.error ?? (failure === null ? null : new Problem(failure)) ?? (isOver ? answer.error : null) ?? cancel.error ?? undefined;
  return {
    options: { wide, mirrored },
    setOptions: (options) => setKept({ ...kept, ...options }),
    begin: () => begin.mutate({ id, wide, mirrored }),
    cancel: () => search !== null && cancel.mutate({ job: search.job }),
    isRunning,
    job,
    asked: search ?? undefined,
    result: isOver ? (answer.data?.result ?? undefined) : undefined,
    isReading: isOver && answer.isPending,
    wasStopped: !isRunning && job?.state === 'cancelled',
    problem,
  };
}
