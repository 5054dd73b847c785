import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFileText, IconMinus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import classes from '../tabs.module.css';

type Witness = ItemDetail['witnesses'][number];

// Reports are looked at now and then: what shows them is loaded then.
const RawReport = lazy(() => import('./raw-report.tsx'));

const icons = { read: IconCheck, nothing: IconMinus, failed: IconAlertTriangle } as const;

/** Every witness that was asked: what came of it, and its report as it gave it. */
export function Witnesses({ witnesses }: Pick<ItemDetail, 'witnesses'>) {
  const { facts: w } = useWords().itemTabs;
  const [shown, setShown] = useState<Witness | undefined>();
  return (
    <TabSection title={w.witnesses}>
      <Stack gap="xs" component="ul" m={0} p={0}>
        {witnesses.map((witness) => <Line key={witness.witness} witness={witness} onShow={() => setShown(witness)} />)}
      </Stack>
      {shown !== undefined && <Suspense><RawReport witness={shown} onClose={() => setShown(undefined)} /></Suspense>}
    </TabSection>
  );
}

function Line({ witness: one, onShow }: { witness: Witness; onShow: () => void }) {
  const { itemTabs: { facts: w }, format } = useWords();
  const Icon = icons[one.outcome as keyof typeof icons] ?? IconMinus;
  return (
    <Group component="li" gap="xs" justify="space-between" wrap="nowrap" align="flex-start" className={classes['card']}>
      <Group gap="xs" wrap="nowrap" align="flex-start" miw={0}>
        <Icon size={16} aria-hidden style={{ flex: 'none', marginBlockStart: 2 }} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm">{w.outcome(one.witness, one.version, one.outcome)}</Text>
          {one.problem !== null && <Text size="sm" c="dimmed" className={classes['said']}>{w.failedBecause(one.problem)}</Text>}
        </div>
      </Group>
      <Button size="compact-xs" variant="default" style={{ flex: 'none' }} leftSection={<IconFileText size={12} aria-hidden />} onClick={onShow} aria-label={w.rawReportOf(one.witness)} title={format.bytes(one.rawBytes)}>
        {w.rawReport}
      </Button>
    </Group>
  );
}
