import { Slider } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, type KeyboardEvent } from 'react';
import type { KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import type { ItemNote } from '../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../words/use-words.tsx';
import { clockText } from '../frames/times.ts';
import type { FrameIndex } from '../frames/frame-index.ts';
import type { Projector } from './projector.ts';
import { useProjectorState } from './use-projector.ts';
import classes from './player.module.css';

interface ScrubberProps {
  projector: Projector;
  frames: FrameIndex;
  keyframes: KeyframeIndex | null;
  notes: readonly ItemNote[];
}

/** The length of the footage: where the screen is in it, its key frames, its marks and the part that goes round. */
export function Scrubber({ projector, frames, keyframes, notes }: ScrubberProps) {
  const { item: { player: w } } = useWords();
  const { shown, loop } = useProjectorState(projector);
  const { ref, width } = useElementSize();
  const { firstPts, lastPts, timeBase } = frames;
  const span = Math.max(1, lastPts - firstPts);
  const at = (pts: number): number => ((pts - firstPts) / span) * width;
  const ticks = useMemo(() => ticksOf(keyframes, { firstPts, span, width }), [keyframes, firstPts, span, width]);
  // The slider's own steps would be single ticks of the time base: keys go by frames here as everywhere.
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -frames.count, End: frames.count };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void projector.step(by);
  };
  return (
    <div className={classes['scrubber']} onKeyDownCapture={onKey}>
      <div ref={ref} className={classes['ticks']}>
        <svg width="100%" height="14" aria-hidden>
          {loop.kind === 'part' && loop.from !== null && <rect className={classes['part']} x={at(loop.from)} y="0" width={Math.max(2, at(loop.to ?? lastPts) - at(loop.from))} height="14" />}
          <path className={classes['tick']} d={ticks} />
          {notes.map(({ entry, time }) => (time === undefined ? null : <MarkTick key={entry} from={at(time.from)} to={at(time.to ?? time.from)} />))}
        </svg>
      </div>
      <Slider
        size="sm" min={firstPts} max={lastPts} step={1} value={shown.pts ?? firstPts} label={null} thumbLabel={w.position}
        thumbProps={{ 'aria-valuetext': w.positionText(clockText(shown.pts ?? firstPts, timeBase), (shown.number ?? 0) + 1, frames.count) }}
        onChange={(pts) => void projector.showPts(pts)}
      />
    </div>
  );
}

function MarkTick({ from, to }: { from: number; to: number }) {
  if (to - from < 3) return <path className={classes['markTick']} d={`M${from} 13L${from - 4} 4H${from + 4}Z`} />;
  return <rect className={classes['markTick']} x={from} y="4" width={to - from} height="5" />;
}

/** One line for each pixel that has a key frame: thousands are drawn at once. */
function ticksOf(keyframes: KeyframeIndex | null, { firstPts, span, width }: { firstPts: number; span: number; width: number }): string {
  const columns = new Set((keyframes?.keyframes ?? []).map(({ pts }) => Math.round(((pts - firstPts) / span) * width)));
  return [...columns].map((x) => `M${x}.5 9V14`).join('');
}
