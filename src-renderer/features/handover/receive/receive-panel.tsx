import { Stack, Text, Title } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Receiving } from '../../../../src-main/shared/api/hand-over.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useSecretAct } from '../../../ui/use-secret-act.ts';
import { useWords } from '../../../words/use-words.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { Split } from '../split.tsx';
import { useFollowedWork, WorkInPlace } from '../work.tsx';
import { asAsked, emptyReceive, noOpening, ReceiveForm, type Opening, type ReceiveDraft } from './receive-form.tsx';
import { IncomingReport } from './incoming-report.tsx';

/** Pick a bundle, read what was found, and only then take it in. */
export function ReceivePanel({ canWork }: { canWork: boolean }) {
  const { handover: { receive: w } } = useWords();
  const [draft, setDraft, forgetDraft] = useCaseDraft<ReceiveDraft>('receive', emptyReceive);
  useNamedBundle((path) => setDraft({ ...emptyReceive, path }));
  const [opening, setOpening] = useState<Opening>(noOpening);
  const work = useFollowedWork('receive');
  const [check, take] = [useSecretAct('checkIncoming'), useSecretAct('receive')];
  const { job } = work;
  const { data } = useAsk('receiving', { job: job?.id ?? '' }, { enabled: job !== undefined && job.state !== 'running' });
  const result = job === undefined || job.state === 'running' ? null : (data?.result ?? null);
  const follow = (begun: { job: string } | undefined): void => void (begun !== undefined && work.follow(begun.job));
  const takeIn = async ({ report: { bundle, faults } }: Receiving, despiteFindings: boolean): Promise<void> => {
    if (bundle === null) return;
    const begun = await take.run({ ...asAsked(draft, opening), asRead: { bundle, findingCount: faults }, despiteFindings });
    follow(begun);
  };
  const another = (): void => {
    setOpening(noOpening);
    forgetDraft();
    work.forget();
  };
  const isStale = result !== null && result.outcome === 'checked' && result.path !== draft.path.trim();
  const problem = check.problem ?? take.problem;
  return (
    <Split
      formName={w.form} viewName={w.outcome}
      form={(
        <ReceiveForm
          draft={draft} onChange={setDraft} opening={opening} onOpening={setOpening} canWork={canWork && job?.state !== 'running'} isBeginning={check.isPending}
          onCheck={() => void check.run(asAsked(draft, opening)).then(follow)}
        />
      )}
    >
      <Stack gap="md">
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {job !== undefined && <WorkInPlace job={job} />}
        {isStale && <Text>{w.stale}</Text>}
        {result !== null && !isStale && <IncomingReport key={job?.id} result={result} canWork={canWork} isBeginning={take.isPending} onTakeIn={(despite) => void takeIn(result, despite)} onAnother={another} />}
        {result === null && job === undefined && <Empty />}
      </Stack>
    </Split>
  );
}

/** A bundle that was opened from the desktop stands in the address; it is put into the form once. */
function useNamedBundle(put: (path: string) => void): void {
  const [search, setSearch] = useSearchParams();
  const bundle = search.get('bundle');
  const take = useEffectEvent(put);
  useEffect(() => {
    if (bundle === null) return;
    take(bundle);
    setSearch({}, { replace: true });
  }, [bundle, setSearch]);
}

function Empty() {
  const { handover: { receive: w } } = useWords();
  return (
    <Stack maw={560} gap="sm" mt="xl" mx="auto">
      <Title order={2} size="h3">{w.empty}</Title>
      <Text>{w.emptyMeans}</Text>
      <Text c="dimmed">{w.emptyThen}</Text>
    </Stack>
  );
}
