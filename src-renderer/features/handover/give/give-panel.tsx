import { Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAct, useAsk } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useSecretAct } from '../../../ui/use-secret-act.ts';
import { useWords } from '../../../words/use-words.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { Split } from '../split.tsx';
import { useFollowedWork, WorkInPlace } from '../work.tsx';
import { choiceOf, emptyGive, recipientsOf, targetOf, type GiveDraft } from './give-draft.ts';
import { GiveForm } from './give-form.tsx';
import { Preview } from './preview.tsx';
import { Written, WrittenReport } from './written.tsx';

/** Choose what leaves, see what that is, write it, and see what the receiver's verifier says of it. */
export function GivePanel({ canWork }: { canWork: boolean }) {
  const { handover: { give: w } } = useWords();
  const [draft, setDraft] = useCaseDraft<GiveDraft>('hand-over', emptyGive);
  const [passphrase, setPassphrase] = useState('');
  const work = useFollowedWork('hand-over');
  const act = useSecretAct('handOver');
  const report = useAct('writeReport', { onDone: ({ job }) => work.follow(job) });
  const choice = choiceOf(draft);
  const asked = JSON.stringify(choice);
  const [settled] = useDebouncedValue(asked, 250);
  const preview = useAsk('previewHandOver', { choice: choice ?? { all: true }, originals: draft.as !== 'report' && draft.originals }, { enabled: choice !== undefined && settled === asked });
  const begin = async (): Promise<void> => {
    const out = targetOf(draft);
    if (choice === undefined || out === undefined) return;
    if (draft.as === 'report') return report.mutate({ choice, out });
    const age = draft.encrypt === 'none' ? {} : { age: draft.encrypt === 'passphrase' ? { passphrase } : { recipients: recipientsOf(draft) } };
    const begun = await act.run({ choice, out, zip: draft.as === 'zip', originals: draft.originals, pdf: draft.pdf, ...age });
    if (begun === undefined) return;
    setPassphrase('');
    work.follow(begun.job);
  };
  const { job } = work;
  const isRunning = job?.state === 'running';
  const isDone = job?.state === 'finished';
  const problem = act.problem ?? report.error;
  return (
    <Split
      formName={w.form} viewName={w.outcome}
      form={(
        <GiveForm
          draft={draft} onChange={setDraft} onPassphrase={setPassphrase} hasPassphrase={passphrase !== ''} canWork={canWork && !isRunning}
          isPreviewed={preview.data !== undefined} isBeginning={act.isPending || report.isPending} onBegin={() => void begin()}
        />
      )}
    >
      <Stack gap="md">
        {problem !== null && problem !== undefined && <ProblemNotice problem={problem} />}
        {job !== undefined && !isDone && <WorkInPlace job={job} />}
        {isDone && (job.kind === 'report' ? <WrittenReport job={job.id} onAnother={work.forget} /> : <Written job={job.id} onAnother={work.forget} />)}
        {!isDone && !isRunning && (choice === undefined ? <Empty /> : <Preview preview={preview.data} problem={preview.error} isReport={draft.as === 'report'} />)}
      </Stack>
    </Split>
  );
}

function Empty() {
  const { handover: { give: w } } = useWords();
  return (
    <Stack maw={560} gap="sm" mt="xl" mx="auto">
      <Title order={2} size="h3">{w.nothing}</Title>
      <Text>{w.nothingMeans}</Text>
      <Text c="dimmed">{w.nothingThen}</Text>
    </Stack>
  );
}
