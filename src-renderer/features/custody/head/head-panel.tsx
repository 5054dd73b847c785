import { Alert, Box, Button, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { Fragment, useMemo } from 'react';
import { custodyFiles, type Custody } from '../../../../src-main/shared/api/custody.ts';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { FileLink } from '../file-link.tsx';
import { SignNow } from '../sign-now.tsx';
import { qrPath } from './qr-path.ts';

/** What the log is now, to be photographed: as text and as a QR code of the same text. */
export function HeadPanel({ custody, canWork }: { custody: Custody; canWork: boolean }) {
  const { custody: { head: w }, common } = useWords();
  const { head, entries, isForked } = custody;
  if (head === null) return <Stack><Title order={2} size="h4">{w.title}</Title><Text>{w.none} {canWork && w.noneMeans}</Text>{canWork && <SignNow />}</Stack>;
  const added = entries - head.size - 1;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">{w.title}</Title>
      <Text size="sm">{w.what}</Text>
      {isForked && <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />}>{w.forked}</Alert>}
      <div className={styles['head']}>
        <QrCode text={head.text} size={head.size} />
        <section className={styles['beside']} aria-label={w.text}>
          <Box component="pre" className={styles['bytes'] ?? ''} tabIndex={0} aria-label={w.text}>{head.text}</Box>
        </section>
      </div>
      <HeadFacts custody={custody} head={head} />
      <Group gap="xs" className={styles['noPrint'] ?? ''}>
        <CopyButton value={head.text} timeout={2000}>
          {({ copied, copy }) => <Button size="compact-xs" variant="default" leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />} onClick={copy}>{copied ? common.copied : w.copy}</Button>}
        </CopyButton>
        <Button size="compact-xs" variant="default" leftSection={<IconPrinter size={13} aria-hidden />} onClick={() => window.print()}>{w.print}</Button>
        <FileLink href={custodyFiles.checkpoint(head.size)} label={w.file}>{w.file}</FileLink>
        <Text size="xs" c="dimmed">{added > 0 ? w.newer(added) : w.current}</Text>
        {canWork && added > 0 && <SignNow />}
      </Group>
      <Text size="xs" c="dimmed">{w.how}</Text>
    </Stack>
  );
}

/** Whole pixels: a camera reads squares that are all of one size. */
const modulePx = 4;

function QrCode({ text, size }: { text: string; size: number }) {
  const { custody: { head: w } } = useWords();
  const code = useMemo(() => qrPath(text), [text]);
  if (code === undefined) return <Text size="sm">{w.unlit}</Text>;
  return (
    <svg className={styles['qr']} width={code.side * modulePx} height={code.side * modulePx} viewBox={`0 0 ${code.side} ${code.side}`} role="img" aria-label={w.qr(size)} shapeRendering="crispEdges">
      <rect width={code.side} height={code.side} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}

function HeadFacts({ custody: { log, key }, head: { size, root, signedAt } }: { custody: Custody; head: NonNullable<Custody['head']> }) {
  const { custody: { head: w }, format } = useWords();
  const facts: [name: string, value: string, isDigest: boolean][] = [
    [w.origin, log, true],
    [w.size, format.number(size), false],
    [w.root, root, true],
    [w.key, key.fingerprint, true],
    [w.signedAt, format.instant(signedAt), false],
    [w.verifierKey, key.verifierKey, true],
  ];
  return <dl className={styles['facts']}>{facts.map(([name, value, isDigest]) => <Fragment key={name}><dt>{name}</dt><dd className={isDigest ? 'digest' : 'numbers'}>{value}</dd></Fragment>)}</dl>;
}
