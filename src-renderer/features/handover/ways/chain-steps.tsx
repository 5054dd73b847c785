import { Stack, Text, Title } from '@mantine/core';
import type { ChainHop } from '../../../../src-main/shared/api/hand-over.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../handover.module.css';

/** What backs each step of a way, and what is missing. */
export function ChainSteps({ hops }: { hops: readonly ChainHop[] }) {
  const { handover: { ways: w } } = useWords();
  return (
    <Stack gap="sm" mt="md" className={styles['readable'] ?? ''}>
      <Title order={3} size="h5">{w.steps}</Title>
      {hops.map(({ from, to, backedBy, lacks }, n) => (
        <div key={n}>
          <Text size="sm" fw={600}>{w.step(from.name, to.name)}</Text>
          <dl className={styles['facts']}>
            <dt>{w.backed}</dt><dd><Lines lines={backedBy} none={w.nothingBacks} /></dd>
            <dt>{w.lacks}</dt><dd><Lines lines={lacks} none={w.nothingLacks} /></dd>
          </dl>
        </div>
      ))}
    </Stack>
  );
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  return lines.length === 0 ? none : <>{lines.map((line) => <div key={line}>{line}</div>)}</>;
}
