import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BundleReport } from '../../../src-main/shared/api/hand-over.ts';
import { useWords } from '../../words/use-words.tsx';
import styles from './handover.module.css';

/** What a check of a bundle says: every finding by its name, what is in it, what that shows and what it does not. `afterFindings`: what may be done once those are read. */
export function ReportBody({ report, afterFindings }: { report: BundleReport; afterFindings?: ReactNode }) {
  const { handover: { report: w } } = useWords();
  const { findings, faults, remarks, proved, notProved } = report;
  return (
    <Stack gap="md">
      <Findings title={w.findings} findings={findings} />
      {faults > findings.length && <Text size="sm">{w.more(faults - findings.length)}</Text>}
      {afterFindings}
      <Contents report={report} />
      {proved.length > 0 && <Sentences title={w.proved} sentences={proved} />}
      <Sentences title={w.notProved} sentences={notProved} />
      <Findings title={w.remarks} findings={remarks} areRemarks />
    </Stack>
  );
}

function Contents({ report: { parts, originals, files, bytes } }: { report: BundleReport }) {
  const { handover: { report: w, written }, common, format } = useWords();
  return (
    <section aria-label={w.contents}>
      <Title order={3} size="h5" mb={4}>{w.contents}</Title>
      <Text size="sm">{w.size(written.files(files), format.bytes(bytes))}</Text>
      {!originals && <Text size="sm">{w.noOriginals}</Text>}
      <ul className={styles['sentences']}>
        {parts.map(({ title, custodian, items, claims, disclosed, proved, covers, timeStamps, isReceived }, n) => (
          <li key={n}>
            {isReceived ? w.before(title, custodian.name) : w.own(title, custodian.name)}
            <br />
            {w.counts(common.items(items), w.claims(claims), proved, disclosed)} {covers === null ? w.noCheckpoint : w.covers(covers)}, {w.stamps(timeStamps)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={4}>{title}</Title>
      <ul className={styles['sentences']}>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </section>
  );
}

function Findings({ title, findings, areRemarks = false }: { title: string; findings: BundleReport['findings']; areRemarks?: boolean }) {
  const { handover: { report: w } } = useWords();
  if (findings.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={4}>{title}</Title>
      <ul className={styles['plain']}>
        {findings.map(({ code, thing, sentence, expected, actual }, n) => (
          <li key={n} className={`${styles['finding']} ${areRemarks ? styles['remark'] : ''}`}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{thing}</Text>
            <Text size="sm">{sentence}</Text>
            <dl className={styles['facts']}>
              <dt>{w.expected}</dt><dd className={styles['value']}>{expected}</dd>
              <dt>{w.actual}</dt><dd className={styles['value']}>{actual}</dd>
              <dt>{w.code}</dt><dd className="digest">{code}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
