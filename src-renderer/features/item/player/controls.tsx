import { ActionIcon, Button, Menu, NativeSelect, Slider, Tooltip } from '@mantine/core';
import {
  IconArrowBarToLeft, IconArrowBarToRight, IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight, IconEye, IconEyeOff, IconMaximize, IconPlayerPause, IconPlayerPlay, IconRepeat, IconRepeatOff, IconVolume, IconVolumeOff,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useVeil } from '../../../ui/veil.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { shortClock } from '../frames/times.ts';
import type { Projector } from './projector.ts';
import { useProjectorState } from './use-projector.ts';
import classes from './player.module.css';

export const speeds = [0.1, 0.25, 0.5, 1, 1.5, 2, 4] as const;

export interface Transport {
  first(): void;
  last(): void;
  keyframeBack(): void;
  keyframeOn(): void;
}

/** Moving through the footage. */
export function TransportButtons({ projector, transport }: { projector: Projector; transport: Transport }) {
  const { item: { player: w } } = useWords();
  const { isPlaying, reverse } = useProjectorState(projector);
  const isMoving = isPlaying || reverse > 0;
  return (
    <div className={classes['transport']} role="group" aria-label={w.transport}>
      <Press label={w.first} keys="Home" onClick={transport.first}><IconArrowBarToLeft size={18} /></Press>
      <Press label={w.keyframeBack} keys="←" onClick={transport.keyframeBack}><IconChevronsLeft size={18} /></Press>
      <Press label={w.frameBack} keys="," onClick={() => void projector.step(-1)}><IconChevronLeft size={18} /></Press>
      <Press label={isMoving ? w.pause : w.play} keys={isMoving ? 'K' : 'L'} isMain onClick={() => projector.toggle()}>{isMoving ? <IconPlayerPause size={20} /> : <IconPlayerPlay size={20} />}</Press>
      <Press label={w.frameOn} keys="." onClick={() => void projector.step(1)}><IconChevronRight size={18} /></Press>
      <Press label={w.keyframeOn} keys="→" onClick={transport.keyframeOn}><IconChevronsRight size={18} /></Press>
      <Press label={w.last} keys="End" onClick={transport.last}><IconArrowBarToRight size={18} /></Press>
    </div>
  );
}

export function Press({ label, keys, isMain, isOn, disabled, onClick, children }: { label: string; keys?: string; isMain?: boolean; isOn?: boolean; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon variant={isMain === true ? 'filled' : isOn === true ? 'light' : 'subtle'} color={isMain === true || isOn === true ? 'ink' : 'gray'} size="lg" aria-label={label} aria-pressed={isOn} disabled={disabled ?? false} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  );
}

export function SpeedSelect({ projector }: { projector: Projector }) {
  const { item: { player: w } } = useWords();
  const { speed } = useProjectorState(projector);
  const offered = [...new Set([...speeds, speed])].sort((a, b) => a - b);
  return (
    <NativeSelect size="xs" w={76} aria-label={w.speed} value={String(speed)} data={offered.map((one) => ({ value: String(one), label: `${one}×` }))}
      onChange={({ currentTarget: { value } }) => projector.setSpeed(Number(value))} />
  );
}

/** Once, again and again, or a part of it from A to B. */
export function LoopMenu({ projector }: { projector: Projector }) {
  const { item: { player: w } } = useWords();
  const { loop, shown } = useProjectorState(projector);
  const { frames } = projector;
  const told = (pts: number | null): string => (pts === null || frames === undefined ? w.notSet : shortClock(pts, frames.timeBase));
  // The name that is read aloud holds the words that are seen (WCAG 2.2, 2.5.3).
  const now = loop.kind === 'part' ? w.part(told(loop.from), told(loop.to)) : w.loopKinds[loop.kind];
  return (
    <Menu position="top" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant={loop.kind === 'off' ? 'subtle' : 'light'} color={loop.kind === 'off' ? 'gray' : 'ink'} leftSection={loop.kind === 'off' ? <IconRepeatOff size={16} /> : <IconRepeat size={16} />} aria-label={w.loop(now)}>
          {now}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => projector.setLoop({ ...loop, kind: 'off' })}>{w.loopKinds.off}</Menu.Item>
        <Menu.Item onClick={() => projector.setLoop({ ...loop, kind: 'whole' })}>{w.loopKinds.whole}</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={shown.pts === null} onClick={() => setPart(projector, 'from')}>{w.partBegins} ([)</Menu.Item>
        <Menu.Item disabled={shown.pts === null} onClick={() => setPart(projector, 'to')}>{w.partEnds} (])</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Set one end of the part that goes round to the frame on the screen; the other gives way where it would lie on the wrong side. */
export function setPart(projector: Projector, end: 'from' | 'to'): void {
  const { loop, shown: { pts } } = projector.state;
  if (pts === null) return;
  const other = end === 'from' ? loop.to : loop.from;
  const fits = other === null || (end === 'from' ? pts < other : pts > other);
  const next = end === 'from' ? { from: pts, to: fits ? loop.to : null } : { to: pts, from: fits ? loop.from : null };
  projector.setLoop({ kind: 'part', ...next });
}

/** Sound, and colour: both are off until asked for, where the settings say so. */
export function VeilControls({ volume, onVolume, hasPicture, hasSound = true }: { volume: number; onVolume: (volume: number) => void; hasPicture: boolean; hasSound?: boolean }) {
  const { item: { player: w } } = useWords();
  const { isGrey, isMuted, setGrey, setMuted } = useVeil();
  return (
    <>
      {hasSound && <Button size="compact-sm" variant={isMuted ? 'default' : 'light'} leftSection={isMuted ? <IconVolumeOff size={16} /> : <IconVolume size={16} />} aria-pressed={!isMuted} onClick={() => setMuted(!isMuted)}>{isMuted ? w.soundOn : w.soundOff}</Button>}
      {hasSound && !isMuted && <Slider className={classes['volume'] ?? ''} size="sm" min={0} max={100} value={Math.round(volume * 100)} label={null} thumbLabel={w.volume} onChange={(value) => onVolume(value / 100)} onKeyDown={(event) => event.stopPropagation()} />}
      {hasPicture && <Button size="compact-sm" variant={isGrey ? 'default' : 'light'} leftSection={isGrey ? <IconEyeOff size={16} /> : <IconEye size={16} />} aria-pressed={!isGrey} onClick={() => setGrey(!isGrey)}>{isGrey ? w.colourOn : w.colourOff}</Button>}
    </>
  );
}

/** The stage as large as the screen, and back. */
export function FullscreenButton({ stage }: { stage: () => HTMLElement | null }) {
  const { item: { player: w } } = useWords();
  return <Press label={w.fullscreen} keys="F" onClick={() => toggleFullscreen(stage())}><IconMaximize size={18} /></Press>;
}

export function toggleFullscreen(stage: HTMLElement | null): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
  else void stage?.requestFullscreen().catch(() => undefined);
}

/** Volume of this window. */
export function useVolume(): [number, (volume: number) => void] {
  return useState(1);
}
