import { Modal, Stack, Table, Title } from '@mantine/core';
import { KeyCaps } from '../ui/key-caps.tsx';
import { useListedShortcuts } from '../ui/shortcuts.tsx';
import { useWords } from '../words/use-words.tsx';

/** The keys that work now, by part of the window. */
export function KeyList({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { shell, common } = useWords();
  const groups = useListedShortcuts();
  return (
    <Modal opened={isOpen} onClose={onClose} title={shell.keysTitle} size="lg" closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        {groups.filter(({ shortcuts }) => shortcuts.length > 0).map(({ title, shortcuts }) => (
          <section key={title}>
            <Title order={3} size="h6" mb={4}>{title}</Title>
            <Table layout="fixed">
              <Table.Tbody>
                {shortcuts.map(({ keys, words }) => (
                  <Table.Tr key={keys}>
                    <Table.Th scope="row" fw={400} w="30%"><KeyCaps keys={keys} size="sm" /></Table.Th>
                    <Table.Td>{words}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}
