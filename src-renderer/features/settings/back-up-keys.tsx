import { Alert, Button, Stack } from '@mantine/core';
import { useAct } from '../../api/use-ask.ts';
import { FolderField } from '../../ui/folder-field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useWords } from '../../words/use-words.tsx';

/** Copy the key files into a folder elsewhere. */
export function BackUpKeys({ onDone }: { onDone(): void }) {
  const { settings: { keys: { backUp: words } } } = useWords();
  const [folder, setFolder, forget] = useDraft('back-up-keys', '');
  const act = useAct('backUpKeys', { onDone: () => { forget(); onDone(); } });
  const wanted = folder.trim();
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (wanted !== '') act.mutate({ folder: wanted }); }}>
      <Stack gap="sm" maw={620}>
        <FolderField label={words.folder} description={words.folderMeans} value={folder} onChange={setFolder} purpose="backup" />
        {act.error !== null && <ProblemNotice problem={act.error} />}
        {act.data !== undefined && <Alert color={act.data.locked ? 'ink' : 'yellow'} variant="light" role="status">{words.done(act.data.files.length, act.variables?.folder ?? '')} {act.data.locked ? words.locked : words.open}</Alert>}
        <Button type="submit" style={{ alignSelf: 'flex-start' }} disabled={wanted === ''} loading={act.isPending}>{words.act}</Button>
      </Stack>
    </form>
  );
}
