import { Alert, Badge, Button, Card, Group, Progress, Spoiler, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconLoader2 } from '@tabler/icons-react';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { useAct } from '../../api/use-ask.ts';
import { useWords } from '../../words/use-words.tsx';
import { progressText } from './progress-text.ts';

/** One piece of long work, with what can be done about it. */
export function JobRow({ job }: { job: Job }) {
  const words = useWords();
  const { kind, about, state, problem, notReceived } = job;
  const name = words.jobs.nameOf(words.jobs.kinds[kind], about);
  return (
    <Card withBorder p="xs" component="article" aria-label={name}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} truncate title={name}>{name}</Text>
        <StateBadge state={state} />
      </Group>
      {state === 'running' && <RunningProgress job={job} name={name} />}
      {problem !== null && <Alert color="red" variant="light" p="xs" mt={6} icon={<IconAlertTriangle size={16} />}>{words.errorSentence(problem.code, problem.facts)}</Alert>}
      {state === 'cancelled' && <Text size="xs" c="dimmed" mt={4}>{words.jobs.cancelledMeans[kind]}</Text>}
      <Outcome job={job} />
      {notReceived.length > 0 && <NotReceived job={job} />}
      <Acts job={job} name={name} />
    </Card>
  );
}

const icons = { running: IconLoader2, finished: IconCheck, cancelled: IconBan, failed: IconAlertTriangle } as const;
const colours = { running: 'ink', finished: 'gray', cancelled: 'gray', failed: 'red' } as const;

function StateBadge({ state }: { state: Job['state'] }) {
  const { jobs } = useWords();
  const Icon = icons[state];
  return <Badge size="sm" variant="light" color={colours[state]} c={state === 'failed' ? 'red' : 'var(--mantine-color-text)'} leftSection={<Icon size={12} />} flex="none" tt="none">{jobs.states[state]}</Badge>;
}

function RunningProgress({ job: { progress }, name }: { job: Job; name: string }) {
  const words = useWords();
  const { done, of } = progress;
  const share = of === null || of === 0 ? undefined : Math.min(100, (done / of) * 100);
  return (
    <>
      <Progress.Root size="sm" mt={6}>
        <Progress.Section value={share ?? 100} animated={share === undefined} striped={share === undefined} aria-label={words.jobs.progressOf(name)} />
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={4} className="numbers">{progressText(progress, words)}</Text>
    </>
  );
}

function Outcome({ job: { outcome, state } }: { job: Job }) {
  const { jobs } = useWords();
  const lines = Object.entries(outcome ?? {}).flatMap(([name, value]) => {
    const say = jobs.outcomes[name];
    return value === 0 || say === undefined ? [] : [say(value)];
  });
  if (outcome === null || (lines.length === 0 && state !== 'finished')) return null;
  return <Text size="xs" mt={4}>{lines.length === 0 ? jobs.nothingCame : lines.join(' · ')}</Text>;
}

function NotReceived({ job: { notReceived } }: { job: Job }) {
  const { jobs } = useWords();
  return (
    <Alert color="yellow" variant="light" p="xs" mt={6} title={jobs.notReceived(notReceived.length)}>
      <Spoiler maxHeight={80} showLabel={jobs.showAll} hideLabel={jobs.showFewer} fz="xs">
        {notReceived.map(({ name, reason }) => <Text key={`${name} ${reason}`} size="xs" style={{ overflowWrap: 'anywhere' }}>{jobs.notReceivedLine(name, jobs.reasons[reason] ?? reason.replaceAll('-', ' '))}</Text>)}
      </Spoiler>
    </Alert>
  );
}

function Acts({ job: { id, canCancel, canRetry, state }, name }: { job: Job; name: string }) {
  const { common, jobs } = useWords();
  const [cancel, retry, dismiss] = [useAct('cancelJob'), useAct('retryJob'), useAct('dismissJob')];
  return (
    <Group gap="xs" mt={6} justify="flex-end">
      {canCancel && <Button size="compact-xs" variant="default" onClick={() => cancel.mutate({ job: id })} loading={cancel.isPending || cancel.isSuccess} aria-label={jobs.cancelOf(name)}>{common.cancel}</Button>}
      {canRetry && <Button size="compact-xs" variant="default" onClick={() => retry.mutate({ job: id })} loading={retry.isPending} aria-label={jobs.retryOf(name)}>{common.retry}</Button>}
      {state !== 'running' && <Button size="compact-xs" variant="subtle" color="gray" c="var(--mantine-color-text)" onClick={() => dismiss.mutate({ job: id })} aria-label={jobs.dismissOf(name)}>{common.dismiss}</Button>}
    </Group>
  );
}
