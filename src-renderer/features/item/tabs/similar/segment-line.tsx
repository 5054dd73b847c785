import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useWords } from '../../../../words/use-words.tsx';
import type { Match } from './match.ts';
import { placeOnBar } from './place-on-bar.ts';
import own from './similar.module.css';

type Segment = Match['segments'][number];

interface SegmentLineProps {
  segment: Segment;
  other: Match;
  durationS: string | null;
  onSeek(pts: number): void;
}

/** A part that looks alike, on both timelines, with its figures. */
export function SegmentLine({ segment, other, durationS, onSeek }: SegmentLineProps) {
  const { similar: w } = useWords().itemTabs;
  const { number, here, there, mirrored, offsetMs, distance, unmatched } = segment;
  return (
    <Stack gap={4} className={own['segment']}>
      <Group gap="xs" justify="space-between">
        <Group gap={6}>
          <Text size="sm" fw={600}>{w.segment(number)}</Text>
          {mirrored && <Badge size="xs" variant="outline">{w.mirroredSegment}</Badge>}
        </Group>
        <Button size="compact-xs" variant="default" leftSection={<IconPlayerSkipForward size={12} aria-hidden />} onClick={() => onSeek(here.fromPts)}>{w.seekTo(here.fromS)}</Button>
      </Group>
      <div className={own['row']}>
        {([[w.here, here, durationS], [other.name, there, other.durationS]] as const).map(([name, stretch, length], n) => (
          <Fragment key={n}>
            <Text size="xs" truncate title={name}>{name}</Text>
            <Bar label={w.barLabel(name, stretch.fromS, stretch.toS, length)} stretch={stretch} length={length} />
            <Text size="xs" className="numbers">{w.stretch(stretch.fromS, stretch.toS)}</Text>
          </Fragment>
        ))}
      </div>
      <Text size="xs" c="dimmed">{w.figures({ frames: segment.frames, distinct: segment.distinctFrames, near: segment.nearFrames })}; {w.bits(distance.least, distance.most)}; {w.offset((offsetMs.median / 1000).toFixed(3))}</Text>
      {unmatched.here + unmatched.there > 0 && <Text size="xs" c="dimmed">{w.unmatched(unmatched.here, unmatched.there)}</Text>}
    </Stack>
  );
}

function Bar({ label, stretch, length }: { label: string; stretch: Segment['here']; length: string | null }) {
  const { start, width } = placeOnBar(stretch, length);
  return (
    <div role="img" aria-label={label} className={own['bar']}>
      <div className={own['stretch']} style={{ insetInlineStart: `${start}%`, inlineSize: `${width}%` }} />
    </div>
  );
}
