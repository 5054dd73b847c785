import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleDashed, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { collectionFields } from '../../../../../src-main/shared/collection.ts';
import type { ReceiptRecord } from '../../../../../src-main/shared/api/item-record.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { NamedValues } from '../named-values.tsx';
import classes from '../tabs.module.css';

/** One receipt: all that was recorded of it. */
export function ReceiptCard({ receipt }: { receipt: ReceiptRecord }) {
  const { itemTabs: { provenance: w }, format } = useWords();
  return (
    <Stack component="article" gap="xs" className={classes['card']} aria-label={w.receipt(receipt.name)}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} className="numbers">{format.instant(receipt.receivedAt)}</Text>
        <Text size="xs" c="dimmed">{w.entry(format.number(receipt.entry))}</Text>
      </Group>
      <Collection receipt={receipt} />
      <NamedValues values={[...nameAndPath(receipt, w), ...sourceOf(receipt, w, format), ...copyOf(receipt, w)]} />
      <NamedValues values={whoAndWhere(receipt, w, format)} />
    </Stack>
  );
}

type Words = ReturnType<typeof useWords>;
type Provenance = Words['itemTabs']['provenance'];
type Values = (readonly [string, ReactNode])[];

/** What the Berkeley Protocol asks of a collection: said, said not to be available, or a gap. */
function Collection({ receipt: { collection, notAvailable } }: { receipt: ReceiptRecord }) {
  const { provenance: w } = useWords().itemTabs;
  const others = notAvailable.filter(({ field }) => !collectionFields.some((known) => known === field));
  return (
    <NamedValues
      values={[
        ...collectionFields.map((field) => {
          const excuse = notAvailable.find((one) => one.field === field);
          const said = collection[field];
          if (said !== undefined) return [w.collectionFields[field], <bdi key={field}>{said}</bdi>] as const;
          return [w.collectionFields[field], excuse === undefined ? <Gap key={field} /> : <Excuse key={field} why={excuse.why} />] as const;
        }),
        [w.otherGaps, others.length === 0 ? null : others.map(({ field, why }) => <div key={field}><bdi>{field}</bdi>: <bdi>{why}</bdi></div>)],
      ]}
    />
  );
}

function Gap() {
  const { provenance: w } = useWords().itemTabs;
  return <Text component="span" size="sm" c="dimmed"><IconCircleDashed size={12} aria-hidden /> {w.missing}</Text>;
}

function Excuse({ why }: { why: string }) {
  const { provenance: w } = useWords().itemTabs;
  return <span><IconInfoCircle size={12} aria-hidden /> {w.notAvailableBecause(why)}</span>;
}

function nameAndPath({ name, nameHex, sourcePath, sourcePathHex, source: { saidBy } }: ReceiptRecord, w: Provenance): Values {
  return [
    [w.name, <bdi key="name">{name}</bdi>],
    [w.nameBytes, nameHex === null ? null : <NotText key="bytes" hex={nameHex} words={w.notUtf8} />],
    [saidBy === 'browser' ? w.droppedPath : w.sourcePath, <span key="path" className="digest">{sourcePath}</span>],
    [w.pathBytes, sourcePathHex === null ? null : <span key="path-bytes" className="digest">{sourcePathHex}</span>],
  ];
}

function NotText({ hex, words }: { hex: string; words: string }) {
  return (
    <>
      <div><IconAlertTriangle size={12} aria-hidden /> {words}</div>
      <span className="digest">{hex}</span>
    </>
  );
}

function sourceOf({ volume, source }: ReceiptRecord, w: Provenance, format: Words['format']): Values {
  const of = (names: Readonly<Record<string, string>>, state: boolean | 'unknown'): string => names[String(state)] ?? '';
  const { modifiedAt, birthAt, device, inode, mode, saidBy } = source;
  return [
    [w.volume, [w.volumeText(volume), of(w.removable, volume.removable), of(w.network, volume.network)].filter((part) => part !== '').join('; ')],
    [w.modified, <time key="modified" dateTime={modifiedAt} title={modifiedAt}>{format.instant(modifiedAt)}</time>],
    [w.born, birthAt === null ? w.bornNotStated : <time key="born" dateTime={birthAt} title={birthAt}>{format.instant(birthAt)}</time>],
    [w.fileId, device === null ? null : <span key="file" className="digest">{[device, inode, mode].filter((part) => part !== null).join(', ')}</span>],
    ['', saidBy === 'browser' ? w.saidByBrowser : null],
  ];
}

function copyOf(receipt: ReceiptRecord, w: Provenance): Values {
  const kept = receipt.copyPutBack ? w.putBack : receipt.newCopy ? w.newCopy : w.sameCopy;
  const check = `${receipt.copyVerified ? w.verified : w.notVerified} (${w.checkReasons[receipt.copyVerifiedBecause]})`;
  return [
    [w.copy, receipt.replacedDamagedCopy ? `${kept}; ${w.replaced}` : kept],
    [w.copyCheck, check],
    ...Object.entries(receipt.otherDigests).map(([algorithm, digest]) => [w.algorithms[algorithm] ?? algorithm, <span key={algorithm} className="digest">{digest}</span>] as const),
  ];
}

function whoAndWhere({ by, session, carriedFrom }: ReceiptRecord, w: Provenance, format: Words['format']): Values {
  return [
    [w.by, <span key="by"><bdi>{by.name ?? w.byUnknown}</bdi> <span className="digest">{by.fingerprint}</span></span>],
    [w.clock, session === null ? w.clockNone : w.clockText(w.clockStates[session.clock.state], session.clock.source, session.system)],
    [w.carried, carriedFrom === null ? null : w.carriedFrom(format.number(carriedFrom.seq), carriedFrom.log)],
  ];
}
