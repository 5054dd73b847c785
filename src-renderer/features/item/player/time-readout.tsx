import { Badge, Group, Loader, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useWords } from '../../../words/use-words.tsx';
import { clockText } from '../frames/times.ts';
import type { Projector } from './projector.ts';
import { useProjectorState } from './use-projector.ts';
import classes from './player.module.css';

/** Which frame is on the screen: its number, its presentation time as it is recorded, and the same as a clock. */
export function TimeReadout({ projector, isReading }: { projector: Projector; isReading: boolean }) {
  const { item: { player: w }, format } = useWords();
  const { shown, isSeeking, isPlaying, durationS } = useProjectorState(projector);
  const { frames } = projector;
  if (isReading) return <Group gap="xs"><Loader size="xs" /><Text size="xs">{w.readingFrames}</Text></Group>;
  if (frames === undefined || shown.pts === null || shown.number === null) {
    return <Text size="sm" className="numbers">{format.duration(shown.mediaTime)} / {format.duration(durationS)} · {w.withoutFrames}</Text>;
  }
  return (
    <Group gap="sm" wrap="wrap" className={classes['readout']} data-testid="shown-frame" data-pts={shown.pts} data-number={shown.number} data-state={isSeeking ? 'seeking' : isPlaying ? 'playing' : shown.isConfirmed && shown.missed === null ? 'exact' : 'approximate'}>
      <Text size="md" fw={600} className={`numbers ${classes['clock']}`}>{clockText(shown.pts, frames.timeBase)}</Text>
      <Text size="sm" className="numbers">{w.pts(shown.pts, frames.timeBase)}</Text>
      <Text size="sm" className="numbers" c="dimmed">{w.frameOf(shown.number + 1, frames.count)}</Text>
      <Certainty isSeeking={isSeeking} isPlaying={isPlaying} isConfirmed={shown.isConfirmed} missed={shown.missed} />
    </Group>
  );
}

/** The key frame whose picture stands for footage that cannot be played. */
export function PosterReadout({ pts, timeBase }: { pts: number; timeBase: string }) {
  const { item: { player: w } } = useWords();
  return (
    <Group gap="sm" wrap="wrap" className={classes['readout']}>
      <Text size="md" fw={600} className={`numbers ${classes['clock']}`}>{clockText(pts, timeBase)}</Text>
      <Text size="sm" className="numbers">{w.pts(pts, timeBase)}</Text>
      <Said words={w.keyframeOnly} more={w.keyframeOnlyMore} isGood />
    </Group>
  );
}

function Certainty({ isSeeking, isPlaying, isConfirmed, missed }: { isSeeking: boolean; isPlaying: boolean; isConfirmed: boolean; missed: number | null }) {
  const { item: { player: w } } = useWords();
  if (isSeeking) return <Badge variant="light" color="gray" leftSection={<Loader size={10} color="gray" />}>{w.looking}</Badge>;
  if (missed !== null) return <Said words={w.missed} more={w.missedMore(missed + 1)} isGood={false} />;
  if (!isConfirmed) return <Said words={w.approximate} more={w.approximateMore} isGood={false} />;
  return isPlaying ? null : <Said words={w.exact} more={w.exactMore} isGood />;
}

function Said({ words, more, isGood }: { words: string; more: string; isGood: boolean }) {
  return (
    <Tooltip label={more} multiline w={300}>
      <Badge variant="light" color={isGood ? 'teal' : 'orange'} tt="none" leftSection={isGood ? <IconCheck size={12} /> : <IconAlertTriangle size={12} />}>{words}</Badge>
    </Tooltip>
  );
}
