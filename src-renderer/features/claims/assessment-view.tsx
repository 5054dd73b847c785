import { List, Stack, Text, Title } from '@mantine/core';
import type { DrawnTimePart } from '../../../src-main/shared/assessment-document.ts';
import type { AssessedPart, ClaimDetail } from '../../../src-main/shared/api/claims.ts';
import { useWords } from '../../words/use-words.tsx';
import { TimeAxis } from './axis/time-axis.tsx';
import styles from './claims.module.css';

/** What follows for each item: the picture, and under it the verdict in a sentence, what it rests on, what would change it, what is missing. */
export function AssessmentView({ detail }: { detail: ClaimDetail }) {
  const { now, claim } = detail;
  return now.parts.map((part, n) => {
    const drawn = now.drawn.parts[n];
    return (
      <Stack key={part.item} gap="sm" component="section" aria-label={part.item}>
        {now.parts.length > 1 && <Title order={3} size="h5" dir="auto">{part.item} {claim.items.find(({ id }) => id === part.item)?.name}</Title>}
        {drawn?.kind === 'time' && isPicture(drawn) && <TimeAxis part={drawn} names={now.names} onPick={(bound) => showEvidence(now.names[bound])} />}
        <Text fw={600} maw={900}>{part.sentence}</Text>
        {part.corroboration !== undefined && <Text size="sm" maw={900}>{part.corroboration}</Text>}
        <Reasons part={part} />
      </Stack>
    );
  });
}

/** Dates that decide nothing, of a claim that says no time, are told in sentences. */
function isPicture({ window, assessment, bounds }: DrawnTimePart): boolean {
  return window.undefinedBecause === undefined || bounds.length > assessment.assertions.length + (assessment.setAside?.length ?? 0);
}

/** The evidence behind a bound is on this very page. */
function showEvidence(name: string | undefined): void {
  const place = document.getElementById(`evidence-${name?.split(' ')[0] ?? ''}`);
  place?.scrollIntoView({ block: 'center' });
  place?.focus();
}

function Reasons({ part: { restsOn, whatWouldChange, missing, assertions } }: { part: AssessedPart }) {
  const { claims } = useWords();
  const parts: [string, string[]][] = [
    [claims.restsOn, restsOn.map(({ name, sentence }) => `${name}: ${sentence}`)],
    [claims.wouldChange, whatWouldChange],
    [claims.missing, missing],
    [claims.assertions, assertions.map(({ name, sentence }) => `${name}: ${sentence}`)],
  ];
  return (
    <div className={styles['columns']}>
      {parts.filter(([, sentences]) => sentences.length > 0).map(([title, sentences]) => (
        <section key={title} aria-label={title}>
          <Title order={4} size="h6" c="dimmed">{title}</Title>
          <List size="sm" spacing={4}>{sentences.map((sentence) => <List.Item key={sentence}>{sentence}</List.Item>)}</List>
        </section>
      ))}
    </div>
  );
}
