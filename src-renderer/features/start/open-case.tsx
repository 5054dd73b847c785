import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { FolderField } from '../../ui/folder-field.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useWords } from '../../words/use-words.tsx';
import { OpeningProblem } from './opening-problem.tsx';
import type { Opening } from './use-opening.ts';

/** A case by its folder. */
export function OpenCase({ opening }: { opening: Opening }) {
  const { start } = useWords();
  const [folder, setFolder] = useDraft('open-case', '');
  const wanted = folder.trim();
  return (
    <Paper component="section" aria-labelledby="open-case" withBorder p="md">
      <form onSubmit={(event) => { event.preventDefault(); if (wanted !== '') void opening.open(wanted); }}>
        <Stack gap="sm">
          <div>
            <Title order={2} size="h4" id="open-case">{start.open}</Title>
            <Text size="sm" c="dimmed">{start.openMeans}</Text>
          </div>
          <FolderField label={start.caseFolder} value={folder} onChange={setFolder} purpose="open-case" />
          <OpeningProblem opening={opening} of={wanted} />
          <Button type="submit" disabled={wanted === ''} loading={opening.pending === wanted && wanted !== ''} style={{ alignSelf: 'flex-start' }}>{start.openAct}</Button>
        </Stack>
      </form>
    </Paper>
  );
}
