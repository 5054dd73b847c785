import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useSettings } from './use-settings.ts';
import { useWords } from '../words/use-words.tsx';

/** Light or dark, by one button; following the system is chosen in the settings. */
export function ThemeToggle() {
  const { shell } = useWords();
  const { change } = useSettings();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? shell.toLight : shell.toDark;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={() => change({ theme: isDark ? 'light' : 'dark' })}>{isDark ? <IconSun size={18} /> : <IconMoon size={18} />}</ActionIcon>
    </Tooltip>
  );
}
