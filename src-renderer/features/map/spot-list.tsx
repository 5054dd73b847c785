import { Anchor, Button, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { paths } from '../../ui/paths.ts';
import { useWords } from '../../words/use-words.tsx';
import { KindSign } from './kind-sign.tsx';
import type { Spot } from './spots.ts';
import styles from './map.module.css';

interface ListProps {
  spots: readonly Spot[] | undefined;
  chosen: string | undefined;
  onChoose(spot: Spot): void;
  onTake(spot: Spot): void;
}

/** Everything that is on the map, and what cannot be drawn on it, as a list. */
export function SpotList({ spots, chosen, onChoose, onTake }: ListProps) {
  const { map: { list } } = useWords();
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => (spots ?? []).filter(({ title, id }) => `${title} ${id}`.toLocaleLowerCase().includes(filter.trim().toLocaleLowerCase())), [spots, filter]);
  const outside = useMemo(() => shown.filter(({ nullIsland }) => nullIsland).length, [shown]);
  if (spots === undefined) return <Text p="md" c="dimmed" role="status">{list.loading}</Text>;
  if (spots.length === 0) return <Stack p="md" gap="xs"><Title order={2} size="h5">{list.none}</Title><Text size="sm">{list.noneMeans}</Text></Stack>;
  return (
    <div className={styles['list']}>
      <Stack p="sm" gap={4}>
        <TextInput size="xs" aria-label={list.filter} placeholder={list.filter} leftSection={<IconSearch size={14} />} value={filter} onChange={({ currentTarget: { value } }) => setFilter(value)} />
        <Text size="xs" c="dimmed" role="status">{shown.length === 0 ? list.noneFits : [list.found(shown.length), ...(outside > 0 ? [list.nullIslands(outside)] : [])].join('; ')}</Text>
      </Stack>
      <Rows spots={shown} chosen={chosen} onChoose={onChoose} onTake={onTake} />
    </div>
  );
}

function Rows({ spots, chosen, onChoose, onTake }: ListProps & { spots: readonly Spot[] }) {
  const { map: words } = useWords();
  const scrolled = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const rows = useVirtualizer({ count: spots.length, getScrollElement: () => scrolled.current, estimateSize: () => 92, overscan: 8, getItemKey: (n) => spots[n]?.id ?? n });
  const at = chosen === undefined ? -1 : spots.findIndex(({ id }) => id === chosen);
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at);
    }, [at, scrollToIndex]);
  return (
    <div ref={scrolled} className={styles['rows']} role="list" aria-label={words.tabs.list}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const spot = spots[index];
          return spot === undefined ? null : (
            <div key={key} ref={rows.measureElement} data-index={index} className={styles['row']} data-chosen={spot.id === chosen || undefined} style={{ transform: `translateY(${start}px)` }} role="listitem" aria-setsize={spots.length} aria-posinset={index + 1}>
              <Row spot={spot} onChoose={onChoose} onTake={onTake} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ spot, onChoose, onTake }: { spot: Spot; onChoose(spot: Spot): void; onTake(spot: Spot): void }) {
  const { map: { list, kinds, within, metres, verdicts } } = useWords();
  const { kind, title, latitude, longitude, precisionM, nullIsland, about } = spot;
  const isClaim = about !== undefined && 'claim' in about;
  const name = about === undefined ? '' : isClaim ? (about.evidence ?? about.claim) : about.id;
  const more = about === undefined ? '' : isClaim ? [about.claimant, about.evidence === null ? '' : list.evidenceOf(about.evidence, about.claim), about.verdict === null ? '' : verdicts[about.verdict]].filter(Boolean).join(' · ') : [list.statedBy(about.witnesses.join(', ')), list.basis[about.precisionBasis]].join(' · ');
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <KindSign kind={kind} />
        <Text size="xs" c="dimmed">{kinds[kind]} <span className="digest">{name}</span></Text>
      </Group>
      {nullIsland ? <Text size="sm" fw={500} truncate title={title} dir="auto">{title}</Text> : (
        <UnstyledButton className={styles['name'] ?? ''} onClick={() => onChoose(spot)} title={list.show(title)}><Text size="sm" fw={500} truncate dir="auto">{title}</Text></UnstyledButton>
      )}
      {nullIsland ? <Text size="xs"><IconAlertTriangle size={12} aria-hidden /> {list.nullIsland}</Text> : <Text size="xs"><span className={styles['coordinates']}>{latitude}, {longitude}</span>, {within(metres(precisionM))}</Text>}
      <Text size="xs" c="dimmed" truncate title={more}>{more}</Text>
      <Group gap="sm">
        {about !== undefined && <Anchor component={Link} size="xs" href={isClaim ? paths.claim(about.claim) : paths.item(about.id)}>{list.open(isClaim ? about.claim : about.id)}</Anchor>}
        {!nullIsland && about !== undefined && <Button size="compact-xs" variant="subtle" aria-label={list.takeOf(name)} onClick={() => onTake(spot)}>{list.take}</Button>}
      </Group>
    </>
  );
}
