import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult } from '../../../../src-main/shared/api/custody.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';

/** What a check came to: what was shown and since when, what was not, and every finding by its name. `entries`: how long the log is by now. */
export function CheckReport({ result, entries }: { result: CheckResult; entries: number }) {
  const { custody: { check: w } } = useWords();
  const { findings, findingsNotListed, proved, notProved, log, startedAt, endedAt } = result;
  const [faults, remarks] = [findings.filter(({ isRemark }) => !isRemark), findings.filter(({ isRemark }) => isRemark)];
  const count = faults.length + (faults.length > 0 ? findingsNotListed : 0);
  return (
    <Stack gap="sm" component="article" aria-label={w.title}>
      <Text className={styles['printedOnly'] ?? ''} fw={600}>{w.printed(w.title, log)}</Text>
      <Group gap="xs" wrap="nowrap" align="flex-start" role="status">
        {count === 0 ? <IconCircleCheck size={26} aria-hidden style={{ flex: 'none' }} /> : <IconAlertTriangle size={26} aria-hidden color="var(--mantine-color-error)" style={{ flex: 'none' }} />}
        <div>
          <Title order={3} size="h4">{count === 0 ? w.intact : w.faults(count)}</Title>
          <Text size="sm">{count === 0 ? w.intactMeans : w.faultsMean}</Text>
        </div>
      </Group>
      <Text size="xs" c="dimmed" className="numbers">{w.when(startedAt, endedAt)}</Text>
      {entries > result.entries && <Text size="sm">{w.since(entries - result.entries)}</Text>}
      <LookedAt result={result} />
      <Findings title={w.findings} findings={faults} />
      {count > faults.length && <Text size="sm">{w.more(count - faults.length)}</Text>}
      {proved.length > 0 && <Sentences title={w.proved} sentences={proved} />}
      <Sentences title={w.notProved} sentences={notProved} />
      <Findings title={w.remarks} note={w.remarksMean} findings={remarks} />
      <Group className={styles['noPrint'] ?? ''}><Button size="compact-xs" variant="default" leftSection={<IconPrinter size={13} aria-hidden />} onClick={() => window.print()}>{w.print}</Button></Group>
    </Stack>
  );
}

function LookedAt({ result: { entries, checkpoints, anchors, files, fingerprint, pinned, held } }: { result: CheckResult }) {
  const { custody: { check: w }, common, format } = useWords();
  const counts = [common.entries(entries), w.checkpoints(checkpoints), w.anchors(anchors), w.files(w.filesCount(files.checked), files.sizesOnly ? w.sizesOnly : format.bytes(files.bytes))];
  return (
    <dl className={styles['facts']}>
      <dt>{w.counts}</dt>
      <dd className="numbers">{w.countsOf(counts)}</dd>
      <dt>{w.key}</dt>
      <dd><span className="digest">{fingerprint}</span> {pinned ? w.keyPinned : w.keyOwn}</dd>
      {held.length > 0 && <><dt>{w.heldGiven}</dt><dd>{w.countsOf(held)}</dd></>}
    </dl>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section aria-label={title}>
      <Title order={4} size="h5" mb={4}>{title}</Title>
      <ul className={styles['sentences']}>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </section>
  );
}

/** So many are laid out at once; a ruined case has thousands. */
const first = 100;

function Findings({ title, note, findings }: { title: string; note?: string; findings: CheckResult['findings'] }) {
  const { custody: { check: w } } = useWords();
  const [showsAll, showAll] = useState(false);
  if (findings.length === 0) return null;
  const shown = showsAll ? findings : findings.slice(0, first);
  return (
    <section aria-label={title}>
      <Title order={4} size="h5" mb={4}>{title}</Title>
      {note !== undefined && <Text size="xs" c="dimmed" mb={4}>{note}</Text>}
      <ul className={styles['plain']}>{shown.map((finding, n) => <Finding key={n} finding={finding} />)}</ul>
      {shown.length < findings.length && <Button mt="xs" size="compact-xs" variant="default" onClick={() => showAll(true)}>{w.showAll(findings.length)}</Button>}
    </section>
  );
}

function Finding({ finding: { code, sentence, thing, expected, actual, isRemark } }: { finding: CheckResult['findings'][number] }) {
  const { custody: { check: w } } = useWords();
  return (
    <li className={`${styles['finding']} ${isRemark ? styles['remark'] : ''}`}>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{thing}</Text>
      <Text size="sm">{sentence}</Text>
      <dl className={styles['facts']}>
        <dt>{w.expected}</dt><dd className={styles['value']}>{expected}</dd>
        <dt>{w.actual}</dt><dd className={styles['value']}>{actual}</dd>
        <dt>{w.code}</dt><dd className="digest">{code}</dd>
      </dl>
    </li>
  );
}
