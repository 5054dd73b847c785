import { Group, Table, Text } from '@mantine/core';
import { IconCheck, IconCircleDashed, IconInfoCircle, IconMinus } from '@tabler/icons-react';
import type { ItemProvenance } from '../../../../../src-main/shared/api/item-record.ts';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { Waiting } from '../waiting.tsx';
import { checklistOf, type AnswerState } from './checklist.ts';
import classes from '../tabs.module.css';

const looks = {
  recorded: { Icon: IconCheck, color: 'teal' },
  excused: { Icon: IconInfoCircle, color: 'blue' },
  gap: { Icon: IconCircleDashed, color: 'orange' },
  outside: { Icon: IconMinus, color: 'gray' },
} as const;

/** What should be known of the item by the Berkeley Protocol, with its gaps. */
export function ChecklistTable({ id, detail, provenance }: { id: string; detail: ItemDetail; provenance: ItemProvenance }) {
  const words = useWords();
  const { provenance: w } = words.itemTabs;
  // Whether claims were judged is asked of the claims: without an answer nothing is said of it.
  const { data, error, refetch } = useAsk('itemClaims', { id });
  if (data === undefined) return <TabSection title={w.checklist}><Waiting error={error} onRetry={() => void refetch()} /></TabSection>;
  const answers = checklistOf({ detail, provenance, claims: data.claims }, words);
  const howMany = (state: AnswerState): number => answers.filter((answer) => answer.state === state).length;
  return (
    <TabSection title={w.checklist} note={w.checklistNote}>
      <Text size="sm" fw={600}>{w.checklistSummary({ recorded: howMany('recorded'), excused: howMany('excused'), gaps: howMany('gap') })}</Text>
      <Table verticalSpacing={4} horizontalSpacing="xs" withTableBorder aria-label={w.checklist} fz="sm">
        <Table.Thead>
          <Table.Tr><Table.Th scope="col">{w.asked}</Table.Th><Table.Th scope="col">{w.state}</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answers.map(({ asked, state, detail: said }) => (
            <Table.Tr key={asked}>
              <Table.Th scope="row" fw={400} w="45%" style={{ verticalAlign: 'top' }}>{w.questions[asked]}</Table.Th>
              <Table.Td><State state={state} />{said !== '' && <Text size="xs" c="dimmed" className={classes['said']}>{said}</Text>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TabSection>
  );
}

function State({ state }: { state: AnswerState }) {
  const { provenance: w } = useWords().itemTabs;
  const { Icon, color } = looks[state];
  return (
    <Group gap={4} wrap="nowrap">
      <Icon size={14} aria-hidden color={`var(--mantine-color-${color}-filled)`} style={{ flex: 'none' }} />
      <Text component="span" size="sm" fw={state === 'gap' ? 600 : 400}>{w.states[state]}</Text>
    </Group>
  );
}
