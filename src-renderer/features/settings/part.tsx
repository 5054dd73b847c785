import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A heading and what stands under it. */
export function Part({ title, means, children }: { title: string; means?: string; children: ReactNode }) {
  return (
    <section style={{ marginBlockEnd: 'var(--mantine-spacing-xl)' }}>
      <Title order={3} size="h4" mb={means === undefined ? 'xs' : 2}>{title}</Title>
      {means !== undefined && <Text size="sm" c="dimmed" mb="sm" maw={680}>{means}</Text>}
      {children}
    </section>
  );
}
