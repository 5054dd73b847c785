import { Alert, Anchor, Button, Center, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconGavel, IconPlus, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ClaimDetail } from '../../../src-main/shared/api/claims.ts';
import { useAct, useAsk } from '../../api/use-ask.ts';
import { paths } from '../../ui/paths.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { useWords } from '../../words/use-words.tsx';
import { AssessmentView } from './assessment-view.tsx';
import styles from './claims.module.css';
import { EvidenceList } from './evidence-list.tsx';
import { EvidenceForm } from './form/evidence-form.tsx';
import { JudgeForm } from './form/judge-form.tsx';
import { Judgements } from './judgements.tsx';

/** One claim: what was said, what follows, what it rests on, what a person thinks of it. */
export function ClaimView({ id, canWork }: { id: string; canWork: boolean }) {
  const { common } = useWords();
  const { data, error, refetch } = useAsk('claim', { claim: id });
  const [asked, ask] = useState<'evidence' | 'judgement'>();
  if (error !== null) return <Stack p="md"><ProblemNotice problem={error} onRetry={() => void refetch()} /></Stack>;
  if (data === undefined) return <Center h={200}><Loader aria-label={common.loading} /></Center>;
  const close = (): void => ask(undefined);
  return (
    <Stack p="lg" gap="lg">
      <ClaimHead detail={data} />
      <Standing detail={data} canWork={canWork} onAsk={ask} />
      <AssessmentView detail={data} />
      <div className={styles['columns']}>
        <EvidenceList detail={data} canWork={canWork} />
        <Judgements detail={data} />
      </div>
      <EvidenceForm key={`evidence-${id}`} claim={data.claim} isOpen={asked === 'evidence'} onClose={close} />
      <JudgeForm key={`judge-${id}`} claim={data.claim} isOpen={asked === 'judgement'} onClose={close} />
    </Stack>
  );
}

function ClaimHead({ detail: { claim } }: { detail: ClaimDetail }) {
  const { claims } = useWords();
  const { id, about, quote, translation, language, claimant, said, sourceUrl, means, items, entry } = claim;
  const facts: [string, string | null][] = [
    [claims.facts.claimant, claimant],
    [claims.facts.said, said ?? claims.facts.saidUnknown],
    [claims.facts.source, sourceUrl],
    [claims.facts.about, claims.subjects[about]],
    [claims.facts.means, means],
    [claims.facts.recorded, claims.facts.entry(entry)],
  ];
  return (
    <Stack gap="xs">
      <Title order={2} size="h3" fw={600}>
        <Text span c="dimmed" inherit className="digest">{id}</Text>{' '}
        <span className={styles['quote']} dir="auto" lang={language ?? undefined}>{claims.quoted(quote)}</span>
      </Title>
      {translation !== null && <Text dir="auto" className={styles['quote'] ?? ''}>{claims.translated(translation)}</Text>}
      <Stack component="dl" gap={2} m={0}>
        {facts.flatMap(([name, value]) => (value === null ? [] : [(
          <Group key={name} gap="xs" wrap="nowrap" align="baseline">
            <Text component="dt" size="sm" c="dimmed" miw={130}>{name}</Text>
            <Text component="dd" size="sm" m={0} dir="auto" className={styles['quote'] ?? ''}>{value}</Text>
          </Group>
        )]))}
        <Group gap="xs" wrap="nowrap" align="baseline">
          <Text component="dt" size="sm" c="dimmed" miw={130}>{claims.facts.items}</Text>
          <Group component="dd" gap="sm" m={0}>
            {items.map((item) => <Anchor key={item.id} component={Link} href={paths.item(item.id)} size="sm" dir="auto">{item.id} {item.name}</Anchor>)}
          </Group>
        </Group>
      </Stack>
    </Stack>
  );
}

/** Where the record stands: the newest assessment, or that there is none; and what can be done. */
function Standing({ detail, canWork, onAsk }: { detail: ClaimDetail; canWork: boolean; onAsk(what: 'evidence' | 'judgement'): void }) {
  const { claims, format } = useWords();
  const { claim, assessed, now } = detail;
  const assess = useAct('assessClaim');
  const isCurrent = assessed !== null && !assessed.outdated;
  return (
    <Stack gap="xs">
      <Group>
        <VerdictSign verdict={now.verdict} />
        <Text size="sm">
          {assessed === null ? claims.neverRecorded : isCurrent ? claims.recordedAs(format.instant(assessed.assessedAt), assessed.entry) : claims.recordedBefore(claims.verdicts[assessed.verdict], format.instant(assessed.assessedAt))}
        </Text>
      </Group>
      {assessed !== null && !assessed.repeatable && <Alert color="red" role="alert">{claims.notRepeatable}</Alert>}
      {canWork && (
        <Group>
          {!isCurrent && <Button size="xs" leftSection={<IconScale size={14} />} loading={assess.isPending} onClick={() => assess.mutate({ claim: claim.id })}>{claims.assess}</Button>}
          <Button size="xs" variant={isCurrent ? 'filled' : 'default'} leftSection={<IconPlus size={14} />} onClick={() => onAsk('evidence')}>{claims.addEvidence}</Button>
          <Button size="xs" variant="default" leftSection={<IconGavel size={14} />} onClick={() => onAsk('judgement')}>{claims.judge}</Button>
        </Group>
      )}
      {assess.error !== null && <ProblemNotice problem={assess.error} />}
    </Stack>
  );
}
