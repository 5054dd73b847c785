import { Stack, Text } from '@mantine/core';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { Waiting } from '../waiting.tsx';
import { ClaimCard } from './claim-card.tsx';
import { NoClaims } from './no-claims.tsx';

/** The claims that the item has to do with, with their verdicts and what ties them to it. */
export function ClaimsTab({ id, onSeek }: { id: string; onSeek(pts: number): void }) {
  const { claims: w } = useWords().itemTabs;
  const { data, error, refetch } = useAsk('itemClaims', { id });
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />;
  if (data.claims.length === 0) return <NoClaims id={id} />;
  return (
    <Stack gap="sm">
      {data.claims.map((claim) => <ClaimCard key={claim.id} claim={claim} onSeek={onSeek} />)}
      {data.more && <Text size="sm">{w.more}</Text>}
    </Stack>
  );
}
