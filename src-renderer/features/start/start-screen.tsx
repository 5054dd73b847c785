import { ActionIcon, Anchor, Container, Group, SimpleGrid, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { AppState } from '../../../src-main/shared/api/case.ts';
import { paths } from '../../ui/paths.ts';
import { ThemeToggle } from '../../ui/theme-toggle.tsx';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { CreateCase } from './create-case.tsx';
import { OpenCase } from './open-case.tsx';
import { ReceiveBundle } from './receive-bundle.tsx';
import { RecentCases } from './recent-cases.tsx';
import type { Opening } from './use-opening.ts';

/** Open, create, recent cases, receive a bundle. */
export default function StartScreen({ state, opening }: { state: AppState; opening: Opening }) {
  const { start, shell } = useWords();
  useScreenTitle(start.title);
  return (
    <main>
      <Container size="lg" py="xl">
        <Group justify="space-between" mb="xl" align="flex-start">
          <div>
            <Title order={1} size="h2">{start.heading}</Title>
            <Text c="dimmed" size="sm">{start.motto}</Text>
          </div>
          <Group gap="xs">
            <ThemeToggle />
            <Tooltip label={shell.settings}><ActionIcon component={Link} href={paths.settings} variant="default" size="lg" aria-label={shell.settings}><IconSettings size={18} /></ActionIcon></Tooltip>
          </Group>
        </Group>
        <SimpleGrid cols={2} spacing="xl">
          <Stack gap="xl">
            <OpenCase opening={opening} />
            <RecentCases recent={state.recent} opening={opening} />
            <ReceiveBundle />
          </Stack>
          <CreateCase onOpened={opening.taken} />
        </SimpleGrid>
        <Text size="xs" c="dimmed" mt="xl">{start.version(state.version)} · {start.offline} <Anchor component={Link} href={paths.settingsPart('about')} size="xs" underline="always">{start.licences}</Anchor></Text>
      </Container>
    </main>
  );
}
