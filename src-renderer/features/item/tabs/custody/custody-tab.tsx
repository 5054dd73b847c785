import { Stack, Text } from '@mantine/core';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { Waiting } from '../waiting.tsx';
import { EntryList } from './entry-list.tsx';

/** The entries of the log that concern the item, newest first. */
export function CustodyTab({ id }: { id: string }) {
  const { custody: w } = useWords().itemTabs;
  const { data, error, refetch } = useAsk('itemLog', { id });
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />;
  return (
    <TabSection title={w.entries(data.length)} note={w.note}>
      <Stack gap="xs">
        {data.length === 0 ? <Text size="sm">{w.empty}</Text> : <EntryList entries={data.toReversed()} />}
      </Stack>
    </TabSection>
  );
}
