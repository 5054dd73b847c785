import { ActionIcon, Badge, Group, Paper, Stack, Text, Title, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArchive, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { AppState } from '../../../src-main/shared/api/case.ts';
import { keyOf, useAct } from '../../api/use-ask.ts';
import { useWords } from '../../words/use-words.tsx';
import { OpeningProblem } from './opening-problem.tsx';
import styles from './start.module.css';
import type { Opening } from './use-opening.ts';

/** Cases that were open before, newest first. */
export function RecentCases({ recent, opening }: { recent: AppState['recent']; opening: Opening }) {
  const { start, format, common } = useWords();
  const client = useQueryClient();
  const forget = useAct('forgetRecent', {
    onDone: (_, { folder }) => client.setQueryData<AppState>(keyOf('appState', {}), (before) => before && { ...before, recent: before.recent.filter((one) => one.folder !== folder) }),
  });
  return (
    <Paper component="section" aria-labelledby="recent-cases" withBorder p="md">
      <Title order={2} size="h4" id="recent-cases" mb="xs">{start.recent}</Title>
      {recent.length === 0 && <Text size="sm" c="dimmed">{start.noRecent}</Text>}
      <Stack gap={4} component="ul" className={styles['recent'] ?? ''}>
        {recent.map(({ folder, title, openedAt, found }) => (
          <li key={folder}>
            <Group gap="xs" wrap="nowrap">
              <UnstyledButton className={styles['case'] ?? ''} onClick={() => void opening.open(folder)} disabled={opening.pending !== undefined} aria-busy={opening.pending === folder}>
                <IconArchive size={18} aria-hidden />
                <span>
                  <Group gap="xs" wrap="nowrap" component="span">
                    <Text component="span" size="sm" fw={600} truncate title={title}>{title}</Text>
                    {!found && <Badge component="span" size="sm" color="yellow" variant="light" c="var(--mantine-color-text)" tt="none" flex="none">{start.notFound}</Badge>}
                  </Group>
                  <Text component="span" size="xs" c="dimmed" truncate title={folder} display="block" dir="ltr">{folder}</Text>
                  <Text component="span" size="xs" c="dimmed" display="block">{opening.pending === folder ? common.loading : start.openedAt(format.instant(openedAt))}</Text>
                </span>
              </UnstyledButton>
              <Tooltip label={start.forget}><ActionIcon variant="subtle" color="gray" aria-label={start.forgetOf(title)} onClick={() => forget.mutate({ folder })}><IconX size={16} /></ActionIcon></Tooltip>
            </Group>
            {!found && <Text size="xs" ps={34}>{start.notFoundMeans}</Text>}
            <OpeningProblem opening={opening} of={folder} />
          </li>
        ))}
      </Stack>
    </Paper>
  );
}
