import { Button, Center, Group, Loader, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { useWords } from '../../words/use-words.tsx';
import { ClaimList } from './claim-list.tsx';
import { ClaimView } from './claim-view.tsx';
import { ClaimForm } from './form/claim-form.tsx';
import styles from './claims.module.css';

/** What is claimed of the footage, and what the evidence says of it. `id`: the claim that is shown beside the list. */
export default function ClaimsScreen({ id, canWork }: { id?: string | undefined; canWork: boolean }) {
  const { claims, common } = useWords();
  const [isWriting, setWriting] = useState(false);
  const { data, error, refetch } = useAsk('claims', { limit: 200 });
  useScreenTitle(id === undefined ? claims.title : `${claims.title} ${id}`);
  useShortcuts(claims.title, [{ keys: 'n', words: claims.record, run: () => setWriting(true), off: !canWork }]);
  if (error !== null) return <Stack p="md"><ProblemNotice problem={error} onRetry={() => void refetch()} /></Stack>;
  if (data === undefined) return <Center h="100%"><Loader aria-label={common.loading} /></Center>;
  const shown = id ?? data.claims[0]?.id;
  return (
    <div className={styles['screen']}>
      <section className={styles['list']} aria-label={claims.title}>
        <Group justify="space-between" p="sm" wrap="nowrap">
          <Title order={1} size="h4">{claims.title}</Title>
          {canWork && <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setWriting(true)}>{claims.record}</Button>}
        </Group>
        <ScrollArea className={styles['scroll'] ?? ''}><ClaimList claims={data.claims} shown={shown} /></ScrollArea>
        {data.next !== null && <Text size="xs" c="dimmed" p="sm">{claims.onlyFirst(data.claims.length)}</Text>}
      </section>
      <section className={styles['view']} aria-label={claims.claim}>
        {shown === undefined ? <Empty canWork={canWork} onRecord={() => setWriting(true)} /> : <ClaimView key={shown} id={shown} canWork={canWork} />}
      </section>
      <ClaimForm isOpen={isWriting} onClose={() => setWriting(false)} />
    </div>
  );
}

/** What a claim is, for whoever sees none. */
function Empty({ canWork, onRecord }: { canWork: boolean; onRecord(): void }) {
  const { claims: { empty, record } } = useWords();
  return (
    <Center h="100%">
      <Stack maw={560} p="xl">
        <Title order={2} size="h3">{empty.title}</Title>
        <Text>{empty.what}</Text>
        <Text>{empty.weighed}</Text>
        <Text c="dimmed">{empty.honest}</Text>
        {canWork && <Group><Button leftSection={<IconPlus size={16} />} onClick={onRecord}>{record}</Button></Group>}
      </Stack>
    </Center>
  );
}
