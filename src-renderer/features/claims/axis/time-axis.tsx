import { ActionIcon, Box, Group, Text, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconArrowsMaximize, IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { DrawnTimePart } from '../../../../src-main/shared/assessment-document.ts';
import { useWords } from '../../../words/use-words.tsx';
import { AxisTable } from './axis-table.tsx';
import { axisRows, type AxisRow } from './axis-rows.ts';
import { moved, placeOf, scaleOf, ticksOf, wholeView, zoomed, type TimeScale, type View } from './axis-view.ts';
import { rowLabel, stretchesText, weightLabel } from './row-words.ts';
import styles from './time-axis.module.css';

const rowHeight = 42;
const footHeight = 26;
/** A picture of more stretches than pixels says no more. */
const mostStretches = 2000;

interface TimeAxisProps {
  part: DrawnTimePart;
  /** What people call the bounds, by their ids. */
  names: Readonly<Record<string, string>>;
  /** Open the evidence behind a bound. */
  onPick?(boundId: string): void;
}

/** One item's assessment on one axis of time, and the same as a table. Not mirrored in languages that run from right to left. */
export function TimeAxis({ part, names, onPick }: TimeAxisProps) {
  const words = useWords();
  const { axis } = words.claims;
  const rows = useMemo(() => axisRows(part), [part]);
  const whole = useMemo(() => wholeView(rows), [rows]);
  const [chosen, setChosen] = useState<{ of: typeof whole; view: View }>();
  const { ref, width } = useElementSize();
  if (whole === undefined) return <Text c="dimmed">{axis.nothingToDraw}</Text>;
  // Another claim, or other evidence, is seen whole again.
  const view = chosen?.of === whole ? chosen.view : whole;
  const setView = (next: View): void => setChosen({ of: whole, view: next });
  return (
    <Box component="figure" m={0} className={styles.frame} ref={ref}>
      <AxisTools view={view} setView={setView} whole={whole} />
      {width > 0 && <Picture rows={rows} names={names} view={view} setView={setView} width={width} {...(onPick === undefined ? {} : { onPick })} />}
      <AxisTable rows={rows} names={names} />
    </Box>
  );
}

interface Viewing {
  view: View;
  whole: View;
  setView(view: View): void;
}

function AxisTools({ view, whole, setView }: Viewing) {
  const { axis } = useWords().claims;
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === '+' || key === '=') setView(zoomed(view, { factor: 0.5, share: 0.5 }));
    if (key === '-') setView(zoomed(view, { factor: 2, share: 0.5 }));
    if (key === 'ArrowLeft' || key === 'ArrowRight') setView(moved(view, key === 'ArrowLeft' ? -0.1 : 0.1));
    if (key === '0') setView(whole);
  };
  const tools = [
    { label: axis.earlier, icon: <IconChevronLeft size={16} />, run: () => setView(moved(view, -0.25)) },
    { label: axis.later, icon: <IconChevronRight size={16} />, run: () => setView(moved(view, 0.25)) },
    { label: axis.nearer, icon: <IconZoomIn size={16} />, run: () => setView(zoomed(view, { factor: 0.5, share: 0.5 })) },
    { label: axis.further, icon: <IconZoomOut size={16} />, run: () => setView(zoomed(view, { factor: 2, share: 0.5 })) },
    { label: axis.whole, icon: <IconArrowsMaximize size={16} />, run: () => setView(whole) },
  ];
  return (
    <Group gap={4} justify="flex-end" mb={4} className={styles['tools'] ?? ''} role="toolbar" aria-label={axis.keys} onKeyDown={onKeyDown}>
      {tools.map(({ label, icon, run }) => (
        <Tooltip key={label} label={label}><ActionIcon variant="default" size="sm" aria-label={label} onClick={run}>{icon}</ActionIcon></Tooltip>
      ))}
    </Group>
  );
}

