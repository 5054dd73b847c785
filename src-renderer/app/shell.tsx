import { AppShell } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { useEngine } from '../api/engine-state.tsx';
import { ImportArea } from '../features/import/import-area.tsx';
import { UploadNotes } from '../features/import/upload-notes.tsx';
import { useUploads } from '../features/import/use-uploads.ts';
import { UnlockCase } from '../features/start/unlock-case.tsx';
import { useOpening } from '../features/start/use-opening.ts';
import { ActionsProvider } from '../ui/actions.tsx';
import { paths } from '../ui/paths.ts';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { takeWaitingBundle } from '../ui/waiting-bundle.ts';
import { useWords } from '../words/use-words.tsx';
import { Banners } from './banners.tsx';
import { CaseBar } from './case-bar.tsx';
import { useClosing } from './closing.tsx';
import { KeyList } from './key-list.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { useDesktop } from './use-desktop.ts';
import { useTellTakenOver } from './use-tell-taken-over.ts';

/** The address may still name an item of the case that was open before. */
function useLeaveItemOfOtherCase(log: string): void {
  const [, go] = useLocation();
  useEffect(() => {
    const before = sessionStorage.getItem('postquem-case');
    sessionStorage.setItem('postquem-case', log);
    if (before !== null && before !== log) go(paths.library, { replace: true });
  }, [log, go]);
}

/** Around every screen of an open case. */
export default function Shell({ opened, children }: { opened: OpenedCase; children: ReactNode }) {
  const { shell } = useWords();
  const [, go] = useLocation();
  const { caseIsLost } = useEngine();
  const [uploads, uploading] = useUploads(opened.log);
  // What was interrupted is said without being asked.
  const [shown, show] = useState<'nothing' | 'import' | 'palette' | 'keys' | 'work'>(uploading.unfinished.length + uploading.uploads.length > 0 ? 'work' : 'nothing');
  const opening = useOpening();
  useTellTakenOver(opened);
  useLeaveItemOfOtherCase(opened.log);
  useEffect(() => {
    const bundle = takeWaitingBundle();
    if (bundle !== undefined) go(paths.receive(bundle));
  }, [go]);
  const closing = useClosing(() => uploads.end());
  const canImport = opened.mode === 'work' && !caseIsLost;
  const hide = (): void => show('nothing');
  const openImport = (): void => (canImport ? show('import') : undefined);
  const actions = useMemo(() => ({ importFootage: () => (canImport ? show('import') : undefined), openPalette: () => show('palette') }), [canImport]);
  // Also while a person types: nothing else uses these keys.
  useHotkeys([['mod+K', actions.openPalette]], []);
  useShortcuts(shell.everywhere, [
    { keys: 'mod+K', words: shell.palette.open, run: actions.openPalette },
    { keys: 'shift+?', words: shell.keysTitle, run: () => show('keys') },
    { keys: 'mod+I', words: shell.actions.import, run: openImport, off: !canImport },
    { keys: 'g', words: shell.actions.library, run: () => go(paths.library) },
  ]);
  useDesktop({
    onOpenCase: (folder) => closing.askBefore(() => void opening.open(folder)),
    onReceiveBundle: (path) => go(paths.receive(path)),
    onMenu: { 'new-case': closing.ask, 'open-case': closing.ask, 'close-case': closing.ask, 'import-files': openImport, 'import-folder': openImport },
  });
  return (
    <ActionsProvider value={actions}>
      <AppShell header={{ height: 48 }} navbar={{ width: 76, breakpoint: 0 }} padding={0}>
        <AppShell.Header className={styles['header'] ?? ''}>
          <CaseBar
            opened={opened} onPalette={actions.openPalette} onKeys={() => show('keys')} onClose={closing.ask}
            tray={{ isOpen: shown === 'work', onToggle: (isOpen) => show(isOpen ? 'work' : 'nothing'), hasNotes: uploading.uploads.some(({ state }) => state !== 'sending') || uploading.unfinished.length > 0, notes: <UploadNotes uploads={uploads} state={uploading} /> }}
          />
        </AppShell.Header>
        <AppShell.Navbar component="div"><Rail onImport={canImport ? openImport : undefined} /></AppShell.Navbar>
        <AppShell.Main className={styles['main'] ?? ''}>
          <Banners opened={opened} opening={opening} />
          <div className={styles['screen']}>{children}</div>
        </AppShell.Main>
      </AppShell>
      <ImportArea key={opened.log} log={opened.log} canImport={canImport} uploads={uploads} isOpen={shown === 'import'} onOpen={() => show('import')} onClose={hide} onBegun={() => show('work')} />
      <Palette isOpen={shown === 'palette'} onClose={hide} acts={{ import: canImport ? openImport : undefined, keys: () => show('keys'), work: () => show('work'), close: closing.ask, canWork: opened.mode === 'work' && !caseIsLost }} />
      <KeyList isOpen={shown === 'keys'} onClose={hide} />
      {closing.dialog}
      <UnlockCase opening={opening} />
    </ActionsProvider>
  );
}
