import { Accordion, Badge, Group, Loader, ScrollArea, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { Licences } from '../../../src-main/shared/api/licences.ts';
import { useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import { Part } from './part.tsx';
import styles from './settings.module.css';

/** What this is, and whose work it rests on. */
export default function AboutPart() {
  const { settings: { about: words }, start } = useWords();
  const app = useAsk('appState', {});
  const { data, error, refetch } = useAsk('licences', {});
  return (
    <>
      <Part title={words.title}>
        <Text size="sm">{words.what}</Text>
        {app.data !== undefined && <Text size="sm">{start.version(app.data.version)}</Text>}
        <Text size="sm">{start.offline}</Text>
      </Part>
      <Part title={words.licences} means={words.licencesMean}>
        {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
        {data === undefined ? error === null && <Loader size="sm" /> : <LicenceList licences={data} />}
      </Part>
    </>
  );
}

type Package = Licences['packages'][number];

function LicenceList({ licences: { application, packages, others, texts } }: { licences: Licences }) {
  const { settings: { about: words } } = useWords();
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim().toLowerCase(), 100);
  const fits = (...fields: (string | null)[]): boolean => fields.some((field) => field?.toLowerCase().includes(wanted) === true);
  const shown = [application, ...packages].filter(({ name, licence, author }) => fits(name, licence, author));
  const shownOthers = others.filter(({ name, licence, about }) => fits(name, licence, about));
  return (
    <>
      <TextInput aria-label={words.search} placeholder={words.search} leftSection={<IconSearch size={16} />} value={query} onChange={({ currentTarget }) => setQuery(currentTarget.value)} maw={420} />
      <Text size="xs" c="dimmed" my="xs" role="status">{words.found(shown.length + shownOthers.length)}</Text>
      {shownOthers.length > 0 && (
        <ul className={styles['others']}>
          {shownOthers.map(({ name, licence, about }) => <li key={name}><Text size="sm"><b>{name}</b> · {licence} · {about}</Text></li>)}
        </ul>
      )}
      <Accordion variant="contained" multiple order={4}>
        {shown.map((one) => <PackageItem key={`${one.name}@${one.version}`} shown={one} texts={texts} />)}
      </Accordion>
    </>
  );
}

function PackageItem({ shown: { name, version, licence, author, homepage, texts: own }, texts }: { shown: Package; texts: Licences['texts'] }) {
  const { settings: { about: words } } = useWords();
  return (
    <Accordion.Item value={`${name}@${version}`}>
      <Accordion.Control py={0}>
        <Group gap="xs" wrap="nowrap"><Text size="sm" fw={600}>{name}</Text><Text size="xs" c="dimmed">{version}</Text><Badge size="sm" variant="light" color="gray" c="var(--mantine-color-text)" tt="none">{licence ?? words.none}</Badge></Group>
      </Accordion.Control>
      <Accordion.Panel>
        {author !== null && <Text size="sm">{author}</Text>}
        {homepage !== null && <Text size="sm" className="digest">{homepage}</Text>}
        {own.map((digest) => <ScrollArea.Autosize key={digest} mah={360} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': words.textOf(name) }}><pre className={styles['licence']}>{texts[digest] ?? ''}</pre></ScrollArea.Autosize>)}
        {own.length === 0 && <Text size="sm" c="dimmed">{words.noText}</Text>}
      </Accordion.Panel>
    </Accordion.Item>
  );
}
