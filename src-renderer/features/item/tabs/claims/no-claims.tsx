import { Group, Stack, Text, Title } from '@mantine/core';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import classes from '../tabs.module.css';

/** What a claim is, and how one is recorded today. */
export function NoClaims({ id }: { id: string }) {
  const { claims: w } = useWords().itemTabs;
  const folder = useAsk('appState', {}).data?.opened?.folder ?? 'CASE';
  const command = w.noneCommand(folder, id);
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">{w.none}</Title>
      <Text size="sm">{w.noneWhat}</Text>
      <Text size="sm">{w.noneHow}</Text>
      <Group gap="xs" wrap="nowrap">
        <code className={classes['code']}>{command}</code>
        <CopyText text={command} label={w.copyCommand} />
      </Group>
      <Text size="xs" c="dimmed">{w.noneClosed}</Text>
    </Stack>
  );
}
