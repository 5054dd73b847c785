import { Group, List, Stack, Text } from '@mantine/core';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { useCanRecord } from '../use-can-record.ts';
import { DispositionForm } from './disposition-form.tsx';
import classes from '../tabs.module.css';

/** What became of the item, and recording it. */
export function Dispositions({ id, detail: { item, dispositions } }: { id: string; detail: ItemDetail }) {
  const { itemTabs: { provenance: w }, format } = useWords();
  const canRecord = useCanRecord();
  return (
    <TabSection title={w.dispositions} note={w.staysNote}>
      {dispositions.length === 0 ? (
        <Text size="sm">{w.dispositionsNone}</Text>
      ) : (
        <Stack gap="xs">
          {dispositions.map(({ entry, at, disposition, to, because }) => (
            <div key={entry} className={classes['card']}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" fw={600}>{w.dispositionLine(w.dispositionNames[disposition], to)}</Text>
                <Text size="xs" c="dimmed" className="numbers">{format.instant(at)}, {w.entry(format.number(entry))}</Text>
              </Group>
              <Text size="sm" className={classes['said']}>{because}</Text>
            </div>
          ))}
        </Stack>
      )}
      {canRecord ? <DispositionForm id={id} name={item.name} /> : <List size="sm"><List.Item>{w.readOnly}</List.Item></List>}
    </TabSection>
  );
}
