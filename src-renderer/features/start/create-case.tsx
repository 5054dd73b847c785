import { Button, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { OpenedCase } from '../../../src-main/shared/api/case.ts';
import { FolderField } from '../../ui/folder-field.tsx';
import { chosenPassphrase, noChoice } from '../../ui/passphrase.ts';
import { PassphraseFields } from '../../ui/passphrase-choice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { useSecretAct } from '../../ui/use-secret-act.ts';
import { useWords } from '../../words/use-words.tsx';

const empty = { title: '', custodian: '', affiliation: '', folder: '' };
const most = 200;

/** A new case: what it is called, who keeps it, where it lies, how its keys are kept. */
export function CreateCase({ onOpened }: { onOpened(opened: OpenedCase): void }) {
  const { start } = useWords();
  const [draft, setDraft, forget] = useDraft('create-case', empty);
  const [choice, setChoice] = useState(noChoice);
  const act = useSecretAct('createCase');
  const chosen = chosenPassphrase(choice);
  const { title, custodian, affiliation, folder } = { title: draft.title.trim(), custodian: draft.custodian.trim(), affiliation: draft.affiliation.trim(), folder: draft.folder.trim() };
  const isComplete = title !== '' && custodian !== '' && folder !== '' && chosen !== undefined;
  const create = async (): Promise<void> => {
    if (!isComplete) return;
    const opened = await act.run({ folder, title, custodian, ...(affiliation === '' ? {} : { affiliation }), ...('passphrase' in chosen ? { passphrase: chosen.passphrase } : {}) });
    if (opened === undefined) return;
    forget();
    setChoice(noChoice);
    onOpened(opened);
  };
  const field = (name: keyof typeof empty) => ({ value: draft[name], maxLength: most, onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setDraft({ ...draft, [name]: currentTarget.value }) });
  return (
    <Paper component="section" aria-labelledby="create-case" withBorder p="md">
      <form onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <Stack gap="sm">
          <div>
            <Title order={2} size="h4" id="create-case">{start.create}</Title>
            <Text size="sm" c="dimmed">{start.createMeans}</Text>
          </div>
          <TextInput label={start.caseTitle} description={start.caseTitleMeans} withAsterisk {...field('title')} />
          <TextInput label={start.custodian} description={start.custodianMeans} withAsterisk autoComplete="name" {...field('custodian')} />
          <TextInput label={start.affiliation} autoComplete="organization" {...field('affiliation')} />
          <FolderField label={start.place} description={start.placeMeans} value={draft.folder} onChange={(path) => setDraft({ ...draft, folder: path })} purpose="new-case" required />
          <PassphraseFields label={start.passphrase.question} value={choice} onChange={setChoice} />
          {act.problem !== undefined && <ProblemNotice problem={act.problem} />}
          <Button type="submit" disabled={!isComplete} loading={act.isPending} style={{ alignSelf: 'flex-start' }}>{start.createAct}</Button>
          {!isComplete && <Text size="xs" c="dimmed">{start.incomplete}</Text>}
        </Stack>
      </form>
    </Paper>
  );
}
