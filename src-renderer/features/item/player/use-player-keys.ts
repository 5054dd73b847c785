import type { KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { useShortcuts } from '../../../ui/shortcuts.tsx';
import { useVeil } from '../../../ui/veil.tsx';
import { useWords } from '../../../words/use-words.tsx';
import type { ViewControl } from '../view/use-view.ts';
import { setPart, toggleFullscreen, type Transport } from './controls.tsx';
import type { Projector } from './projector.ts';

interface PlayerKeys {
  projector: Projector;
  transport: Transport;
  view: ViewControl;
  stage: () => HTMLElement | null;
  isPlayable: boolean;
  /** Whether frames can be stepped through: not while their times are still being read. */
  canStep: boolean;
  onKeep: (() => void) | undefined;
  onMark: (() => void) | undefined;
}

/** Every act of the player by a key. */
export function usePlayerKeys({ projector, transport, view, stage, isPlayable, canStep, onKeep, onMark }: PlayerKeys): void {
  const { item: { player: w, view: v, keys: k } } = useWords();
  const { isGrey, isMuted, setGrey, setMuted } = useVeil();
  const off = !isPlayable;
  useShortcuts(k.player, [
    { keys: ',', words: w.frameBack, run: () => void projector.step(-1), off: !canStep },
    { keys: '.', words: w.frameOn, run: () => void projector.step(1), off: !canStep },
    { keys: 'ArrowLeft', words: w.keyframeBack, run: transport.keyframeBack },
    { keys: 'ArrowRight', words: w.keyframeOn, run: transport.keyframeOn },
    { keys: 'Home', words: w.first, run: transport.first },
    { keys: 'End', words: w.last, run: transport.last },
    { keys: 'J', words: k.back, run: () => projector.shuttleBack(), off: !canStep },
    { keys: 'K', words: w.pause, run: () => void projector.pause(), off },
    { keys: 'L', words: k.on, run: () => projector.shuttleOn(), off },
    { keys: '[', words: w.partBegins, run: () => setPart(projector, 'from'), off },
    { keys: ']', words: w.partEnds, run: () => setPart(projector, 'to'), off },
    { keys: 'M', words: isMuted ? w.soundOn : w.soundOff, run: () => setMuted(!isMuted) },
  ]);
  useViewKeys({ view, stage, extra: [
    { keys: 'C', words: isGrey ? w.colourOn : w.colourOff, run: () => setGrey(!isGrey) },
    { keys: 'S', words: k.keep, run: () => onKeep?.(), off: onKeep === undefined },
    { keys: 'N', words: k.mark, run: () => onMark?.(), off: onMark === undefined },
    { keys: '0', words: v.reset, run: view.reset, off: !view.isAdjusted },
  ] });
}

/** Those of the picture alone, for stills too. */
export function useViewKeys({ view, stage, extra }: { view: ViewControl; stage: () => HTMLElement | null; extra: Parameters<typeof useShortcuts>[1] }): void {
  const { item: { player: w, view: v, keys: k } } = useWords();
  const { placement, hasLoupe } = view.view;
  const zoomTo = (zoom: number): void => view.place({ ...placement, zoom: Math.max(1, Math.min(16, zoom)), ...(zoom <= 1 ? { pan: { x: 0, y: 0 } } : {}) });
  const panBy = (x: number, y: number): void => view.place({ ...placement, pan: { x: placement.pan.x + x, y: placement.pan.y + y } });
  const isWhole = placement.zoom === 1;
  useShortcuts(k.picture, [
    { keys: 'Z', words: v.loupe, run: () => view.change({ hasLoupe: !hasLoupe }) },
    { keys: 'R', words: v.turn, run: view.turn },
    { keys: '=', words: v.zoomIn, run: () => zoomTo(placement.zoom * 1.5) },
    { keys: '-', words: v.zoomOut, run: () => zoomTo(placement.zoom / 1.5), off: isWhole },
    { keys: 'shift+ArrowLeft', words: v.pan, run: () => panBy(60, 0), off: isWhole },
    { keys: 'shift+ArrowRight', words: v.pan, run: () => panBy(-60, 0), off: isWhole },
    { keys: 'shift+ArrowUp', words: v.pan, run: () => panBy(0, 60), off: isWhole },
    { keys: 'shift+ArrowDown', words: v.pan, run: () => panBy(0, -60), off: isWhole },
    { keys: 'F', words: w.fullscreen, run: () => toggleFullscreen(stage()) },
    ...extra,
  ]);
}

/** The key frames next to a time. */
export function keyframesAround(index: KeyframeIndex | null, pts: number | null): { before: number | undefined; after: number | undefined } {
  const times = (index?.keyframes ?? []).filter(({ found }) => found !== 'shot' || index?.basis === 'deep').map(({ pts }) => pts);
  if (pts === null) return { before: times[0], after: times[0] };
  return { before: times.findLast((time) => time < pts), after: times.find((time) => time > pts) };
}
