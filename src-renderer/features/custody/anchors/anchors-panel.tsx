import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { custodyFiles, type Custody, type ListedAnchor } from '../../../../src-main/shared/api/custody.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { FileLink } from '../file-link.tsx';
import { AcceptReply } from './accept-reply.tsx';

/** Time stamps of authorities outside: those that there are, and how to get another. */
export function AnchorsPanel({ custody: { anchors, requests }, canWork }: { custody: Custody; canWork: boolean }) {
  const { custody: { anchors: w } } = useWords();
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h4">{w.title}</Title>
        <Text size="sm" mt={4}>{w.what}</Text>
      </div>
      {anchors.length === 0 ? <Text size="sm" fw={600}>{w.none}</Text> : <HeldAnchors anchors={anchors} />}
      {canWork && <RequestPart requests={requests} />}
      {canWork && requests.length > 0 && <AcceptReply />}
    </Stack>
  );
}

function HeldAnchors({ anchors }: { anchors: readonly ListedAnchor[] }) {
  const { custody: { anchors: w } } = useWords();
  return (
    <section aria-label={w.held(anchors.length)}>
      <Title order={3} size="h5">{w.held(anchors.length)}</Title>
      <ol className={styles['plain']}>{anchors.map((anchor) => <HeldAnchor key={anchor.entry} anchor={anchor} />)}</ol>
      <Text size="xs" c="dimmed" mt={4}>{w.trust} {w.notChecked}</Text>
    </section>
  );
}

function HeldAnchor({ anchor: { entry, size, genTime, accuracyMs, authority, rootSha256, acceptedAt } }: { anchor: ListedAnchor }) {
  const { custody: { anchors: w }, format } = useWords();
  return (
    <li className={styles['card']}>
      <dl className={styles['facts']}>
        <dt>{w.stampedAt}</dt>
        <dd><time className="numbers" dateTime={genTime} title={genTime}>{format.instant(genTime)}</time>, {accuracyMs === null ? w.withinUnknown : w.within(accuracyMs)}</dd>
        <dt>{w.authority}</dt><dd dir="auto">{authority}</dd>
        <dt>{w.covers}</dt><dd>{w.coversOf(size)}</dd>
        <dt>{w.root}</dt><dd className="digest">{rootSha256}</dd>
        <dt>{w.recorded}</dt><dd className="numbers">{w.recordedIn(entry, acceptedAt)}</dd>
      </dl>
      <Group gap="xs" mt={4}>
        <FileLink href={custodyFiles.reply(entry)} label={w.replyFileOf(entry)}>{w.replyFile}</FileLink>
        <FileLink href={custodyFiles.roots(entry)} label={w.rootsFileOf(entry)}>{w.rootsFile}</FileLink>
      </Group>
    </li>
  );
}

function RequestPart({ requests }: { requests: Custody['requests'] }) {
  const { custody: { anchors: w } } = useWords();
  const act = useAct('requestAnchor');
  const open = requests.filter(({ isAnswered }) => !isAnswered);
  const newest = open[0];
  return (
    <Stack gap="xs" component="section" aria-label={w.requestTitle}>
      <Title order={3} size="h5">{w.requestTitle}</Title>
      <Text size="sm">{w.requestWhat}</Text>
      <Group><Button size="xs" variant={open.length === 0 ? 'filled' : 'default'} loading={act.isPending} onClick={() => act.mutate({})}>{w.request}</Button></Group>
      {act.error !== null && <ProblemNotice problem={act.error} />}
      {act.isSuccess && open.some(({ entry }) => entry === act.data.entry) && <Text size="sm" role="status">{w.requested(act.data.size)}</Text>}
      {newest !== undefined && (
        <>
          <Text size="sm">{w.open(open.length)}:</Text>
          <ul className={styles['plain']}>
            {open.map(({ entry, size, requestedAt }) => (
              <li key={entry}><Group gap="xs"><FileLink href={custodyFiles.request(entry)} label={w.requestFileOf(size)}>{w.requestFile}</FileLink><Text size="sm" className="numbers">{w.openOf(size, requestedAt)}</Text></Group></li>
            ))}
          </ul>
          <Text size="sm">{w.send}</Text>
          <Code block className={styles['command'] ?? ''}>{w.command(`checkpoint-${newest.size}.tsq`)}</Code>
        </>
      )}
    </Stack>
  );
}
