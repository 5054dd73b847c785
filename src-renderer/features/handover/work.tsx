import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { Problem } from '../../api/client.ts';
import { useAct, useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import { useCaseDraft } from '../../ui/use-case-draft.ts';

const kinds = ['export', 'receive', 'verify-bundle', 'report'] as const;
export type WorkKind = (typeof kinds)[number];
type Named = Job & { kind: WorkKind };

export interface FollowedWork {
  job: Named | undefined;
  follow(job: string): void;
  forget(): void;
}

/** Long work of this screen, found again after a reload. Without `job` there is none, or it was dismissed. */
export function useFollowedWork(name: string): FollowedWork {
  const [id, setId, forget] = useCaseDraft<string>(`job-${name}`, '');
  const { data } = useAsk('jobs', {});
  const job = data?.find((one): one is Named => one.id === id && kinds.some((kind) => kind === one.kind));
  return { job, follow: setId, forget };
}

/** How far it is, with a way to stop it; why it ended where it did not end well. */
export function WorkInPlace({ job }: { job: Named }) {
  const { handover: { work: w } } = useWords();
  if (job.state === 'failed') return <ProblemNotice problem={new Problem(job.problem ?? { code: 'internal', facts: {} })} />;
  if (job.state === 'cancelled') return <Text role="status">{w.stopped[job.kind]}</Text>;
  return job.state === 'running' ? <Running job={job} /> : null;
}

function Running({ job: { id, kind, about, progress: { done, of, unit, leftS, stage }, canCancel } }: { job: Named }) {
  const { handover: { work: w }, jobs, format } = useWords();
  const cancel = useAct('cancelJob');
  const doing = (stage === undefined ? undefined : w.stages[stage]) ?? w.beginning[kind];
  const share = of === null || of === 0 ? undefined : Math.min(100, (done / of) * 100);
  const amount = (value: number): string => (unit === 'bytes' ? format.bytes(value) : format.number(value));
  const far = done === 0 ? '' : of === null || of === 0 ? jobs.done[unit](amount(done)) : jobs.doneOf[unit](amount(done), amount(of));
  return (
    <Stack gap={6} maw={640} role="group" aria-label={jobs.kinds[kind]}>
      <Text fw={600}>{doing}</Text>
      <Text size="sm" className="digest">{about}</Text>
      <Progress.Root size="md"><Progress.Section value={share ?? 100} animated={share === undefined} striped={share === undefined} aria-label={doing} /></Progress.Root>
      <Group justify="space-between">
        <Text size="xs" c="dimmed" className="numbers">{leftS !== null && leftS >= 1 ? `${far} · ${jobs.left(format.roughly(leftS))}` : far}</Text>
        <Button size="compact-xs" variant="default" disabled={!canCancel} loading={cancel.isPending} onClick={() => cancel.mutate({ job: id })}>{w.stop}</Button>
      </Group>
    </Stack>
  );
}
