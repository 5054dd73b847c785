import { Image, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { createSpotlightStore, Spotlight } from '@mantine/spotlight';
import { IconBrightnessHalf, IconDoorExit, IconEye, IconFile, IconFileImport, IconKeyboard, IconLibrary, IconListDetails, IconMap2, IconMovie, IconPackageExport, IconScale, IconSearch, IconSettings, IconShieldCheck, IconSignature, IconStack2, IconVolume, type Icon } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { mediaPaths } from '../../src-main/shared/api/items.ts';
import type { Problem } from '../api/client.ts';
import { useAct, useAsk } from '../api/use-ask.ts';
import { paths } from '../ui/paths.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useVeil } from '../ui/veil.tsx';
import { useWords } from '../words/use-words.tsx';

export interface PaletteProps {
  isOpen: boolean;
  onClose(): void;
  acts: { import: (() => void) | undefined; keys(): void; work(): void; close(): void; canWork: boolean };
}

interface Action {
  words: string;
  icon: Icon;
  run(): void;
}

const mostItems = 12;
const mostClaims = 6;
const waitMs = 120;

/** Items and claims of the case and what can be done, by a few letters. */
export default function PaletteList({ isOpen, onClose, acts }: PaletteProps) {
  const { shell: { palette }, format } = useWords();
  const [store] = useState(createSpotlightStore);
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), waitMs);
  const [, go] = useLocation();
  useEffect(() => (isOpen ? store.updateState((state) => ({ ...state, opened: true })) : store.updateState((state) => ({ ...state, opened: false }))), [isOpen, store]);
  const found = useAsk('library', { search, limit: mostItems }, { enabled: isOpen && search !== '', keepPrevious: true });
  const items = query.trim() === '' ? [] : (found.data?.items ?? []);
  const total = found.data?.total ?? items.length;
  const known = useAsk('claims', { limit: 200 }, { enabled: isOpen });
  const claims = query.trim() === '' ? [] : (known.data?.claims ?? []).filter((claim) => [claim.id, claim.quote, claim.claimant].some((text) => text.toLowerCase().includes(query.trim().toLowerCase()))).slice(0, mostClaims);
  const actions = useActionList(acts).filter(({ words }) => words.toLowerCase().includes(query.trim().toLowerCase()));
  // What an action opens takes the place of the palette: it closes first.
  const run = (act: () => void) => (): void => {
    onClose();
    act();
  };
  return (
    <Spotlight.Root store={store} query={query} onQueryChange={setQuery} onSpotlightClose={onClose} shortcut={null} scrollable maxHeight="60vh" closeOnActionTrigger={false} transitionProps={{ duration: 0 }} attributes={{ content: { 'aria-label': palette.open } }}>
      <Spotlight.Search placeholder={palette.placeholder} aria-label={palette.label} leftSection={<IconSearch size={18} />} />
      <Spotlight.ActionsList>
        {items.length > 0 && (
          <Spotlight.ActionsGroup label={palette.items}>
            {items.map(({ id, name, bytes, durationS, poster, mediaKind, receivedAt }) => (
              <Spotlight.Action
                key={id} label={name} description={[durationS === null ? '' : format.duration(durationS), format.bytes(bytes), format.instant(receivedAt)].filter(Boolean).join(' · ')}
                leftSection={poster === null ? (mediaKind === 'video' ? <IconMovie size={20} /> : <IconFile size={20} />) : <Image className="footage" src={mediaPaths.derivative(poster)} alt="" w={48} h={32} fit="cover" radius="xs" />}
                onClick={run(() => go(paths.item(id)))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {claims.length > 0 && (
          <Spotlight.ActionsGroup label={palette.claims}>
            {claims.map(({ id, quote, claimant }) => <Spotlight.Action key={id} label={`${id}  ${quote}`} description={claimant} leftSection={<IconScale size={20} />} onClick={run(() => go(paths.claim(id)))} />)}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={palette.actions}>
            {actions.map(({ words, icon: ActionIcon, run: act }) => <Spotlight.Action key={words} label={words} leftSection={<ActionIcon size={20} />} onClick={run(act)} />)}
          </Spotlight.ActionsGroup>
        )}
        {items.length + claims.length + actions.length === 0 && <Spotlight.Empty>{found.isFetching ? palette.searching : palette.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      {query.trim() !== '' && total > items.length && <Spotlight.Footer><Text size="xs">{palette.more(total - items.length)}</Text></Spotlight.Footer>}
    </Spotlight.Root>
  );
}

function useActionList(acts: PaletteProps['acts']): Action[] {
  const { shell: { actions, integrity }, errorSentence } = useWords();
  const [, go] = useLocation();
  const { isGrey, isMuted, setGrey, setMuted } = useVeil();
  const { settings, change } = useSettings();
  const [sign, examine] = [useAct('signNow', { onDone: () => notifications.show({ message: integrity.signed }) }), useAct('examine', { onDone: acts.work })];
  // The palette is gone by then.
  const onError = ({ code, facts }: Problem): void => void notifications.show({ color: 'red', autoClose: false, message: errorSentence(code, facts) });
  const isDark = settings?.theme === 'dark';
  const work: Action[] = [
    { words: actions.sign, icon: IconSignature, run: () => sign.mutate({}, { onError }) },
    { words: actions.examine, icon: IconListDetails, run: () => examine.mutate({}, { onError }) },
  ];
  return [
    ...(acts.import === undefined ? [] : [{ words: actions.import, icon: IconFileImport, run: acts.import }]),
    { words: actions.library, icon: IconLibrary, run: () => go(paths.library) },
    { words: actions.claims, icon: IconScale, run: () => go(paths.claims) },
    { words: actions.map, icon: IconMap2, run: () => go(paths.map) },
    { words: actions.custody, icon: IconShieldCheck, run: () => go(paths.custody) },
    { words: actions.handover, icon: IconPackageExport, run: () => go(paths.handover) },
    { words: actions.settings, icon: IconSettings, run: () => go(paths.settings) },
    { words: actions.work, icon: IconStack2, run: acts.work },
    ...(acts.canWork ? work : []),
    { words: actions.grey(isGrey), icon: IconEye, run: () => setGrey(!isGrey) },
    { words: actions.muted(isMuted), icon: IconVolume, run: () => setMuted(!isMuted) },
    { words: actions.theme, icon: IconBrightnessHalf, run: () => change({ theme: isDark ? 'light' : 'dark' }) },
    { words: actions.keys, icon: IconKeyboard, run: acts.keys },
    { words: actions.close, icon: IconDoorExit, run: acts.close },
  ];
}
