import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { Problem } from '../../api/client.ts';
import { useAct, useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../ui/use-case-draft.ts';
import { useWords } from '../../words/use-words.tsx';

export interface ItemJob {
  job: Job | undefined;
  begin(): void;
  isBeginning: boolean;
  problem: Problem | null;
}

/** Long work on one item, found again after a reload. */
export function useItemJob(route: 'makeProxy' | 'scanDeeply', id: string): ItemJob {
  const [named, setNamed] = useCaseDraft<string>(`job-${route}-${id}`, '');
  const { data } = useAsk('jobs', {});
  const act = useAct(route, { onDone: ({ job }) => setNamed(job) });
  const kind = route === 'makeProxy' ? 'proxy' : 'deep-scan';
  return { job: data?.find((job) => job.id === named && job.kind === kind), begin: () => act.mutate({ id }), isBeginning: act.isPending, problem: act.error };
}

/** How far it is, with a way to stop it; why it failed, with a way to try again. Nothing when there is nothing to tell. */
export function JobInPlace({ of: { job, begin, problem }, label }: { of: ItemJob; label: string }) {
  const { common, item: { work: w }, format } = useWords();
  const cancel = useAct('cancelJob');
  if (problem !== null) return <ProblemNotice problem={problem} onRetry={begin} />;
  if (job === undefined || job.state === 'finished') return null;
  if (job.state === 'failed') return <ProblemNotice problem={new Problem(job.problem ?? { code: 'internal', facts: {} })} onRetry={begin} />;
  if (job.state === 'cancelled') return <Text size="xs" c="dimmed" role="status">{w.stopped}</Text>;
  const { done, of, leftS } = job.progress;
  const share = of === null || of === 0 ? null : Math.min(100, (done / of) * 100);
  return (
    <Stack gap={4} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="xs">{label} {share === null ? '' : w.share(Math.floor(share))}{leftS === null ? '' : ` · ${w.left(format.roughly(leftS))}`}</Text>
        <Button size="compact-xs" variant="default" disabled={!job.canCancel || cancel.isPending} onClick={() => cancel.mutate({ job: job.id })}>{common.cancel}</Button>
      </Group>
      <Progress value={share ?? 100} animated={share === null} size="sm" aria-label={label} />
    </Stack>
  );
}
