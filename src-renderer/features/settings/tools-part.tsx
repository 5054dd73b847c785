import { Alert, Badge, Button, Card, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { choosable, type ToolChoices, type ToolSettingsAnswer } from '../../../src-main/shared/api/tool-settings.ts';
import type { Output } from '../../api/client.ts';
import { keyOf, useAct, useAsk } from '../../api/use-ask.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useWords } from '../../words/use-words.tsx';
import { Part } from './part.tsx';

/** Programs beside Postquem: which were found, and where they are looked for. */
export function ToolsPart() {
  const { settings: { tools: words } } = useWords();
  const found = useAsk('tools', {});
  const chosen = useAsk('toolSettings', {});
  return (
    <>
      <Part title={words.title} means={words.means}>
        {found.error !== null && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
        {found.data === undefined && found.error === null && <Loader size="sm" />}
        <Stack gap="xs">{found.data?.map((tool) => <Tool key={tool.name} tool={tool} />)}</Stack>
        <Button mt="sm" size="xs" variant="default" onClick={() => void found.refetch()} loading={found.isFetching}>{words.again}</Button>
      </Part>
      <Part title={words.choices} means={words.choicesMean}>
        {chosen.error !== null && <ProblemNotice problem={chosen.error} onRetry={() => void chosen.refetch()} />}
        {chosen.data !== undefined && <Choices answer={chosen.data} onSaved={() => void found.refetch()} />}
      </Part>
    </>
  );
}

function Tool({ tool: { name, version, path, install } }: { tool: Output<'tools'>[number] }) {
  const { settings: { tools: words } } = useWords();
  return (
    <Card withBorder p="xs">
      <Group gap="xs">
        <Text size="sm" fw={600} w={90}>{name}</Text>
        <Badge size="sm" variant="light" tt="none" color={path === null ? 'red' : 'gray'} c={path === null ? 'red' : 'var(--mantine-color-text)'} leftSection={path === null ? <IconAlertTriangle size={12} /> : <IconCheck size={12} />}>{path === null ? words.missing : words.version(version ?? '?')}</Badge>
        {path !== null && <Text size="sm" className="digest" c="dimmed">{path}</Text>}
      </Group>
      {install !== null && install !== '' && <><Text size="sm" mt={4}>{words.install}</Text><Copyable text={install} name={words.installOf(name)} /></>}
    </Card>
  );
}

type Typed = Record<(typeof choosable)[number], string>;

function Choices({ answer: { choices, byEnvironment }, onSaved }: { answer: ToolSettingsAnswer; onSaved(): void }) {
  const { settings: { tools: words } } = useWords();
  const client = useQueryClient();
  const saved = Object.fromEntries(choosable.map((name) => [name, choices[name] ?? ''])) as Typed;
  const [typed, setTyped, forget] = useDraft<Typed | null>('tool-paths', null);
  const shown = typed ?? saved;
  const save = useAct('saveToolSettings', {
    onDone: (answer) => {
      client.setQueryData(keyOf('toolSettings', {}), answer);
      forget();
      onSaved();
    },
  });
  const send = (): void => save.mutate(Object.fromEntries(choosable.map((name) => [name, shown[name].trim() === '' ? null : shown[name].trim()])) as ToolChoices);
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(); }}>
      <Stack gap="sm" maw={620}>
        {choosable.map((name) => (
          <TextInput
            key={name} label={words.names[name]} description={byEnvironment[name] === undefined ? words.about[name] : words.byEnvironment(byEnvironment[name])} placeholder={words.usual} value={shown[name]}
            onChange={({ currentTarget }) => setTyped({ ...shown, [name]: currentTarget.value })} spellCheck={false} styles={{ input: { direction: 'ltr' } }}
          />
        ))}
        {save.error !== null && <ProblemNotice problem={save.error} />}
        {save.isSuccess && typed === null && <Alert color="ink" variant="light" role="status" p="xs">{words.saved}</Alert>}
        <Button type="submit" style={{ alignSelf: 'flex-start' }} disabled={typed === null} loading={save.isPending}>{words.save}</Button>
      </Stack>
    </form>
  );
}
