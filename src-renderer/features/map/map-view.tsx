import { ActionIcon, Alert, Group, Paper, Stack, Text, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus, IconWorld, IconZoomScan, type Icon } from '@tabler/icons-react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.tsx';
import { DrawnMap, nearestOfAll } from './drawn-map.ts';
import { KindSign } from './kind-sign.tsx';
import type { OwnTiles } from './own-tiles.ts';
import type { Spot } from './spots.ts';
import styles from './map.module.css';

interface ViewProps {
  spots: readonly Spot[] | undefined;
  chosen: Spot | undefined;
  /** Counts how often something was asked to be brought into view. */
  visits: number;
  tiles: OwnTiles | undefined;
  onPick(id: string): void;
}

/** Without finer tiles the embedded world has nothing to show nearer than this. */
const worldZoom = 9;

/** The map; where it cannot be drawn, a sentence in its place. */
export function MapView({ spots, chosen, visits, tiles, onPick }: ViewProps) {
  const { map: words } = useWords();
  const { container, map, zoom, fault } = useDrawnMap(onPick);
  const nearest = tiles === undefined ? worldZoom : Math.min(17, tiles.maxZoom + 2);
  useEffect(() => (spots === undefined ? undefined : map?.show(spots, chosen?.id)), [map, spots, chosen?.id]);
  useEffect(() => map?.setTiles(tiles), [map, tiles]);
  // Only when it is asked for: not each time that something else has changed.
  const wanted = useRef({ chosen, nearest });
  useEffect(() => void (wanted.current = { chosen, nearest }));
  useEffect(() => {
    const { chosen: spot, nearest: limit } = wanted.current;
    if (visits > 0 && spot !== undefined) map?.goTo([spot], limit);
  }, [map, visits]);
  useFirstLook(map, spots);
  return (
    <div className={styles['map']}>
      <div ref={container} className={styles['canvas']} data-zoom={Math.round(zoom)} />
      {fault === 'no-webgl' && <Alert className={styles['notice'] ?? ''} color="yellow" role="alert">{words.noWebgl}</Alert>}
      {fault === 'part' && <Alert className={styles['notice'] ?? ''} color="yellow" role="status">{words.fault}</Alert>}
      {fault === undefined && zoom > worldZoom && tiles === undefined && <Paper withBorder px="sm" py={4} className={styles['notice'] ?? ''} role="status"><Text size="xs">{words.coarse}</Text></Paper>}
      {map !== undefined && <Controls map={map} spots={spots ?? []} chosen={chosen} />}
      <Legend />
    </div>
  );
}

function useDrawnMap(onPick: (id: string) => void) {
  const { map: words } = useWords();
  const scheme = useComputedColorScheme('light');
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<DrawnMap>();
  const [zoom, setZoom] = useState(1);
  const [fault, setFault] = useState<'no-webgl' | 'part'>();
  const latest = useRef({ onPick, scheme, label: words.view });
  useEffect(() => void (latest.current = { onPick, scheme, label: words.view }));
  useEffect(() => {
    if (container.current === null) return;
    const { scheme: first, label } = latest.current;
    let drawn: DrawnMap | undefined;
    try {
      drawn = new DrawnMap(container.current, { scheme: first, locale: { 'Map.Title': label }, onPick: (id) => latest.current.onPick(id), onZoom: setZoom, onFault: () => setFault((before) => before ?? 'part') });
    } catch {
      setFault('no-webgl');
    }
    setMap(drawn);
    return () => drawn?.remove();
  }, []);
  useEffect(() => map?.setScheme(scheme), [map, scheme]);
  return { container, map, zoom, fault };
}

/** What the case has, once, when it is known. */
function useFirstLook(map: DrawnMap | undefined, spots: readonly Spot[] | undefined): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || map === undefined || spots === undefined) return;
    isDone.current = true;
    map.goTo(spots, 5.5);
  }, [map, spots]);
}

function Controls({ map, spots, chosen }: { map: DrawnMap; spots: readonly Spot[]; chosen: Spot | undefined }) {
  const { map: { controls } } = useWords();
  const button = (label: string, Sign: Icon, act: () => void) => <Tooltip label={label} position="left"><ActionIcon variant="default" size="lg" aria-label={label} onClick={act}><Sign size={18} /></ActionIcon></Tooltip>;
  return (
    <div className={styles['controls']}>
      <ActionIcon.Group orientation="vertical">
        {button(controls.in, IconPlus, () => map.zoomBy(1))}
        {button(controls.out, IconMinus, () => map.zoomBy(-1))}
        {chosen !== undefined && button(controls.error, IconZoomScan, () => map.goTo([chosen], nearestOfAll))}
        {button(controls.all, IconFocusCentered, () => map.goTo(spots, 8))}
        {button(controls.world, IconWorld, () => map.showAll())}
      </ActionIcon.Group>
    </div>
  );
}

const kinds = ['item', 'claim', 'evidence', 'typed'] as const;

function Legend() {
  const { map: words } = useWords();
  return (
    <Stack gap={2} className={styles['legend'] ?? ''} role="group" aria-label={words.legend}>
      <Group gap="xs">{kinds.map((kind) => <Group key={kind} gap={4} wrap="nowrap"><KindSign kind={kind} /><Text size="xs">{words.kinds[kind]}</Text></Group>)}</Group>
      <Text size="xs" c="dimmed">{words.circle} {words.cell}</Text>
    </Stack>
  );
}
