import { Anchor, Button, Group, Modal, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ClaimDetail, ClaimEvidence } from '../../../src-main/shared/api/claims.ts';
import { useAct } from '../../api/use-ask.ts';
import { paths } from '../../ui/paths.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../ui/use-case-draft.ts';
import { useWords } from '../../words/use-words.tsx';
import styles from './claims.module.css';

/** What was tied to the claim, with how much it weighs and why; withdrawn evidence stays to be seen. */
export function EvidenceList({ detail: { evidence, copies }, canWork }: { detail: ClaimDetail; canWork: boolean }) {
  const { claims } = useWords();
  const [withdrawn, setWithdrawn] = useState<string>();
  return (
    <Stack gap="xs" component="section" aria-label={claims.evidenceTitle}>
      <Title order={3} size="h5">{claims.evidenceTitle}</Title>
      {evidence.length === 0 && <Text size="sm" c="dimmed">{claims.noEvidence}</Text>}
      {evidence.map((one) => <EvidenceCard key={one.id} evidence={one} {...(canWork ? { onWithdraw: () => setWithdrawn(one.id) } : {})} />)}
      {copies.map(({ item, copy, entry, dates }) => (
        <Paper key={entry} withBorder p="sm">
          <Text size="sm" fw={600}>{claims.copy(copy, item, entry)}</Text>
          {dates.map(({ name, says, because }) => <Text key={name} size="sm">{says} <Text span c="dimmed" size="xs">{because}</Text></Text>)}
        </Paper>
      ))}
      <WithdrawForm evidence={withdrawn} onClose={() => setWithdrawn(undefined)} />
    </Stack>
  );
}

function EvidenceCard({ evidence, onWithdraw }: { evidence: ClaimEvidence; onWithdraw?: () => void }) {
  const { claims, format } = useWords();
  const { id, basis, says, weighs, seenIn, segment, origin, note, recordedAt, entry, withdrawn, overruled } = evidence;
  const isGone = withdrawn !== null || overruled;
  return (
    <Paper withBorder p="sm" id={`evidence-${id}`} tabIndex={-1}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600}><Text span inherit c="dimmed" className="digest">{id}</Text> {claims.bases[basis]}</Text>
        {onWithdraw !== undefined && withdrawn === null && <Button size="compact-xs" variant="subtle" color="gray" onClick={onWithdraw}>{claims.withdraw}</Button>}
      </Group>
      <Text size="sm" className={isGone ? (styles['gone'] ?? '') : ''} dir="auto">{says}</Text>
      {weighs !== null && <Text size="xs" c="dimmed">{claims.strengths[weighs.strength]}: {weighs.because}</Text>}
      {seenIn !== null && <Text size="xs">{claims.seenIn} <Anchor component={Link} href={paths.item(seenIn.id)} size="xs" dir="auto">{seenIn.id} {seenIn.name}</Anchor>{seenIn.pts === null ? '' : ` · ${claims.atFrame(seenIn.pts)}`}</Text>}
      {segment !== null && <Text size="xs" dir="auto">{claims.segment(segment)}</Text>}
      {origin !== null && <Text size="xs" dir="auto">{claims.origin(origin)}</Text>}
      {note !== null && <Text size="xs" dir="auto" className={styles['quote'] ?? ''}>{note}</Text>}
      {withdrawn !== null && <Text size="xs" fw={600} dir="auto">{claims.withdrawn(withdrawn.because, withdrawn.entry)}</Text>}
      {overruled && <Text size="xs" fw={600}>{claims.overruled}</Text>}
      <Text size="xs" c="dimmed">{claims.recordedAt(format.instant(recordedAt), entry)}</Text>
    </Paper>
  );
}

/** A reason is asked for: the evidence stays in the record and no longer counts. */
function WithdrawForm({ evidence, onClose }: { evidence: string | undefined; onClose(): void }) {
  const { claims, common } = useWords();
  const [because, setBecause, forget] = useCaseDraft(`withdraw-${evidence ?? ''}`, '');
  const act = useAct('withdrawEvidence', {
    onDone: () => {
      forget();
      onClose();
    },
  });
  return (
    <Modal opened={evidence !== undefined} onClose={onClose} closeButtonProps={{ 'aria-label': common.close }} title={claims.withdrawTitle(evidence ?? '')}>
      <Stack component="form" gap="sm" onSubmit={(event) => {
        event.preventDefault();
        if (evidence !== undefined && because.trim() !== '') act.mutate({ evidence, because });
      }}>
        <Text size="sm">{claims.withdrawMeans}</Text>
        <Textarea label={claims.reason} required autosize minRows={2} maxLength={4000} value={because} onChange={({ currentTarget: { value } }) => setBecause(value)} data-autofocus />
        {act.error !== null && <ProblemNotice problem={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" loading={act.isPending} disabled={because.trim() === ''}>{claims.withdraw}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
