import { Box, Group, Loader, Stack, Text } from '@mantine/core';
import { custodyFiles } from '../../../../src-main/shared/api/custody.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { Copyable } from '../../../ui/copyable.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { FileLink } from '../file-link.tsx';
import styles from '../custody.module.css';

/** The bytes of an entry as they were signed, never laid out anew, and what proves them to others. */
export function ExactEntry({ seq, isSigned, by }: { seq: number; isSigned: boolean; by: string }) {
  const { custody: { log: w }, common } = useWords();
  const { data, error, refetch } = useAsk('logEntry', { seq });
  if (error !== null) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loader size="sm" role="status" aria-label={common.loading} />;
  return (
    <Stack gap={6} mt={6}>
      {data.text === null && <Text size="sm">{w.notText}</Text>}
      <Box component="pre" className={styles['bytes'] ?? ''} tabIndex={0} aria-label={w.text(seq)}>{data.text ?? data.hex}</Box>
      <dl className={styles['facts']}>
        {by !== '' && <><dt>{w.recorded}</dt><dd>{by}</dd></>}
        <dt>{w.leaf}</dt>
        <dd><Copyable text={data.leaf} name={w.leaf} /></dd>
      </dl>
      <Group gap="xs">
        <FileLink href={custodyFiles.entry(seq)} label={w.bytesFileOf(seq)}>{w.bytesFile}</FileLink>
        {isSigned && <FileLink href={custodyFiles.proof(seq)} label={w.proofOf(seq)}>{w.proof}</FileLink>}
        <Text size="xs" c="dimmed">{w.bytes(data.bytes)}</Text>
      </Group>
      <Text size="xs" c="dimmed">{isSigned ? w.proofNote : w.proofLater}</Text>
    </Stack>
  );
}
