import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ItemClaim } from '../../../../../src-main/shared/api/item-claims.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { EvidenceLine } from './evidence-line.tsx';
import { VerdictBadge } from './verdict-badge.tsx';
import classes from '../tabs.module.css';

/** A claim: its words, its verdict by rule, a person's judgement, and what ties it to this item. */
export function ClaimCard({ claim, onSeek }: { claim: ItemClaim; onSeek(pts: number): void }) {
  const { claims: w } = useWords().itemTabs;
  return (
    <Stack component="article" gap="xs" className={classes['card']} aria-label={`${claim.id}: ${claim.quote}`}>
      <Group gap="xs" justify="space-between" align="flex-start">
        <Text fw={600} className={classes['said']} flex={1} miw="14rem">{w.quote(claim.quote)}</Text>
        <Group gap={6}>
          <VerdictBadge verdict={claim.verdict} />
          <Badge size="sm" variant="default">{claim.id}</Badge>
        </Group>
      </Group>
      {claim.translation !== null && <Text size="sm" className={classes['said']}>{w.translation(claim.translation)}</Text>}
      <Text size="sm" c="dimmed" className={classes['said']}>{w.claimedBy(claim.claimant)}, {w.about(claim.about)}</Text>
      <Text size="sm">{w.means(claim.means)}</Text>
      {!claim.isAbout && <Text size="sm">{w.onlyEvidence}</Text>}
      {claim.outdated && <Text size="sm"><IconAlertTriangle size={14} aria-hidden /> {w.outdated}</Text>}
      {claim.sentence !== null && <Text size="sm">{w.byRule}: {claim.sentence}</Text>}
      <Judgement judgement={claim.judgement} />
      <Text size="sm" fw={600}>{claim.evidence.length === 0 ? w.noEvidence : w.evidence(claim.evidence.length)}</Text>
      {claim.evidence.map((evidence) => <EvidenceLine key={`${evidence.id} ${evidence.tie}`} evidence={evidence} onSeek={onSeek} />)}
    </Stack>
  );
}

function Judgement({ judgement }: Pick<ItemClaim, 'judgement'>) {
  const { itemTabs: { claims: w, provenance }, format } = useWords();
  if (judgement === null) return <Text size="sm" c="dimmed">{w.noJudgement}</Text>;
  return (
    <Text size="sm" className={classes['said']}>
      {w.judgement}: {w.judgementLine(judgement.verdict, judgement.because)}{' '}
      <Text component="span" size="xs" c="dimmed" className="numbers">{format.instant(judgement.judgedAt)}, {provenance.entry(format.number(judgement.entry))}</Text>
    </Text>
  );
}
