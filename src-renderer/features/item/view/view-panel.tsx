import { ActionIcon, Button, Group, Popover, Slider, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconAdjustments, IconRotateClockwise2, IconZoomIn, IconZoomOut, IconZoomScan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.tsx';
import { zoomLimits } from './geometry.ts';
import type { ViewControl } from './use-view.ts';

/** Buttons that change how the picture is looked at. */
export function ViewButtons({ control }: { control: ViewControl }) {
  const { item: { view: w } } = useWords();
  const { view, change, turn } = control;
  const zoomTo = (zoom: number): void => change({ placement: { ...view.placement, zoom: Math.max(zoomLimits.least, Math.min(zoomLimits.most, zoom)), ...(zoom <= 1 ? { pan: { x: 0, y: 0 } } : {}) } });
  return (
    <Group gap={4} wrap="nowrap">
      <ViewButton label={w.zoomOut} onClick={() => zoomTo(view.placement.zoom / 1.5)}><IconZoomOut size={18} /></ViewButton>
      <ViewButton label={w.zoomIn} onClick={() => zoomTo(view.placement.zoom * 1.5)}><IconZoomIn size={18} /></ViewButton>
      <ViewButton label={w.turn} onClick={turn}><IconRotateClockwise2 size={18} /></ViewButton>
      <ViewButton label={w.loupe} isOn={view.hasLoupe} onClick={() => change({ hasLoupe: !view.hasLoupe })}><IconZoomScan size={18} /></ViewButton>
      <Popover position="top-end" width={300} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Tooltip label={w.adjust}><ActionIcon variant={control.isAdjusted ? 'light' : 'subtle'} color={control.isAdjusted ? 'ink' : 'gray'} size="lg" aria-label={w.adjust}><IconAdjustments size={18} /></ActionIcon></Tooltip>
        </Popover.Target>
        <Popover.Dropdown><Adjustments control={control} /></Popover.Dropdown>
      </Popover>
    </Group>
  );
}

function ViewButton({ label, isOn, onClick, children }: { label: string; isOn?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant={isOn === true ? 'light' : 'subtle'} color={isOn === true ? 'ink' : 'gray'} size="lg" aria-label={label} aria-pressed={isOn} onClick={onClick}>{children}</ActionIcon>
    </Tooltip>
  );
}

function Adjustments({ control: { view, change, reset, isAdjusted } }: { control: ViewControl }) {
  const { item: { view: w } } = useWords();
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">{w.onlyTheView}</Text>
      <Level label={w.brightness} value={view.brightness} onChange={(brightness) => change({ brightness })} />
      <Level label={w.contrast} value={view.contrast} onChange={(contrast) => change({ contrast })} />
      <Group>
        <Switch size="sm" label={w.grey} checked={view.isGrey} onChange={({ currentTarget: { checked } }) => change({ isGrey: checked })} />
        <Switch size="sm" label={w.invert} checked={view.isInverted} onChange={({ currentTarget: { checked } }) => change({ isInverted: checked })} />
      </Group>
      <Level label={w.loupeZoom} value={view.loupeZoom} range={[1, 16]} unit="×" onChange={(loupeZoom) => change({ loupeZoom })} />
      <Button size="xs" variant="default" disabled={!isAdjusted} onClick={reset}>{w.reset}</Button>
    </Stack>
  );
}

function Level({ label, value, onChange, range: [min, max] = [10, 400], unit = ' %' }: { label: string; value: number; onChange: (value: number) => void; range?: [number, number]; unit?: string }) {
  return (
    <div>
      <Group justify="space-between"><Text size="xs">{label}</Text><Text size="xs" className="numbers">{value}{unit}</Text></Group>
      <Slider size="sm" value={value} min={min} max={max} step={max > 50 ? 5 : 1} label={null} thumbLabel={label} onChange={onChange} />
    </div>
  );
}
