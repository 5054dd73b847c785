import { Anchor, Button, Group, Image, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { mediaPaths } from '../../../../../src-main/shared/api/items.ts';
import { paths } from '../../../../ui/paths.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { JudgementForm } from './judgement-form.tsx';
import type { Match } from './match.ts';
import { SegmentLine } from './segment-line.tsx';
import type { SearchOptions } from './use-search.ts';
import { VerdictText } from './verdict-text.tsx';
import classes from '../tabs.module.css';
import own from './similar.module.css';

interface MatchCardProps {
  id: string;
  match: Match;
  asked: SearchOptions;
  durationS: string | null;
  onSeek(pts: number): void;
}

/** So many segments are shown at first. */
const shownAtFirst = 5;

/** Another item with the parts that look alike, and judging the two. */
export function MatchCard({ id, match, asked, durationS, onSeek }: MatchCardProps) {
  const { similar: w } = useWords().itemTabs;
  const [showsAll, showAll] = useState(false);
  const [isJudging, setJudging] = useState(false);
  const shown = showsAll ? match.segments : match.segments.slice(0, shownAtFirst);
  return (
    <Stack component="article" gap="xs" className={classes['card']} aria-label={match.name}>
      <Head match={match} />
      {shown.map((segment) => <SegmentLine key={segment.number} segment={segment} other={match} durationS={durationS} onSeek={onSeek} />)}
      {shown.length < match.segments.length && <Button size="compact-xs" variant="default" onClick={() => showAll(true)}>{w.showAllSegments(match.segments.length)}</Button>}
      {match.more && <Text size="xs">{w.moreSegments}</Text>}
      {match.standing > 0 && <Text size="xs">{w.standing(match.standing)}</Text>}
      {match.flat > 0 && <Text size="xs">{w.flatThere(match.flat)}</Text>}
      {isJudging ? <JudgementForm id={id} match={match} asked={asked} /> : <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} leftSection={<IconScale size={14} aria-hidden />} onClick={() => setJudging(true)}>{w.judge}</Button>}
    </Stack>
  );
}

function Head({ match: { id, name, poster, judged } }: { match: Match }) {
  const { itemTabs: { similar: w }, format } = useWords();
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      {poster === null ? <div className={own['noPoster']} /> : <Image className={`footage ${own['poster']}`} src={mediaPaths.derivative(poster)} alt="" />}
      <div style={{ minWidth: 0 }}>
        <Anchor component={Link} href={paths.item(id)} fw={600} size="sm" className={classes['said']} title={w.openOther}>{name}</Anchor>
        <Text size="xs" c="dimmed">{id}</Text>
        {judged !== null && (
          <Group gap={6} align="flex-start">
            <VerdictText verdict={judged.verdict} />
            <Text size="xs" className={classes['said']}>{judged.because}</Text>
            <Text size="xs" c="dimmed" className="numbers">{format.instant(judged.judgedAt)}, {w.judgedIn(format.number(judged.entry))}</Text>
          </Group>
        )}
      </div>
    </Group>
  );
}
