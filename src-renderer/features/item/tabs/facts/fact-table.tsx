import { Badge, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { FactField } from '../../../../../src-main/shared/facts.ts';
import { useWords } from '../../../../words/use-words.tsx';
import type { FactRow, FactTable } from './fact-groups.ts';
import { StatedValue } from './stated-value.tsx';
import classes from './facts.module.css';

/** Fields by witness. A field in which witnesses disagree says so in its own row. */
export function FactTableView({ table: { witnesses, groups }, disagreeing }: { table: FactTable; disagreeing: ReadonlySet<FactField> }) {
  const { facts: w } = useWords().itemTabs;
  if (groups.length === 0) return <Text size="sm" c="dimmed">{w.noFacts}</Text>;
  return (
    <Table.ScrollContainer minWidth={`${9 + witnesses.length * 9}rem`} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': w.table } }}>
      <Table className={classes['facts']} verticalSpacing={4} horizontalSpacing="xs" withTableBorder>
        <Table.Caption className={classes['unseen']}>{w.table}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{w.field}</Table.Th>
            {witnesses.map((witness) => <Table.Th scope="col" key={witness}>{witness}</Table.Th>)}
          </Table.Tr>
        </Table.Thead>
        {groups.map(({ group, rows }) => (
          <Table.Tbody key={group}>
            <Table.Tr className={classes['group']}>
              <Table.Th scope="rowgroup" colSpan={witnesses.length + 1}>{w.groups[group]}</Table.Th>
            </Table.Tr>
            {rows.map((row) => <Row key={row.field} row={row} disagrees={disagreeing.has(row.field)} />)}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row: { field, cells }, disagrees }: { row: FactRow; disagrees: boolean }) {
  const { facts: w } = useWords().itemTabs;
  return (
    <Table.Tr {...(disagrees ? { 'data-disagrees': true } : {})}>
      <Table.Th scope="row">
        <Group gap={6}>
          {w.fields[field]}
          {disagrees && <Badge size="xs" variant="light" color="orange" c="var(--mantine-color-text)" leftSection={<IconAlertTriangle size={10} aria-hidden />}>{w.disagrees}</Badge>}
        </Group>
      </Table.Th>
      {cells.map((facts, n) => (
        // Columns have no name but their place.
        <Table.Td key={n}>
          {facts.length === 0 ? <Text component="span" size="xs" c="dimmed" aria-label={w.statesNothing}>–</Text> : facts.map((fact, at) => <Fragment key={`${fact.path} ${at}`}><StatedValue fact={fact} /></Fragment>)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
