import { notifications } from '@mantine/notifications';
import { lazy } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import type { AppState } from '../../src-main/shared/api/case.ts';
import { useEngine } from '../api/engine-state.tsx';
import { UnlockCase } from '../features/start/unlock-case.tsx';
import { useOpening } from '../features/start/use-opening.ts';
import { paths } from '../ui/paths.ts';
import { waitForCase } from '../ui/waiting-bundle.ts';
import { useWords } from '../words/use-words.tsx';
import { EngineBanner } from './banners.tsx';
import styles from './shell.module.css';
import { useDesktop } from './use-desktop.ts';

const StartScreen = lazy(() => import('../features/start/start-screen.tsx'));
const SettingsScreen = lazy(() => import('../features/settings/settings-screen.tsx'));

export const settingsPattern = '/settings/:part?';

/** The screens that need no case: the start, and settings. */
export function WithoutCase({ state }: { state: AppState }) {
  const { shell, common } = useWords();
  const { connection } = useEngine();
  const [, go] = useLocation();
  const opening = useOpening();
  const toStart = (): void => go(paths.start);
  const openThere = (folder: string): void => {
    toStart();
    void opening.open(folder);
  };
  const receiveLater = (bundle: string): void => {
    waitForCase(bundle);
    toStart();
    notifications.show({ message: shell.bundleWaits(bundle), autoClose: false, closeButtonProps: { 'aria-label': common.close } });
  };
  useDesktop({ onOpenCase: openThere, onReceiveBundle: receiveLater, onMenu: { 'new-case': toStart, 'open-case': toStart } });
  return (
    <div className={styles['column']}>
      {connection === 'away' && <EngineBanner />}
      <div className={styles['screen']}>
        <Switch>
          <Route path={settingsPattern}>{({ part }) => <SettingsScreen part={part} opened={null} />}</Route>
          <Route><StartScreen state={state} opening={opening} /></Route>
        </Switch>
      </div>
      <UnlockCase opening={opening} />
    </div>
  );
}
