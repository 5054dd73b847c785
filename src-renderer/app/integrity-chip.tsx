import { Button, Popover, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconSignature } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { useAct } from '../api/use-ask.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useWords } from '../words/use-words.tsx';
import { integritySummary } from './integrity-summary.ts';
import styles from './shell.module.css';

/** The chip in the title bar; what it rests on, one click away. */
export function IntegrityChip({ opened }: { opened: OpenedCase }) {
  const words = useWords().shell.integrity;
  const [isOpen, setOpen] = useState(false);
  const heading = useId();
  const { integrity } = opened;
  const summary = integritySummary(integrity, words);
  const isForked = integrity.fork !== undefined;
  return (
    <Popover opened={isOpen} onChange={setOpen} width={420} position="bottom-start" withinPortal={false} shadow="md" returnFocus>
      <Popover.Target>
        <Button
          className={styles['chip'] ?? ''} size="compact-sm" variant="light" color={isForked ? 'red' : 'gray'} c={isForked ? 'red' : 'var(--mantine-color-text)'} fw={400} onClick={() => setOpen(!isOpen)}
          onKeyDown={({ key }) => (key === 'Escape' ? setOpen(false) : undefined)}
          leftSection={isForked ? <IconAlertTriangle size={16} /> : <IconSignature size={16} />} aria-label={words.label(summary)} title={summary}
        >
          <Text component="span" size="xs" truncate>{summary}</Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={heading}>
        <Known opened={opened} heading={heading} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Known({ opened: { integrity, because, mode }, heading }: { opened: OpenedCase; heading: string }) {
  const { shell: { integrity: words }, errorSentence } = useWords();
  const sign = useAct('signNow', { onDone: () => notifications.show({ message: words.signed }) });
  const { entries, signedSize, fork, oldestAnchor } = integrity;
  return (
    <Stack gap="xs">
      <Title order={2} size="h5" id={heading}>{words.title}</Title>
      {fork !== undefined && <Text size="sm" c="red">{errorSentence('log-forked', because?.code === 'log-forked' ? because.facts : { reason: fork.reason })}</Text>}
      <Text size="sm">{words.entries(entries, signedSize)}</Text>
      {fork === undefined && <Text size="sm">{words.looked}</Text>}
      <Text size="sm">{words.notLooked}</Text>
      <Text size="sm">{oldestAnchor === undefined ? words.anchorNone : words.anchor(oldestAnchor.authority, oldestAnchor.genTime, oldestAnchor.size)}</Text>
      {sign.error !== null && <ProblemNotice problem={sign.error} />}
      {mode === 'work' && (entries === signedSize ? <Text size="sm" c="dimmed">{words.allSigned}</Text> : <Button size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => sign.mutate({})} loading={sign.isPending}>{words.sign}</Button>)}
    </Stack>
  );
}
