import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { custodyFiles, type Custody } from '../../../../src-main/shared/api/custody.ts';
import { ask, type Output, type Problem } from '../../../api/client.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { FileLink } from '../file-link.tsx';
import { SignNow } from '../sign-now.tsx';

const pageSize = 50;

/** Every signed state of the log, newest first, each to be taken out. */
export function CheckpointsPanel({ custody: { head, entries }, canWork }: { custody: Custody; canWork: boolean }) {
  const { custody: { checkpoints: w }, common } = useWords();
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery<Output<'checkpoints'>, Problem, { pages: Output<'checkpoints'>[] }, readonly unknown[], number | undefined>({
    queryKey: ['checkpoints'],
    queryFn: ({ pageParam, signal }) => ask('checkpoints', { limit: pageSize, ...(pageParam === undefined ? {} : { below: pageParam }) }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const listed = data?.pages.flatMap(({ checkpoints }) => checkpoints) ?? [];
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">{w.title}</Title>
      <Text size="sm">{w.what}</Text>
      {head === null && <Text size="sm">{w.none}</Text>}
      {head !== null && entries - head.size <= 1 ? <Text size="sm" c="dimmed">{w.allSigned}</Text> : canWork && <SignNow />}
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      <ol className={styles['plain']} aria-label={w.title}>
        {listed.map((checkpoint) => <Checkpoint key={checkpoint.size} checkpoint={checkpoint} newest={head?.size ?? 0} />)}
      </ol>
      {isFetching && <Loader size="sm" role="status" aria-label={common.loading} />}
      {hasNextPage && !isFetching && <Button size="xs" variant="default" onClick={() => void fetchNextPage()}>{w.more}</Button>}
    </Stack>
  );
}

function Checkpoint({ checkpoint: { size, entry, signedAt, root }, newest }: { checkpoint: Output<'checkpoints'>['checkpoints'][number]; newest: number }) {
  const { custody: { checkpoints: w }, format } = useWords();
  return (
    <li className={styles['card']}>
      <div className={styles['line']}>
        <span className={`numbers ${styles['seq']}`}>{w.covers(size)}</span>
        <time className="numbers" dateTime={signedAt} title={signedAt}>{format.instant(signedAt)}</time>
        <span className="numbers">{w.entry(entry)}</span>
      </div>
      <Text size="xs" className="digest" title={w.root}>{root}</Text>
      <Group gap="xs" mt={4}>
        <FileLink href={custodyFiles.checkpoint(size)} label={w.fileOf(size)}>{w.file}</FileLink>
        {size < newest && <FileLink href={custodyFiles.continuation(size)} label={w.continuationOf(size)}>{w.continuation}</FileLink>}
      </Group>
    </li>
  );
}
