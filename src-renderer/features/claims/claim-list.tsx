import { Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ListedClaim } from '../../../src-main/shared/api/claims.ts';
import { paths } from '../../ui/paths.ts';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { useWords } from '../../words/use-words.tsx';
import styles from './claims.module.css';

/** The claims with their verdicts; what a person judged otherwise is said beside. */
export function ClaimList({ claims, shown }: { claims: readonly ListedClaim[]; shown: string | undefined }) {
  const { claims: words } = useWords();
  return claims.map(({ id, quote, claimant, verdict, outdated, judgement, evidenceCount }) => (
    <Link key={id} href={paths.claim(id)} className={styles['entry']} aria-current={id === shown ? 'page' : undefined}>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" className="digest">{id}</Text>
        <VerdictSign verdict={verdict} />
      </Group>
      <Text size="sm" dir="auto" className={styles['clamped'] ?? ''}>{words.quoted(quote)}</Text>
      <Text size="xs" c="dimmed" truncate dir="auto">{claimant}</Text>
      {evidenceCount > 0 && <Text size="xs" c="dimmed">{words.evidence(evidenceCount)}</Text>}
      {outdated && <Text size="xs">{words.outdated}</Text>}
      {judgement !== null && judgement !== verdict && <Text size="xs">{words.judgedOtherwise(words.verdicts[judgement])}</Text>}
    </Link>
  ));
}
