import { ActionIcon, Container, Group, Tabs, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import type { OpenedCase } from '../../../src-main/shared/api/case.ts';
import { paths } from '../../ui/paths.ts';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { KeysPart } from './keys-part.tsx';
import { ReadingPart } from './reading-part.tsx';
import { StoragePart } from './storage-part.tsx';
import { ToolsPart } from './tools-part.tsx';

const AboutPart = lazy(() => import('./about-part.tsx'));

const parts = ['reading', 'keys', 'storage', 'tools', 'about'] as const;
type Part = (typeof parts)[number];
/** These are about the case that is open. */
const ofCase: ReadonlySet<Part> = new Set(['keys', 'storage']);

/** Custodian and keys, tools, storage, reading, language, about. */
export default function SettingsScreen({ part, opened }: { part: string | undefined; opened: OpenedCase | null }) {
  const { settings } = useWords();
  const [, go] = useLocation();
  const shown = parts.filter((one) => opened !== null || !ofCase.has(one));
  const current = shown.find((one) => one === part) ?? 'reading';
  useScreenTitle(settings.title);
  return (
    <Container size="lg" py="md" component={opened === null ? 'main' : 'section'}>
      <Group gap="xs" mb="md">
        {opened === null && <ActionIcon component={Link} href={paths.start} variant="subtle" color="gray" aria-label={settings.back}><IconArrowLeft size={18} /></ActionIcon>}
        <Title order={opened === null ? 1 : 2} size="h3">{settings.title}</Title>
      </Group>
      <Tabs value={current} onChange={(next) => go(paths.settingsPart(next ?? 'reading'), { replace: true })} orientation="vertical" keepMounted={false}>
        <Tabs.List miw={190}>
          {shown.map((one) => <Tabs.Tab key={one} value={one} styles={{ tabLabel: { textAlign: 'start' } }}>{settings.parts[one]}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="reading" ps="xl"><ReadingPart /></Tabs.Panel>
        {opened !== null && <Tabs.Panel value="keys" ps="xl"><KeysPart opened={opened} /></Tabs.Panel>}
        {opened !== null && <Tabs.Panel value="storage" ps="xl"><StoragePart folder={opened.folder} /></Tabs.Panel>}
        <Tabs.Panel value="tools" ps="xl"><ToolsPart /></Tabs.Panel>
        <Tabs.Panel value="about" ps="xl"><Suspense><AboutPart /></Suspense></Tabs.Panel>
      </Tabs>
    </Container>
  );
}
