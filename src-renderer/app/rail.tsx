import { UnstyledButton } from '@mantine/core';
import { IconFileImport, IconLibrary, IconPackageExport, IconMap2, IconScale, IconSettings, IconShieldCheck, type Icon } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { paths } from '../ui/paths.ts';
import { useWords, type Words } from '../words/use-words.tsx';
import styles from './shell.module.css';

/** The parts of a case, one a line. */
const entries: readonly { path: string; icon: Icon; name(words: Words['shell']): string }[] = [
  { path: paths.library, icon: IconLibrary, name: (words) => words.library },
  { path: paths.claims, icon: IconScale, name: (words) => words.claims },
  { path: paths.map, icon: IconMap2, name: (words) => words.map },
  { path: paths.custody, icon: IconShieldCheck, name: (words) => words.custody },
  { path: paths.handover, icon: IconPackageExport, name: (words) => words.handover },
];
const lastEntry = { path: paths.settings, icon: IconSettings, name: (words: Words['shell']) => words.settings };

export function Rail({ onImport }: { onImport: (() => void) | undefined }) {
  const { shell } = useWords();
  return (
    <nav aria-label={shell.navigation} className={styles['rail']} style={{ height: '100%' }}>
      {entries.map((entry) => <Entry key={entry.path} entry={entry} />)}
      <div className={styles['bottom']}>
        {onImport !== undefined && (
          <UnstyledButton className={styles['entry'] ?? ''} onClick={onImport}>
            <IconFileImport size={22} aria-hidden />
            {shell.import}
          </UnstyledButton>
        )}
        <Entry entry={lastEntry} />
      </div>
    </nav>
  );
}

function Entry({ entry: { path, icon: EntryIcon, name } }: { entry: (typeof entries)[number] }) {
  const { shell } = useWords();
  const [location] = useLocation();
  const isHere = location === path || location.startsWith(`${path}/`);
  return (
    <Link href={path} className={styles['entry']} aria-current={isHere ? 'page' : undefined}>
      <EntryIcon size={22} aria-hidden />
      {name(shell)}
    </Link>
  );
}
