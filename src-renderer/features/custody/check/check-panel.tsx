import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Custody } from '../../../../src-main/shared/api/custody.ts';
import type { Job } from '../../../../src-main/shared/api/jobs.ts';
import { Problem } from '../../../api/client.ts';
import { useAct, useAsk } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { CheckReport } from './check-report.tsx';
import { asAsked, KnownFields, nothingKnown, type Known } from './known-fields.tsx';

/** Check the whole case now, with what one knows from elsewhere; and what the newest check came to. */
export function CheckPanel({ custody }: { custody: Custody }) {
  const { custody: { check: w } } = useWords();
  const client = useQueryClient();
  const [known, setKnown] = useState<Known>(nothingKnown);
  const { data, error, refetch } = useAsk('check', {});
  const { data: jobs } = useAsk('jobs', {});
  const begin = useAct('beginCheck', { onDone: () => void client.invalidateQueries({ queryKey: ['check'] }) });
  const job = jobs?.findLast(({ kind }) => kind === 'verify');
  const isRunning = job?.state === 'running';
  const last = data?.last ?? null;
  return (
    <Stack gap="sm">
      <div className={styles['noPrint']}>
        <Title order={2} size="h4">{w.title}</Title>
        <Text size="sm" mt={4}>{w.what}</Text>
      </div>
      {!isRunning && (
        <Stack gap="sm" className={styles['noPrint'] ?? ''}>
          <KnownFields known={known} onChange={setKnown} />
          <Group><Button leftSection={<IconListCheck size={16} aria-hidden />} loading={begin.isPending} onClick={() => begin.mutate(asAsked(known, w.pasted))}>{last === null ? w.begin : w.again}</Button></Group>
        </Stack>
      )}
      {begin.error !== null && <ProblemNotice problem={begin.error} />}
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {isRunning && <RunningCheck job={job} />}
      {job?.state === 'cancelled' && <Text size="sm" role="status">{w.cancelled}</Text>}
      {job?.state === 'failed' && <ProblemNotice problem={new Problem(job.problem ?? { code: 'internal', facts: {} })} />}
      {last === null ? data !== undefined && !isRunning && <Text size="sm" c="dimmed">{w.none}</Text> : <CheckReport result={last} entries={custody.entries} />}
    </Stack>
  );
}

function RunningCheck({ job: { id, progress: { done, of, unit, leftS }, canCancel } }: { job: Job }) {
  const { custody: { check: w }, jobs, format } = useWords();
  const cancel = useAct('cancelJob');
  const share = of === null || of === 0 ? undefined : Math.min(100, (done / of) * 100);
  const amount = (value: number): string => (unit === 'bytes' ? format.bytes(value) : format.number(value));
  const far = of === null ? jobs.done[unit](amount(done)) : jobs.doneOf[unit](amount(done), amount(of));
  return (
    <Stack gap={6} role="group" aria-label={w.running}>
      <Text size="sm" fw={600}>{unit === 'bytes' ? w.stages.bytes : w.stages.entries}</Text>
      <Progress.Root size="md"><Progress.Section value={share ?? 100} animated={share === undefined} striped={share === undefined} aria-label={w.running} /></Progress.Root>
      <Group justify="space-between">
        <Text size="xs" c="dimmed" className="numbers">{leftS !== null && leftS >= 1 ? `${far} · ${jobs.left(format.roughly(leftS))}` : far}</Text>
        <Button size="compact-xs" variant="default" disabled={!canCancel} loading={cancel.isPending} onClick={() => cancel.mutate({ job: id })}>{w.cancel}</Button>
      </Group>
    </Stack>
  );
}
