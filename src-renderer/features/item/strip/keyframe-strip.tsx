import { Alert, Button, Group, SegmentedControl } from '@mantine/core';
import { IconLayoutGrid } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Keyframe, KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { useWords } from '../../../words/use-words.tsx';
import { shortClock } from '../frames/times.ts';
import { ContactSheet } from './contact-sheet.tsx';
import { Basis, Picture } from './keyframe-picture.tsx';
import classes from './strip.module.css';

interface StripProps {
  name: string;
  index: KeyframeIndex | null;
  noneBecause: string | null;
  /** The frame on the screen. */
  shownPts: number | null;
  onSeek(pts: number): void;
  /** What can be done about frames that are missing. */
  children?: ReactNode;
}

const tileWidth = 132;

/** The key frames in a row: those that look different, or all; a press goes there. */
export function KeyframeStrip({ name, index, noneBecause, shownPts, onSeek, children }: StripProps) {
  const { item: { strip: w } } = useWords();
  const [which, setWhich] = useState<'distinct' | 'all'>('distinct');
  const [isSheet, setSheet] = useState(false);
  const shown = useMemo(() => (index?.keyframes ?? []).filter(({ decoded }) => which === 'all' || decoded?.distinct === true), [index, which]);
  if (index === null) return <Alert variant="light" color="gray" title={w.none}>{noneBecause ?? w.notYet}</Alert>;
  const distinct = index.keyframes.filter(({ decoded }) => decoded?.distinct === true).length;
  return (
    <section className={classes['strip']} aria-label={w.title}>
      <Group gap="xs" wrap="wrap" justify="space-between">
        <Group gap="xs">
          <SegmentedControl size="xs" aria-label={w.which} value={which} onChange={(value) => setWhich(value)} data={[{ value: 'distinct', label: w.distinct(distinct) }, { value: 'all', label: w.all(index.keyframes.length) }]} />
          <Button size="compact-xs" variant="default" leftSection={<IconLayoutGrid size={14} />} onClick={() => setSheet(true)}>{w.sheet}</Button>
        </Group>
        <Group gap="xs"><Basis index={index} />{children}</Group>
      </Group>
      <Tiles shown={shown} index={index} shownPts={shownPts} onSeek={onSeek} />
      {isSheet && <ContactSheet name={name} index={index} shown={shown} which={which} onClose={() => setSheet(false)} onSeek={(pts) => { setSheet(false); onSeek(pts); }} />}
    </section>
  );
}

function Tiles({ shown, index, shownPts, onSeek }: { shown: readonly Keyframe[]; index: KeyframeIndex; shownPts: number | null; onSeek: (pts: number) => void }) {
  const { item: { strip: w } } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const timeText = ({ pts, found }: Keyframe): string => `${shortClock(pts, index.timeBase)}${found === 'shot' ? ` · ${w.shot}` : ''}`;
  const current = shownPts === null ? -1 : shown.findLastIndex(({ pts }) => pts <= shownPts);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const row = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => tileWidth, horizontal: true, overscan: 6 });
  useEffect(() => {
    if (current >= 0) row.scrollToIndex(current, { align: 'auto' });
  }, [current, row]);
  return (
    <div ref={scroller} className={classes['scroller']}>
      <div className={classes['row']} role="list" style={{ width: row.getTotalSize() }}>
        {row.getVirtualItems().map(({ index: n, start, key }) => {
          const keyframe = shown[n];
          if (keyframe === undefined) return null;
          return (
            <div key={key} role="listitem" className={classes['place']} style={{ insetInlineStart: start }}>
              <button type="button" className={classes['tile']} tabIndex={n === Math.max(0, current) ? 0 : -1} aria-current={n === current ? 'true' : undefined} aria-label={w.frameAt(timeText(keyframe), n + 1, shown.length)} onClick={() => onSeek(keyframe.pts)}>
                <Picture keyframe={keyframe} />
                <span className={`${classes['time']} numbers`}>{timeText(keyframe)}</span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
