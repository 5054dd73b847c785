import { Group, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** A part of a tab under its heading. */
export function TabSection({ title, note, aside, children }: { title: string; note?: string | undefined; aside?: ReactNode; children: ReactNode }) {
  const heading = useId();
  return (
    <Stack component="section" gap="xs" aria-labelledby={heading}>
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5" id={heading}>{title}</Title>
        {aside}
      </Group>
      {note !== undefined && <Text size="sm" c="dimmed">{note}</Text>}
      {children}
    </Stack>
  );
}
