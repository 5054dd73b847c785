import { Table, Text } from '@mantine/core';
import { useWords } from '../../../words/use-words.tsx';
import type { AxisRow } from './axis-rows.ts';
import { rowLabel, stretchesText, weightLabel } from './row-words.ts';

/** Everything that the picture shows, to be read and heard. */
export function AxisTable({ rows, names }: { rows: readonly AxisRow[]; names: Readonly<Record<string, string>> }) {
  const words = useWords();
  const { axis } = words.claims;
  return (
    <details>
      <summary><Text span size="sm">{axis.asTable}</Text></summary>
      <Table.ScrollContainer minWidth={560}>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>{[axis.what, axis.weight, axis.allows, axis.error].map((head) => <Table.Th key={head}>{head}</Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Th scope="row">{rowLabel(row, names, words)}</Table.Th>
                <Table.Td>{weightLabel(row, words)}</Table.Td>
                <Table.Td className="numbers">{stretchesText(row.allows, words)}</Table.Td>
                <Table.Td className="numbers">{row.errors.length === 0 ? '' : stretchesText(row.errors, words)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}