function Picture({ rows, names, view, setView, width, onPick }: Omit<Viewing, 'whole'> & { rows: readonly AxisRow[]; names: TimeAxisProps['names']; width: number; onPick?: (id: string) => void }) {
  const { axis } = useWords().claims;
  const hatch = useId();
  const height = rows.length * rowHeight + footHeight;
  const base = height - footHeight;
  const scale = scaleOf(view, width);
  const picture = useGestures({ view, setView, width });
  return (
    <svg ref={picture} className={styles['picture']} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={axis.label}>
      <defs>
        <pattern id={hatch} width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width={2.5} height={7} className={styles['hatchLine']} /></pattern>
      </defs>
      {ticksOf(scale, width).map(({ x, label }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={0} y2={base} className={styles['tick']} />
          <text x={x} y={base + 18} textAnchor={x < 60 ? 'start' : x > width - 60 ? 'end' : 'middle'} className={styles['tickLabel']}>{label}</text>
        </g>
      ))}
      <line x1={0} x2={width} y1={base} y2={base} className={styles['base']} />
      {rows.map((row, n) => <Row key={row.id} row={row} y={n * rowHeight} names={names} scale={scale} hatch={hatch} width={width} {...(onPick === undefined ? {} : { onPick })} />)}
    </svg>
  );
}

interface RowProps {
  row: AxisRow;
  y: number;
  names: TimeAxisProps['names'];
  scale: TimeScale;
  hatch: string;
  width: number;
  onPick?(id: string): void;
}

function Row({ row, y, names, scale, hatch, width, onPick }: RowProps) {
  const words = useWords();
  const [label, weight] = [rowLabel(row, names, words), weightLabel(row, words)];
  const isBound = row.kind !== 'window' && row.kind !== 'feasible';
  const tall = row.kind === 'feasible' ? 16 : 11;
  const isHatched = row.kind === 'assertion' || row.kind === 'set-aside';
  const places = row.allows.slice(0, mostStretches).flatMap((stretch) => placeOf(stretch, scale) ?? []);
  const pick = isBound && onPick !== undefined ? { tabIndex: 0, role: 'button', 'data-picked': true, onClick: () => onPick(row.id), onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && onPick(row.id) } : { role: 'img' };
  return (
    <g className={styles['row']} aria-label={`${label}; ${weight}; ${stretchesText(row.allows, words)}`} {...pick}>
      <title>{`${label}\n${weight}\n${stretchesText(row.allows, words)} UTC`}</title>
      <rect x={0.5} y={y + 1} width={width - 1} height={rowHeight - 2} className={styles['stripe']} fillOpacity={0.5} />
      <text x={6} y={y + 15} className={row.decides || row.kind === 'feasible' ? `${styles['label']} ${styles['deciding']}` : styles['label']}>
        {isBound ? `${label} — ${weight}` : label}{row.allows.length === 0 ? `: ${words.claims.axis.noTime}` : ''}
      </text>
      {places.map((place) => <rect key={place.x} {...place} y={y + 21} height={tall} rx={1} className={styles[row.kind]} {...(isHatched ? { fill: `url(#${hatch})` } : {})} />)}
      {row.errors.flatMap((stretch) => placeOf(stretch, scale) ?? []).map((place) => <rect key={`e${place.x}`} {...place} y={y + 19} height={tall + 4} className={styles['error']} />)}
    </g>
  );
}

/** The wheel brings nearer with Ctrl (or a pinch), without it the page scrolls; dragging moves along the axis. A click stays a click. */
function useGestures({ view, setView, width }: Omit<Viewing, 'whole'> & { width: number }) {
  const picture = useRef<SVGSVGElement>(null);
  const dragged = useRef<{ x: number; view: View } | undefined>(undefined);
  useEffect(() => {
    const element = picture.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    const listen = <K extends keyof SVGSVGElementEventMap>(name: K, act: (event: SVGSVGElementEventMap[K]) => void): void => {
      element.addEventListener(name, act as EventListener, { passive: false, signal: stop.signal });
    };
    listen('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setView(zoomed(view, { factor: event.deltaY > 0 ? 1.25 : 0.8, share: (event.clientX - element.getBoundingClientRect().left) / width }));
    });
    listen('pointerdown', ({ clientX }) => {
      dragged.current = { x: clientX, view };
    });
    listen('pointermove', ({ clientX, pointerId }) => {
      const { current } = dragged;
      if (current === undefined || Math.abs(clientX - current.x) < 4) return;
      element.setPointerCapture(pointerId);
      setView(moved(current.view, (current.x - clientX) / width));
    });
    const letGo = (): void => {
      dragged.current = undefined;
    };
    listen('pointerup', letGo);
    listen('pointerleave', letGo);
    return () => stop.abort();
  });
  return picture;
}
