import { Alert, Button, FileInput, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { mostFileBytes } from '../../../../src-main/shared/api/custody.ts';
import type { Output } from '../../../api/client.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../custody.module.css';
import { toBase64 } from './to-base64.ts';

interface Chosen {
  name: string;
  bytes: Uint8Array;
}

/** Bring an authority's reply in, with the roots that are to be trusted: they are shown before they are pinned. */
export function AcceptReply() {
  const { custody: { anchors: w } } = useWords();
  const [reply, setReply] = useState<Chosen>();
  const [roots, setRoots] = useState<Chosen>();
  const list = useAct('listRoots');
  const accept = useAct('acceptAnchor');
  const pem = roots === undefined ? '' : new TextDecoder().decode(roots.bytes);
  const chooseRoots = (chosen: Chosen | undefined): void => {
    setRoots(chosen);
    accept.reset();
    if (chosen === undefined) list.reset();
    else list.mutate({ pem: new TextDecoder().decode(chosen.bytes) });
  };
  const isReady = reply !== undefined && roots !== undefined && list.data !== undefined;
  return (
    <Stack gap="xs" component="section" aria-label={w.acceptTitle}>
      <Title order={3} size="h5">{w.acceptTitle}</Title>
      <SmallFile label={w.reply} onChoose={(chosen) => { setReply(chosen); accept.reset(); }} />
      <SmallFile label={w.roots} description={w.rootsHint} onChoose={chooseRoots} />
      {list.error !== null && <ProblemNotice problem={list.error} />}
      {list.data !== undefined && <Pins roots={list.data} />}
      <Group><Button size="xs" disabled={!isReady} loading={accept.isPending} onClick={() => reply !== undefined && accept.mutate({ reply: toBase64(reply.bytes), rootsPem: pem })}>{w.accept}</Button></Group>
      {accept.error !== null && <ProblemNotice problem={accept.error} />}
      {accept.data !== undefined && <Answer answer={accept.data} />}
    </Stack>
  );
}

/** A file that is read here, if it is small enough. */
function SmallFile({ label, description, onChoose }: { label: string; description?: string; onChoose(chosen: Chosen | undefined): void }) {
  const { custody: { anchors: w } } = useWords();
  const [problem, setProblem] = useState<string>();
  const take = async (file: File | null): Promise<void> => {
    setProblem(undefined);
    onChoose(undefined);
    if (file === null) return;
    if (file.size > mostFileBytes) return setProblem(w.tooLarge(file.name));
    const bytes = await file.bytes().catch(() => undefined);
    if (bytes === undefined) setProblem(w.unreadable(file.name));
    else onChoose({ name: file.name, bytes });
  };
  return <FileInput size="xs" label={label} {...(description === undefined ? {} : { description })} placeholder={w.choose} clearable clearButtonProps={{ 'aria-label': w.clearOf(label) }} error={problem} onChange={(file) => void take(file)} />;
}

function Pins({ roots }: { roots: Output<'listRoots'> }) {
  const { custody: { anchors: w } } = useWords();
  return (
    <div role="status">
      <Text size="sm" fw={600}>{w.pins}</Text>
      <ul className={styles['sentences']}>
        {roots.map(({ sha256, subject }) => <li key={sha256}><span dir="auto">{subject}</span><br /><span className="digest">{`${w.fingerprint} ${sha256}`}</span></li>)}
      </ul>
      <Text size="xs" c="dimmed" mt={4}>{w.compare}</Text>
    </div>
  );
}

function Answer({ answer }: { answer: Output<'acceptAnchor'> }) {
  const { custody: { anchors: w }, format } = useWords();
  if (answer.accepted) {
    return (
      <Alert color="green" variant="light" role="status" icon={<IconCheck size={18} />}>
        {w.accepted(answer.authority, format.instant(answer.genTime))} {answer.recordedBefore !== null && w.acceptedBefore(answer.recordedBefore)}
      </Alert>
    );
  }
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} />} title={w.refused}>
      <ul className={styles['sentences']}>
        {answer.faults.map(({ code, detail, expected, actual }, n) => (
          <li key={n}>
            {w.faults[code] ?? code}
            <Text size="xs" className={styles['value'] ?? ''}>{detail}</Text>
            {expected !== null && <Text size="xs" className="digest">{w.expected(expected)}</Text>}
            {actual !== null && <Text size="xs" className="digest">{w.actual(actual)}</Text>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
