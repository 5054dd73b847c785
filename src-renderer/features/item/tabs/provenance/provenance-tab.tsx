import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import type { ReceiptRecord } from '../../../../../src-main/shared/api/item-record.ts';
import { useAsk } from '../../../../api/use-ask.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { Digest } from '../digest.tsx';
import { NamedValues } from '../named-values.tsx';
import { TabSection } from '../tab-section.tsx';
import { Waiting } from '../waiting.tsx';
import { ChecklistTable } from './checklist-table.tsx';
import { Dispositions } from './dispositions.tsx';
import { MadeFiles } from './made-files.tsx';
import { ReceiptCard } from './receipt-card.tsx';

/** Where the item came from, what was made of it and what became of it. */
export function ProvenanceTab({ id, detail, onSeek }: { id: string; detail: ItemDetail; onSeek(pts: number): void }) {
  const { data, error, refetch } = useAsk('itemProvenance', { id });
  return (
    <Stack gap="lg">
      <Digests detail={detail} />
      {data === undefined ? (
        <Waiting error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <ChecklistTable id={id} detail={detail} provenance={data} />
          <Receipts receipts={data.receipts} />
          <Dispositions id={id} detail={detail} />
          <MadeFiles made={data.made} onSeek={onSeek} />
        </>
      )}
    </Stack>
  );
}

function Digests({ detail: { item, otherDigests } }: { detail: ItemDetail }) {
  const { itemTabs: { provenance: w }, format } = useWords();
  const shown = [{ algorithm: 'sha256', digest: item.sha256 as string }, ...otherDigests];
  const nameOf = (algorithm: string): string => (algorithm === 'sha256' ? w.sha256 : (w.algorithms[algorithm] ?? algorithm));
  return (
    <TabSection title={w.digests}>
      <NamedValues
        values={[
          ...shown.map(({ algorithm, digest }) => [nameOf(algorithm), <Digest key={algorithm} text={digest} copyLabel={w.copyDigest(nameOf(algorithm))} />] as const),
          [w.size, item.bytes < 1000 ? w.exactBytes(item.bytes) : `${w.exactBytes(item.bytes)} (${format.bytes(item.bytes)})`],
        ]}
      />
    </TabSection>
  );
}

/** So many receipts are shown at first: the same file can come in a hundred times. */
const shownAtFirst = 10;

function Receipts({ receipts }: { receipts: readonly ReceiptRecord[] }) {
  const { provenance: w } = useWords().itemTabs;
  const [showsAll, showAll] = useState(false);
  const shown = showsAll ? receipts : receipts.slice(0, shownAtFirst);
  return (
    <TabSection title={w.receipts(receipts.length)} note={receipts.length > 1 ? w.receiptsNote : undefined}>
      {shown.map((receipt) => <ReceiptCard key={receipt.entry} receipt={receipt} />)}
      {shown.length < receipts.length && <Button variant="default" size="xs" onClick={() => showAll(true)}>{w.showMore(receipts.length - shown.length)}</Button>}
      {receipts.length === 0 && <Text size="sm">{w.missing}</Text>}
    </TabSection>
  );
}
