import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { useEngine } from '../api/engine-state.tsx';
import type { Opening } from '../features/start/use-opening.ts';
import { desktop } from '../ui/desktop.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './shell.module.css';
import { useEngineGivenUp } from './use-desktop.ts';

/** What stands above every screen: the engine is away, the case is not there, the case can only be read. */
export function Banners({ opened, opening }: { opened: OpenedCase; opening: Opening }) {
  const { shell: { banner }, errorSentence } = useWords();
  const { connection, caseIsLost } = useEngine();
  return (
    <>
      {connection === 'away' && <EngineBanner />}
      {caseIsLost && connection !== 'away' && <Banner icon={<IconPlugConnectedX size={18} />} title={banner.lost} isGrave>{banner.lostMeans} <span className="digest">{opened.folder}</span></Banner>}
      {opened.mode === 'read-only' && !caseIsLost && (
        <Banner icon={<IconLock size={18} />} title={banner.readOnly}>
          {opened.because !== undefined && errorSentence(opened.because.code, opened.because.facts)}{' '}
          <Button size="compact-xs" variant="default" onClick={() => void opening.open(opened.folder)} loading={opening.pending !== undefined}>{banner.tryAgain}</Button>
          {opening.problem !== undefined && opening.locked === undefined && <Text size="sm" mt={4} role="alert">{errorSentence(opening.problem.code, opening.problem.facts)}</Text>}
        </Banner>
      )}
    </>
  );
}

export function EngineBanner() {
  const { banner } = useWords().shell;
  const isGivenUp = useEngineGivenUp();
  return <Banner icon={<IconPlugConnectedX size={18} />} title={banner.away} isGrave>{isGivenUp ? banner.givenUp : banner.awayMeans} {desktop() === undefined && banner.awayBrowser}</Banner>;
}

function Banner({ icon, title, children, isGrave = false }: { icon: ReactNode; title: string; children: ReactNode; isGrave?: boolean }) {
  return (
    <Alert className={styles['banner'] ?? ''} color={isGrave ? 'red' : 'yellow'} variant="light" radius={0} p="xs" icon={isGrave ? <IconAlertTriangle size={18} /> : icon} title={title} role={isGrave ? 'alert' : 'status'}>
      <Text size="sm" component="div">{children}</Text>
    </Alert>
  );
}
