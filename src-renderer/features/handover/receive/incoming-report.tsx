import { keyed } from '../../../api/window-key.ts';
import { Alert, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconDownload, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { handOverFiles, type Receiving } from '../../../../src-main/shared/api/hand-over.ts';
import { paths } from '../../../ui/paths.ts';
import { useWords } from '../../../words/use-words.tsx';
import { ReportBody } from '../bundle-report.tsx';
import styles from '../handover.module.css';

interface IncomingReportProps {
  result: Receiving;
  canWork: boolean;
  isBeginning: boolean;
  onTakeIn(despiteFindings: boolean): void;
  onAnother(): void;
}

/** What the check of somebody's bundle says, and what can be done with it; once it was taken in, what came of that. */
export function IncomingReport({ result, canWork, isBeginning, onTakeIn, onAnother }: IncomingReportProps) {
  const { handover: { report: w } } = useWords();
  const { isSigned, report: { faults }, outcome } = result;
  return (
    <Stack gap="md" className={styles['readable'] ?? ''} component="article" aria-label={w.sender}>
      {outcome !== 'checked' && <Outcome result={result} onAnother={onAnother} />}
      <Verdict isSigned={isSigned} faults={faults} />
      <Sender result={result} />
      <ReportBody report={result.report} afterFindings={(outcome === 'checked' || outcome === 'refused') && <TakingIn result={result} canWork={canWork} isBeginning={isBeginning} onTakeIn={onTakeIn} />} />
    </Stack>
  );
}

function Verdict({ isSigned, faults }: { isSigned: boolean; faults: number }) {
  const { handover: { report: w } } = useWords();
  const icon = !isSigned ? IconCircleX : faults > 0 ? IconAlertTriangle : IconCircleCheck;
  const Icon = icon;
  const [title, means] = !isSigned ? [w.unsigned, w.unsignedMeans] : faults > 0 ? [w.faults(faults), w.faultsMean] : [w.intact, w.intactMeans];
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" role="status">
      <Icon size={28} aria-hidden style={{ flex: 'none' }} {...(faults > 0 || !isSigned ? { color: 'var(--mantine-color-error)' } : {})} />
      <div>
        <Title order={2} size="h3">{title}</Title>
        <Text size="sm">{means}</Text>
      </div>
    </Group>
  );
}

function Sender({ result: { sender, report: { bundle, pinned } } }: { result: Receiving }) {
  const { handover: { report: w } } = useWords();
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{w.sender}</dt><dd dir="auto">{sender.affiliation === null ? sender.name : w.by(sender.name, sender.affiliation)}</dd>
        <dt>{w.key}</dt><dd className="digest">{sender.key}</dd>
        <dt>{w.log}</dt><dd className="digest">{sender.log}</dd>
        <dt>{w.bundle}</dt><dd className="digest">{bundle}</dd>
      </dl>
      <Alert variant="light" p="xs" color={pinned ? 'gray' : 'yellow'} c="var(--mantine-color-text)" icon={<IconKey size={18} aria-hidden />}>{pinned ? w.pinned : w.notPinned}</Alert>
    </>
  );
}

function TakingIn({ result: { isSigned, report: { faults }, before }, canWork, isBeginning, onTakeIn }: Omit<IncomingReportProps, 'onAnother'>) {
  const { handover: { receive: w } } = useWords();
  const [isDespite, setDespite] = useState(false);
  if (!isSigned) return null;
  const told = before === null ? w.nothingYet : before.findingCount > 0 && faults === 0 ? w.beforeWithFindings(before.entry) : w.before(before.entry);
  return (
    <Stack gap="xs">
      <Text size="sm">{told}</Text>
      {faults > 0 && <Checkbox label={w.despite} checked={isDespite} disabled={!canWork} onChange={({ currentTarget }) => setDespite(currentTarget.checked)} />}
      <Group>
        {faults > 0
          ? <Button color="red" variant="outline" c="var(--mantine-color-error)" disabled={!canWork || !isDespite} loading={isBeginning} onClick={() => onTakeIn(true)}>{w.takeInDespite}</Button>
          : <Button disabled={!canWork} loading={isBeginning} onClick={() => onTakeIn(false)}>{w.takeIn}</Button>}
      </Group>
    </Stack>
  );
}

function Outcome({ result: { outcome, entry, newItems, furtherReceipts, receivedBefore, resumed, notReceived }, onAnother }: { result: Receiving; onAnother(): void }) {
  const { handover: { receive: w, written, receipts }, jobs } = useWords();
  const isIn = outcome === 'received' || outcome === 'received-before';
  const title = { checked: '', received: w.received, 'received-before': w.receivedBefore, refused: w.refused, cancelled: w.cancelled }[outcome];
  const counts = [resumed ? w.resumed : '', newItems > 0 ? w.newItems(newItems) : '', furtherReceipts > 0 ? w.further(furtherReceipts) : '', receivedBefore > 0 ? w.earlier(receivedBefore) : ''].filter((text) => text !== '');
  return (
    <Alert variant="light" color={isIn ? 'gray' : 'yellow'} c="var(--mantine-color-text)" title={title} icon={isIn ? <IconCircleCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />} role="status">
      <Stack gap="xs">
        {outcome === 'refused' && <Text size="sm">{w.refusedMeans}</Text>}
        {counts.map((text) => <Text key={text} size="sm">{text}</Text>)}
        {isIn && entry !== null && <Text size="sm">{outcome === 'received' ? written.recorded(entry) : receipts.entry(entry)}</Text>}
        {notReceived.length > 0 && (
          <div>
            <Text size="sm" fw={600}>{w.notReceived(notReceived.length)}</Text>
            <ul className={styles['sentences']}>{notReceived.map(({ path, reason }) => <li key={path}>{jobs.notReceivedLine(path, jobs.reasons[reason] ?? reason.replaceAll('-', ' '))}</li>)}</ul>
          </div>
        )}
        <Group>
          {isIn && entry !== null && <Button component="a" href={keyed(handOverFiles.receipt(entry))} download="" size="xs" leftSection={<IconDownload size={14} aria-hidden />}>{w.receipt}</Button>}
          {isIn && <Button component={Link} href={paths.library} size="xs" variant="default">{w.library}</Button>}
          <Button size="xs" variant="default" onClick={onAnother}>{w.another}</Button>
        </Group>
        {isIn && <Text size="sm">{w.receiptThen}</Text>}
      </Stack>
    </Alert>
  );
}
