import { keyed } from '../../../api/window-key.ts';
import { Button, Loader, Stack, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { handOverFiles } from '../../../../src-main/shared/api/hand-over.ts';
import type { Output } from '../../../api/client.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../handover.module.css';
import { Split } from '../split.tsx';
import { FileReceipt } from './file-receipt.tsx';

/** What was handed over, with the receipts that came back, and what was received, with the receipts that were made. */
export function ReceiptsPanel({ canWork }: { canWork: boolean }) {
  const { handover: { receipts: w }, common } = useWords();
  const { data, error, refetch } = useAsk('handOvers', {});
  return (
    <Split formName={w.file} viewName={w.title} form={<FileReceipt canWork={canWork} />}>
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Loader size="sm" aria-label={common.loading} /> : (
        <Stack gap="xl">
          <HandedOver exported={data.exported} />
          <Received received={data.received} />
        </Stack>
      )}
    </Split>
  );
}

function HandedOver({ exported }: { exported: Output<'handOvers'>['exported'] }) {
  const { handover: { receipts: w }, common, format } = useWords();
  return (
    <section aria-label={w.handedOver}>
      <Title order={2} size="h4" mb="xs">{w.handedOver}</Title>
      {exported.length === 0 ? <Text size="sm" c="dimmed">{w.handedOverEmpty}</Text> : (
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead><Table.Tr><Table.Th>{w.when}</Table.Th><Table.Th>{w.bundle}</Table.Th><Table.Th>{w.what}</Table.Th><Table.Th>{w.forWhom}</Table.Th><Table.Th>{w.receiptsBack}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {exported.map(({ entry, bundle, exportedAt, items, entries, encryptedTo, originals, receipts }) => (
              <Table.Tr key={entry}>
                <Table.Td className={`numbers ${styles['line']}`}>{format.instant(exportedAt)}<Text size="xs" c="dimmed">{w.entry(entry)}</Text></Table.Td>
                <Table.Td className={`digest ${styles['line']}`} title={bundle}>{bundle.slice(0, 12)}</Table.Td>
                <Table.Td>{w.of(common.items(items), common.entries(entries))}{!originals && <Text size="xs" c="dimmed">{w.withoutOriginals}</Text>}</Table.Td>
                <Table.Td>{encryptedTo === null ? w.notEncrypted : encryptedTo[0] === 'passphrase' ? w.withPassphrase : w.toKeys(encryptedTo.length)}</Table.Td>
                <Table.Td>{receipts.length === 0 ? <Text size="sm" c="dimmed">{w.none}</Text> : receipts.map((receipt) => <Filed key={receipt.entry} receipt={receipt} />)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function Filed({ receipt: { entry, filedAt, receiver, receiverKey, keyPinned, findingCount } }: { receipt: Output<'handOvers'>['exported'][number]['receipts'][number] }) {
  const { handover: { receipts: w }, format } = useWords();
  return (
    <div title={receiverKey}>
      <span dir="auto">{receiver}</span>
      <Text size="xs" c="dimmed">{[format.instant(filedAt), w.entry(entry), keyPinned ? w.pinned : w.notPinned, findingCount === 0 ? w.intact : w.withFindings(findingCount)].join(' · ')}</Text>
    </div>
  );
}

function Received({ received }: { received: Output<'handOvers'>['received'] }) {
  const { handover: { receipts: w }, common, format } = useWords();
  return (
    <section aria-label={w.received}>
      <Title order={2} size="h4" mb="xs">{w.received}</Title>
      {received.length === 0 ? <Text size="sm" c="dimmed">{w.receivedEmpty}</Text> : (
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead><Table.Tr><Table.Th>{w.when}</Table.Th><Table.Th>{w.bundle}</Table.Th><Table.Th>{w.sender}</Table.Th><Table.Th>{w.what}</Table.Th><Table.Th>{w.check}</Table.Th><Table.Th>{w.receipt}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {received.map(({ entry, bundle, receivedAt, sender, senderKey, keyPinned, items, entries, findingCount, originals }) => (
              <Table.Tr key={entry}>
                <Table.Td className={`numbers ${styles['line']}`}>{format.instant(receivedAt)}<Text size="xs" c="dimmed">{w.entry(entry)}</Text></Table.Td>
                <Table.Td className={`digest ${styles['line']}`} title={bundle}>{bundle.slice(0, 12)}</Table.Td>
                <Table.Td title={senderKey}><span dir="auto">{sender}</span><Text size="xs" c="dimmed">{keyPinned ? w.pinned : w.notPinned}</Text></Table.Td>
                <Table.Td>{w.of(common.items(items), common.entries(entries))}{!originals && <Text size="xs" c="dimmed">{w.withoutOriginals}</Text>}</Table.Td>
                <Table.Td>{findingCount === 0 ? w.intact : w.withFindings(findingCount)}</Table.Td>
                <Table.Td><Button component="a" href={keyed(handOverFiles.receipt(entry))} download="" size="compact-xs" variant="default" leftSection={<IconDownload size={13} aria-hidden />} aria-label={w.receiptOf(bundle.slice(0, 12))}>{w.receipt}</Button></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
