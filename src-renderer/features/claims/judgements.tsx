import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ClaimDetail } from '../../../src-main/shared/api/claims.ts';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { useWords } from '../../words/use-words.tsx';

/** What persons judged, newest first, beside what rules gave and when. */
export function Judgements({ detail: { judgements, earlier } }: { detail: ClaimDetail }) {
  const { claims, format } = useWords();
  return (
    <Stack gap="xs" component="section" aria-label={claims.judgementsTitle}>
      <Title order={3} size="h5">{claims.judgementsTitle}</Title>
      {judgements.length === 0 && <Text size="sm" c="dimmed">{claims.noJudgement}</Text>}
      {judgements.toReversed().map(({ entry, judgedAt, verdict, because, assessment }) => (
        <Paper key={entry} withBorder p="sm">
          <VerdictSign verdict={verdict} />
          <Text size="sm" dir="auto">{because}</Text>
          <Text size="xs" c="dimmed">{claims.judgedAt(format.instant(judgedAt), entry)}{assessment === null ? '' : ` · ${claims.before(assessment)}`}</Text>
        </Paper>
      ))}
      {earlier.length > 0 && <Text size="xs" c="dimmed">{claims.earlier(earlier.map(({ verdict, assessedAt }) => `${claims.verdicts[verdict]} (${format.instant(assessedAt)})`).join(', '))}</Text>}
    </Stack>
  );
}
