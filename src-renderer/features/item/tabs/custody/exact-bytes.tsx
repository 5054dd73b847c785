import { Box, Group, Stack, Text } from '@mantine/core';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import { NamedValues } from '../named-values.tsx';
import { Waiting } from '../waiting.tsx';
import tabs from '../tabs.module.css';

/** The bytes of an entry as they were signed, never laid out anew. */
export function ExactBytes({ seq }: { seq: number }) {
  const { custody: w } = useWords().itemTabs;
  const { data, error, refetch } = useAsk('logEntry', { seq });
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />;
  const text = data.text ?? data.hex ?? '';
  return (
    <Stack gap={4} mt={4}>
      {data.text === null && <Text size="sm">{w.notText}</Text>}
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Box component="pre" className={tabs['code']} style={{ flex: 1, minWidth: 0 }} tabIndex={0} aria-label={w.text(String(seq))}>{text}</Box>
        <CopyText text={text} label={w.copyEntry(String(seq))} />
      </Group>
      <NamedValues values={[[w.leaf, <span key="leaf" className="digest">{data.leaf}</span>], ['', w.bytes(data.bytes)]]} />
    </Stack>
  );
}
