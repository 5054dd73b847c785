import { Alert, Box, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import type { Problem } from '../../../../api/client.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import { Digest } from '../digest.tsx';
import { Waiting } from '../waiting.tsx';
import { linesOf, mostReportBytes, readReport, type ReadReport, type ReportLine } from './read-report.ts';
import classes from './facts.module.css';

type Witness = ItemDetail['witnesses'][number];

/** What a witness printed, as text and nothing else, however long. */
export default function RawReport({ witness, onClose }: { witness: Witness; onClose: () => void }) {
  const { itemTabs: { facts: { raw: w } }, common } = useWords();
  const { data, error, refetch } = useQuery<ReadReport, Problem>({ queryKey: ['raw-report', witness.rawSha256], queryFn: ({ signal }) => readReport(witness, signal), gcTime: 0 });
  return (
    <Modal opened onClose={onClose} title={w.title(witness.witness)} size="min(76rem, 92vw)" closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">{w.note}</Text>
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <Text size="xs" c="dimmed" style={{ flex: 'none' }}>{w.digest}</Text>
          <Digest text={witness.rawSha256} copyLabel={common.copy} />
        </Group>
        {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : <Report report={data} bytes={witness.rawBytes} />}
      </Stack>
    </Modal>
  );
}

function Report({ report, bytes }: { report: ReadReport; bytes: number }) {
  const { itemTabs: { facts: { raw: w } }, format } = useWords();
  const [find, setFind] = useState('');
  const lines = useMemo(() => linesOf(report.text), [report.text]);
  const found = useMemo(() => linesWith(report.text, lines, find), [report.text, lines, find]);
  if (bytes === 0) return <Text size="sm">{w.empty}</Text>;
  return (
    <>
      {report.matches === true && <Text size="xs"><IconCheck size={12} aria-hidden /> {w.matches}</Text>}
      {report.matches === false && <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>{w.differs}</Alert>}
      {!report.isWhole && <Text size="xs">{w.cut(format.bytes(mostReportBytes), format.bytes(bytes))}</Text>}
      {report.isBroken && <Text size="xs">{w.notText}</Text>}
      <Group gap="xs" justify="space-between">
        <TextInput size="xs" type="search" w="18rem" aria-label={w.find} placeholder={w.find} leftSection={<IconSearch size={14} aria-hidden />} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
        <Group gap="xs">
          <Text size="xs" c="dimmed" role="status">{find === '' ? w.lines(countOf(lines)) : w.linesFound(countOf(found), countOf(lines))}</Text>
          <CopyText text={report.text} label={w.copy} />
        </Group>
      </Group>
      <Lines lines={found} />
    </>
  );
}

const countOf = (lines: readonly ReportLine[]): number => lines.reduce((sum, { number }) => sum + (number === undefined ? 0 : 1), 0);

/** Lines that hold a text, with all of their pieces. */
function linesWith(text: string, lines: readonly ReportLine[], find: string): readonly ReportLine[] {
  const wanted = find.toLowerCase();
  if (wanted === '') return lines;
  const fits = text.split(/\r\n|\n|\r/).map((line) => line.toLowerCase().includes(wanted));
  let isIn = false;
  return lines.filter(({ number }) => {
    if (number !== undefined) isIn = fits[number - 1] ?? false;
    return isIn;
  });
}

const lineHeight = 18;

function Lines({ lines }: { lines: readonly ReportLine[] }) {
  const { itemTabs: { facts: { raw: w } } } = useWords();
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => lineHeight, overscan: 20 });
  return (
    <Box ref={box} className={classes['report']} tabIndex={0} role="group" aria-label={w.text}>
      <div className={classes['lines']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div key={index} className={classes['line']} style={{ transform: `translateY(${start}px)` }}>
            <span className={classes['number']}>{lines[index]?.number ?? ''}</span>
            <span>{lines[index]?.text}</span>
          </div>
        ))}
      </div>
    </Box>
  );
}
