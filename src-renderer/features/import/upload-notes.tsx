import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useWords } from '../../words/use-words.tsx';
import type { Uploads, UploadsState } from './uploads.ts';

/** What the tray says of files that this window sends, beside the jobs that receive them. */
export function UploadNotes({ uploads, state }: { uploads: Uploads; state: UploadsState }) {
  const { importing, common, errorSentence } = useWords();
  return (
    <Stack gap="xs">
      {state.uploads.filter(({ state: now }) => now === 'waiting').map(({ id, found }) => (
        <Group key={id} gap="xs" wrap="nowrap">
          <Text size="sm" flex={1} truncate title={found.names.join(', ')}>{importing.waits(found.names.join(', '))}</Text>
          <Button size="compact-xs" variant="default" onClick={() => uploads.drop(id)} aria-label={importing.dropOf(found.names.join(', '))}>{common.cancel}</Button>
        </Group>
      ))}
      {state.uploads.filter(({ state: now }) => now === 'cut').map(({ id }) => <Alert key={id} color="yellow" variant="light" p="xs" role="status">{importing.cut}</Alert>)}
      {state.uploads.filter(({ state: now }) => now === 'stopped').map(({ id, problem, found }) => (
        <Alert key={id} color="red" variant="light" p="xs" role="alert" title={importing.stoppedOf(found.names.join(', ').slice(0, 80))}>
          {problem === undefined ? importing.closedMeanwhile : errorSentence(problem.code, problem.facts)}
          <Group mt="xs" gap="xs">
            <Button size="compact-xs" variant="default" onClick={() => uploads.retry(id)}>{importing.sendRest}</Button>
            <Button size="compact-xs" variant="subtle" onClick={() => uploads.drop(id)}>{importing.giveUp}</Button>
          </Group>
        </Alert>
      ))}
      {state.unfinished.map((one) => (
        <Alert key={one.names.join('/')} color="yellow" variant="light" p="xs" title={importing.unfinished}>
          <Text size="xs">{importing.unfinishedMeans(one.names.slice(0, 3).join(', '), one.files)}</Text>
          <Button mt="xs" size="compact-xs" variant="default" onClick={() => uploads.forget(one)}>{common.dismiss}</Button>
        </Alert>
      ))}
    </Stack>
  );
}
