import { SegmentedControl, Select, Stack, Switch } from '@mantine/core';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSettings } from '../../ui/use-settings.ts';
import { useVeil } from '../../ui/veil.tsx';
import { catalogues, useWords } from '../../words/use-words.tsx';
import { Part } from './part.tsx';

const themes = ['auto', 'light', 'dark'] as const;
type Language = keyof typeof catalogues;

/** How the window looks and how footage is shown. */
export function ReadingPart() {
  const { settings: words } = useWords();
  const { settings, change, problem } = useSettings();
  const { setGrey, setMuted } = useVeil();
  if (settings === undefined) return null;
  const languages = (Object.keys(catalogues) as Language[]).map((value) => ({ value, label: new Intl.DisplayNames([value], { type: 'language' }).of(value) ?? value }));
  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Part title={words.reading.title} means={words.reading.means}>
        <Stack gap="sm">
          <Switch label={words.reading.grey} description={words.reading.greyMeans} checked={settings.greyUntilAsked} onChange={({ currentTarget: { checked } }) => { change({ greyUntilAsked: checked }); setGrey(checked); }} />
          <Switch label={words.reading.muted} description={words.reading.mutedMeans} checked={settings.mutedUntilAsked} onChange={({ currentTarget: { checked } }) => { change({ mutedUntilAsked: checked }); setMuted(checked); }} />
        </Stack>
      </Part>
      <Part title={words.theme.title}>
        <SegmentedControl aria-label={words.theme.title} value={settings.theme} onChange={(theme) => change({ theme })} data={themes.map((value) => ({ value, label: words.theme[value] }))} />
      </Part>
      <Part title={words.language.title} means={words.language.means}>
        <Select aria-label={words.language.title} w={260} data={languages} value={settings.language} allowDeselect={false} onChange={(language) => language !== null && change({ language })} />
      </Part>
    </>
  );
}
