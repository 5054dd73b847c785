import { Loader, Stack, Text, Title } from '@mantine/core';
import { useAsk } from '../../../api/use-ask.ts';
import { OneItem } from '../../../ui/item-choice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import styles from '../handover.module.css';
import { ChainPicture, OnwardPicture } from './chain-picture.tsx';
import { ChainSteps } from './chain-steps.tsx';

/** Over which custodians an item came to this case, and where it went from here. */
export function WaysPanel() {
  const { handover: { ways: w } } = useWords();
  const [item, setItem] = useCaseDraft<string>('chain-item', '');
  return (
    <Stack className={styles['whole'] ?? ''} gap="lg">
      <div className={styles['noPrint']} style={{ maxWidth: 480 }}>
        <OneItem label={w.item} description={w.itemMore} value={item} onChange={setItem} />
      </div>
      {item === '' ? <Empty /> : <Chains item={item} />}
    </Stack>
  );
}

function Empty() {
  const { handover: { ways: w } } = useWords();
  return (
    <Stack maw={560} gap="sm">
      <Title order={2} size="h3">{w.choose}</Title>
      <Text>{w.chooseMeans}</Text>
    </Stack>
  );
}

function Chains({ item }: { item: string }) {
  const { handover: { ways: w }, common } = useWords();
  const { data, error, refetch } = useAsk('custodyChain', { item });
  if (data === undefined) return error === null ? <Loader size="sm" aria-label={common.loading} /> : <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  const { ways, onward, here } = data;
  return (
    <Stack gap="xl">
      {ways.length === 0 && <section aria-label={w.came}><Title order={2} size="h4" mb="xs">{w.came}</Title><Text size="sm">{w.ownImport}</Text></section>}
      {ways.map((way, n) => (
        <section key={n} aria-label={w.way(n + 1, ways.length)}>
          <Title order={2} size="h4" mb="sm">{w.way(n + 1, ways.length)}</Title>
          <ChainPicture way={way} here={here} />
          <ChainSteps hops={way.hops} />
        </section>
      ))}
      <section aria-label={w.onward}>
        <Title order={2} size="h4" mb="sm">{w.onward}</Title>
        {onward.length === 0 ? <Text size="sm" c="dimmed">{w.notOnward}</Text> : <Stack gap="md">{onward.map((one) => <OnwardPicture key={one.entry} onward={one} here={here} />)}</Stack>}
      </section>
    </Stack>
  );
}
