import { Alert, Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../api/client.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { TextFileInput } from '../text-file-input.tsx';

/** A receipt is short; a longer file is none. */
const mostReceiptBytes = 65_536;

/** File a receipt that came back for a bundle of this case. */
export function FileReceipt({ canWork }: { canWork: boolean }) {
  const { handover: { receipts: w } } = useWords();
  const [text, setText] = useState('');
  const [pin, setPin] = useState('');
  const act = useAct('fileReceipt', { onDone: () => setText('') });
  const send = (): void => act.mutate({ text, ...(pin.trim() === '' ? {} : { pin: pin.trim() }) });
  return (
    <Stack component="form" gap="sm" onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '' && canWork) send(); }}>
      <Title order={2} size="h4">{w.file}</Title>
      <Text size="sm">{w.fileMeans}</Text>
      <TextFileInput label={w.fromFile} description={w.fromFileMore} mostBytes={mostReceiptBytes} onText={(read) => setText(read ?? '')} />
      <Textarea label={w.text} value={text} maxLength={mostReceiptBytes} autosize minRows={3} maxRows={10} spellCheck={false} classNames={{ input: 'digest' }} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <TextInput label={w.pin} description={w.pinMore} value={pin} maxLength={500} spellCheck={false} autoComplete="off" classNames={{ input: 'digest' }} onChange={({ currentTarget }) => setPin(currentTarget.value)} />
      <Button type="submit" disabled={!canWork || text.trim() === ''} loading={act.isPending}>{w.act}</Button>
      {act.error !== null && <ProblemNotice problem={act.error} />}
      {act.data !== undefined && act.error === null && <Filed filed={act.data} />}
    </Stack>
  );
}

function Filed({ filed: { filed, entry, receiver, receivedAt, findings, keyPinned, items, entries } }: { filed: Output<'fileReceipt'> }) {
  const { handover: { receipts: w, report }, common } = useWords();
  const who = receiver.affiliation === null ? receiver.name : report.by(receiver.name, receiver.affiliation);
  return (
    <Alert variant="light" color="gray" c="var(--mantine-color-text)" icon={<IconCircleCheck size={20} aria-hidden />} title={filed ? w.filed(entry) : w.filedBefore(entry)} role="status">
      <Text size="sm">{w.states(who, receivedAt)}</Text>
      <Text size="sm">{w.of(common.items(items), common.entries(entries))}. {findings === 0 ? w.noFindings : w.findings(findings)}</Text>
      <Text size="xs" className="digest">{receiver.key}</Text>
      <Text size="xs">{keyPinned ? w.pinned : w.notPinned}</Text>
    </Alert>
  );
}
