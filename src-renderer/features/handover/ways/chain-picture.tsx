import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHome, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Chain, ChainHop } from '../../../../src-main/shared/api/hand-over.ts';
import { Sign } from '../../../ui/sign.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../handover.module.css';

type Custodian = Chain['here'];
type Way = Chain['ways'][number];

/** Custodians in the order in which they held it, with an arrow for each bundle. */
export function ChainPicture({ way: { origin, hops }, here }: { way: Way; here: Custodian }) {
  const { handover: { ways: w } } = useWords();
  const [first] = hops;
  return (
    <ol className={styles['picture']} aria-label={w.picture}>
      {origin !== null && <Origin origin={origin} />}
      {first !== undefined && <CustodianBox custodian={first.from} isHere={false} />}
      {hops.map((hop, n) => <Step key={n} hop={hop} here={here} />)}
    </ol>
  );
}

/** How the first of them came by it, by that custodian's own word. */
function Origin({ origin: { custodian, at, entry, receivedFrom } }: { origin: NonNullable<Way['origin']> }) {
  const { handover: { ways: w }, format } = useWords();
  return (
    <>
      <li className={`${styles['custodian']} ${styles['outside']} ${styles['source']}`}>
        <Text size="sm" fw={600}>{w.origin}</Text>
        {receivedFrom !== null && <Text size="sm" dir="auto">{w.originFrom(receivedFrom)}</Text>}
        <Text size="xs" c="dimmed" className="numbers">{format.instant(at)}</Text>
        <Text size="xs" c="dimmed">{w.originStated(custodian.name, entry)}</Text>
      </li>
      <li className={`${styles['hop']} ${styles['short']}`}><Line /></li>
    </>
  );
}

function Step({ hop, here }: { hop: ChainHop; here: Custodian }) {
  const { handover: { ways: w } } = useWords();
  const isHere = hop.to.log === here.log;
  const count = hop.lacks.length;
  return (
    <li className={styles['step']}>
      <Arrow>
        <div className="digest" title={hop.bundle}>{w.bundle(hop.bundle.slice(0, 12))}</div>
        <div className="numbers">{w.takenIn(hop.receivedAt)}</div>
        <div>{w.entryOf(hop.entry, isHere)}</div>
        <div>{hop.keyPinned ? w.pinned : w.notPinned}</div>
        <Sign icon={count === 0 ? IconCircleCheck : IconAlertTriangle} tone={count === 0 ? 'good' : 'heed'} word={count === 0 ? w.whole : w.gaps(count)} />
      </Arrow>
      <CustodianBox custodian={hop.to} isHere={isHere} inside />
    </li>
  );
}

function Arrow({ children }: { children: ReactNode }) {
  return (
    <div className={styles['hop']}>
      <Line />
      {children}
    </div>
  );
}

function Line() {
  return <svg className={styles['arrow']} viewBox="0 0 140 14" preserveAspectRatio="xMaxYMid slice" aria-hidden><path d="M0 7H136M129 1l7 6-7 6" fill="none" stroke="currentColor" strokeWidth="1.6" /></svg>;
}

/** `inside`: of an element of the list that holds the arrow before it as well. */
function CustodianBox({ custodian: { name, key, log }, isHere, inside = false }: { custodian: Custodian; isHere: boolean; inside?: boolean }) {
  const { handover: { ways: w } } = useWords();
  const Icon = isHere ? IconHome : IconUser;
  const Box = inside ? 'div' : 'li';
  return (
    <Box className={`${styles['custodian']} ${isHere ? styles['here'] : ''}`}>
      <Icon size={18} aria-hidden />
      <Text size="sm" fw={600} dir="auto" title={log}>{name}</Text>
      {isHere && <Text size="xs">{w.here}</Text>}
      <Text size="xs" c="dimmed" className="digest">{key}</Text>
    </Box>
  );
}

/** A bundle in which it left, and who states to have received it. */
export function OnwardPicture({ onward: { bundle, exportedAt, entry, receipts }, here }: { onward: Chain['onward'][number]; here: Custodian }) {
  const { handover: { ways: w } } = useWords();
  return (
    <ol className={styles['picture']} aria-label={w.bundle(bundle.slice(0, 12))}>
      <CustodianBox custodian={here} isHere />
      <li><Arrow>
        <div className="digest" title={bundle}>{w.bundle(bundle.slice(0, 12))}</div>
        <div className="numbers">{w.handedOn(exportedAt)}</div>
        <div>{w.entryOf(entry, true)}</div>
      </Arrow></li>
      {receipts.length === 0 ? (
        <li className={`${styles['custodian']} ${styles['outside']}`}>
          <Text size="sm" fw={600}>{w.noReceipt}</Text>
          <Text size="xs" c="dimmed">{w.noReceiptMeans}</Text>
        </li>
      ) : receipts.map(({ entry: filed, filedAt, receiver, receiverKey, keyPinned, findingCount }) => (
        <li key={filed} className={styles['custodian']}>
          <IconUser size={18} aria-hidden />
          <Text size="sm" fw={600} dir="auto">{receiver}</Text>
          <Text size="xs" c="dimmed" className="digest">{receiverKey}</Text>
          <Text size="xs">{w.receiptFiled(filedAt, filed)}</Text>
          <Text size="xs">{keyPinned ? w.pinned : w.notPinned}</Text>
          {findingCount > 0 && <Text size="xs">{w.theirFindings(findingCount)}</Text>}
        </li>
      ))}
    </ol>
  );
}
