import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { WrittenBundle } from '../../../../src-main/shared/api/hand-over.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { Copyable } from '../../../ui/copyable.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { ReportBody } from '../bundle-report.tsx';
import styles from '../handover.module.css';

/** A bundle that was written, and what its receiver's verifier said of it. */
export function Written({ job, onAnother }: { job: string; onAnother(): void }) {
  const { handover: { written: w }, common } = useWords();
  const { data } = useAsk('handedOver', { job });
  if (data === undefined) return <Loader size="sm" aria-label={common.loading} />;
  if (data.written === null) return <Another onAnother={onAnother} />;
  const { report, noPdfBecause, originals } = data.written;
  return (
    <Stack gap="md" className={styles['readable'] ?? ''} component="article" aria-label={w.title}>
      <Headline title={w.title} />
      <Facts written={data.written} />
      {!originals && <Text size="sm">{w.noOriginals}</Text>}
      {noPdfBecause !== null && <Text size="sm">{w.noPdf(noPdfBecause)}</Text>}
      <Text size="sm">{w.andThen}</Text>
      <Another onAnother={onAnother} />
      <ReportBody report={report} />
    </Stack>
  );
}

function Headline({ title }: { title: string }) {
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <IconCircleCheck size={28} aria-hidden style={{ flex: 'none' }} />
      <Title order={2} size="h3">{title}</Title>
    </Group>
  );
}

function Another({ onAnother }: { onAnother(): void }) {
  const { handover: { written: w } } = useWords();
  return <Group><Button variant="default" size="xs" onClick={onAnother}>{w.another}</Button></Group>;
}

function Facts({ written: { path, bundle, items, entries, files, bytes, encryptedTo, entry } }: { written: WrittenBundle }) {
  const { handover: { written: w, report }, common, format } = useWords();
  const { data } = useAsk('appState', {});
  const fingerprint = data?.opened?.custodian.fingerprint;
  return (
    <dl className={styles['facts']}>
      <Fact name={w.where}><Copyable text={path} name={w.where} /></Fact>
      <Fact name={w.bundle}><Copyable text={bundle} name={w.bundle} /></Fact>
      <Fact name={report.contents}>{w.what(common.items(items), common.entries(entries), w.files(files), format.bytes(bytes))}</Fact>
      <Fact name={w.encryption}><Encryption to={encryptedTo} /></Fact>
      {fingerprint !== undefined && <Fact name={w.fingerprint}><Copyable text={fingerprint} name={w.fingerprint} /></Fact>}
      <Fact name={w.record}>{w.recorded(entry)}</Fact>
    </dl>
  );
}

function Encryption({ to }: { to: readonly string[] | null }) {
  const { handover: { written: w } } = useWords();
  if (to === null) return w.plain;
  if (to[0] === 'passphrase') return w.byPassphrase;
  return <>{w.toKeys}{to.map((one) => <div key={one} className="digest">{one}</div>)}</>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** A report that was written alone. */
export function WrittenReport({ job, onAnother }: { job: string; onAnother(): void }) {
  const { handover: { written: w }, format, common } = useWords();
  const { data } = useAsk('writtenReport', { job });
  if (data === undefined) return <Loader size="sm" aria-label={common.loading} />;
  if (data.report === null) return <Another onAnother={onAnother} />;
  const { path, sha256, bytes, printedBy, asHtmlInstead, entry } = data.report;
  return (
    <Stack gap="md" className={styles['readable'] ?? ''} component="article" aria-label={w.reportTitle}>
      <Headline title={w.reportTitle} />
      <dl className={styles['facts']}>
        <Fact name={w.where}><Copyable text={path} name={w.where} /> {format.bytes(bytes)}</Fact>
        <Fact name={w.sha256}><Copyable text={sha256} name={w.sha256} /></Fact>
        <Fact name={w.record}>{w.recorded(entry)}</Fact>
      </dl>
      {asHtmlInstead && <Text size="sm">{w.htmlInstead}</Text>}
      {printedBy !== null && <Text size="sm" c="dimmed">{w.printedBy(printedBy)}</Text>}
      <Another onAnother={onAnother} />
    </Stack>
  );
}
