import { Badge, Button, Group, Text } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import type { ItemClaim } from '../../../../../src-main/shared/api/item-claims.ts';
import { useWords } from '../../../../words/use-words.tsx';
import classes from '../tabs.module.css';

/** One piece of evidence that ties the item to a claim: what it says and what it weighs. */
export function EvidenceLine({ evidence, onSeek }: { evidence: ItemClaim['evidence'][number]; onSeek(pts: number): void }) {
  const { itemTabs: { claims: w, provenance }, format } = useWords();
  const { frame, segment, note, weighs, withdrawn, overruled } = evidence;
  return (
    <div className={classes['card']}>
      <Group gap="xs" justify="space-between">
        <Group gap={6}>
          <Badge size="sm" variant="default">{w.bases[evidence.basis]}</Badge>
          <Text size="xs" fw={600}>{w.stances[evidence.stance]}</Text>
          <Text size="xs" c="dimmed">{w.ties[evidence.tie]}</Text>
        </Group>
        <Text size="xs" c="dimmed" className="numbers">{evidence.id}, {format.instant(evidence.recordedAt)}, {provenance.entry(format.number(evidence.entry))}</Text>
      </Group>
      <Text size="sm" className={classes['said']}>{evidence.says}</Text>
      {weighs !== null && <Text size="xs" c="dimmed" className={classes['said']}>{weighs}</Text>}
      {segment !== null && <Text size="sm" className={classes['said']}>{w.segment(segment)}</Text>}
      {note !== null && <Text size="sm" className={classes['said']}>{w.note(note)}</Text>}
      {withdrawn !== null && <Text size="sm" fw={600} className={classes['said']}>{w.withdrawn(withdrawn)}</Text>}
      {overruled && <Text size="sm" fw={600}>{w.overruled}</Text>}
      {frame !== null && <Button mt={4} size="compact-xs" variant="default" leftSection={<IconPlayerSkipForward size={12} aria-hidden />} onClick={() => onSeek(frame.pts)}>{w.seekFrame(String(frame.pts))}</Button>}
    </div>
  );
}
