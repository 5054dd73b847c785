import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import { FolderField } from '../../ui/folder-field.tsx';
import { waitForCase, waitingBundle } from '../../ui/waiting-bundle.ts';
import { useWords } from '../../words/use-words.tsx';

/** A bundle is received into a case: it is kept in mind until one is open, and its report is shown there first. */
export function ReceiveBundle() {
  const { start } = useWords();
  const id = useId();
  const [path, setPath] = useState(waitingBundle);
  const [waiting, setWaiting] = useState(waitingBundle);
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="md">
      <Title order={2} size="h4" id={id} mb="sm">{start.receive}</Title>
      <Stack component="form" gap="sm" onSubmit={(event) => {
        event.preventDefault();
        waitForCase(path.trim());
        setWaiting(path.trim());
      }}>
        <FolderField label={start.bundle} description={start.receiveMeans} purpose="bundle" value={path} onChange={setPath} />
        <Button type="submit" variant="default" disabled={path.trim() === '' || path.trim() === waiting} style={{ alignSelf: 'flex-start' }}>{start.receiveAct}</Button>
      </Stack>
      <Text size="sm" role="status" mt={waiting === '' ? 0 : 'sm'}>{waiting === '' ? '' : start.bundleWaits(waiting)}</Text>
    </Paper>
  );
}
