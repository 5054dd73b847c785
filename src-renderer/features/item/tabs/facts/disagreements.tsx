import { Alert, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../../words/use-words.tsx';
import classes from '../tabs.module.css';

/** Where witnesses differ: every statement with those who made it, none resolved. */
export function Disagreements({ disagreements }: Pick<ItemDetail, 'disagreements'>) {
  const { facts: w } = useWords().itemTabs;
  if (disagreements.length === 0) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={w.disagreements(disagreements.length)}>
      <Stack gap="sm">
        <Text size="sm">{w.disagreementsNote}</Text>
        {disagreements.map((one, n) => (
          // One field can be in disagreement in several places of a file: their order is all that tells them apart.
          <div key={`${one.field} ${n}`}>
            <Text size="sm" fw={600}>{w.fields[one.field]}</Text>
            <List size="sm">
              {one.statements.map(({ text, by }) => (
                <List.Item key={text}>
                  <bdi className={classes['said']}>{text}</bdi>
                  <Text component="span" size="sm" c="dimmed"> — {by.map(({ witness, basis }) => w.by(witness, basis)).join(', ')}</Text>
                </List.Item>
              ))}
            </List>
            <Text size="xs" c="dimmed">{w.tolerance(one.tolerance)}</Text>
          </div>
        ))}
      </Stack>
    </Alert>
  );
}
