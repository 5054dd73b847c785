import { Tabs, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../ui/use-case-draft.ts';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { useWords } from '../../words/use-words.tsx';
import { MapView } from './map-view.tsx';
import { PlacePanel } from './place-panel.tsx';
import { SpotList } from './spot-list.tsx';
import { spotOfTyped, type Spot } from './spots.ts';
import { SunPanel } from './sun-panel.tsx';
import { TilesPanel } from './tiles-panel.tsx';
import { emptyPlace, usePlace, type PlaceDraft } from './use-place.ts';
import { useSpots } from './use-spots.ts';
import { useTiles } from './use-tiles.ts';
import styles from './map.module.css';

type Tab = 'list' | 'place' | 'sun' | 'tiles';

/** Where things were recorded, as files and people say; places in every notation; the sun. */
export default function MapScreen() {
  const { map: words } = useWords();
  const [tab, setTab] = useState<Tab>('list');
  const [draft, setDraft] = useCaseDraft<PlaceDraft>('map-place', emptyPlace);
  const read = usePlace(draft);
  const { spots, problem, retry } = useSpots();
  const tiles = useTiles();
  const typed = read.reading?.place;
  const all = useMemo(() => (spots === undefined || typed === undefined ? spots : [spotOfTyped(typed), ...spots]), [spots, typed]);
  const [{ id: chosenId, visits }, choose] = useState<{ id: string | undefined; visits: number }>({ id: undefined, visits: 0 });
  const chosen = useMemo(() => all?.find(({ id }) => id === chosenId), [all, chosenId]);
  const visit = (id: string): void => choose((before) => ({ id, visits: before.visits + 1 }));
  const take = (spot: Spot): void => {
    setDraft({ ...emptyPlace, text: spot.text });
    setTab('place');
  };
  useScreenTitle(words.title);
  useShortcuts(words.title, [{ keys: 'p', words: words.keys.find, run: () => { setTab('place'); setTimeout(() => document.getElementById('map-place')?.focus()); } }]);
  return (
    <div className={styles['screen']}>
      <section className={styles['main']} aria-label={words.title}>
        <MapView spots={all} chosen={chosen} visits={visits} tiles={tiles.tiles} onPick={(id) => { choose((before) => ({ ...before, id })); setTab('list'); }} />
        <Text size="xs" c="dimmed" className={styles['sources'] ?? ''}>{words.sources} {tiles.tiles !== undefined && words.ownSources(tiles.tiles.attribution === '' ? words.tiles.noAttribution : tiles.tiles.attribution)}</Text>
      </section>
      <section className={styles['side']} aria-label={words.side}>
        <Tabs value={tab} onChange={(value) => setTab(value as Tab)} keepMounted={false} className={styles['tabs'] ?? ''}>
          <Tabs.List grow aria-label={words.side}>
            <Tabs.Tab value="list">{words.tabs.list}</Tabs.Tab>
            <Tabs.Tab value="place">{words.tabs.place}</Tabs.Tab>
            <Tabs.Tab value="sun">{words.tabs.sun}</Tabs.Tab>
            <Tabs.Tab value="tiles">{words.tabs.tiles}</Tabs.Tab>
          </Tabs.List>
          {problem !== null && <ProblemNotice problem={problem} onRetry={retry} />}
          <Tabs.Panel value="list" className={styles['list'] ?? ''}><SpotList spots={all} chosen={chosenId} onChoose={({ id }) => visit(id)} onTake={take} /></Tabs.Panel>
          <Tabs.Panel value="place" className={styles['panel'] ?? ''}><PlacePanel draft={draft} onChange={setDraft} read={read} onShow={() => visit('typed')} /></Tabs.Panel>
          <Tabs.Panel value="sun" className={styles['panel'] ?? ''}><SunPanel place={typed} onChangePlace={() => setTab('place')} /></Tabs.Panel>
          <Tabs.Panel value="tiles" className={styles['panel'] ?? ''}><TilesPanel tiles={tiles} /></Tabs.Panel>
        </Tabs>
      </section>
    </div>
  );
}
