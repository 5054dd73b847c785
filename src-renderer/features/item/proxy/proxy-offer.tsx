import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconMovieOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.tsx';
import { JobInPlace, type ItemJob } from '../item-job.tsx';
import classes from '../player/player.module.css';

export type Unplayable = 'sound-only' | 'refused' | 'picture-refused';

/** What the window cannot show, said over the poster, with the offer of a copy that it can. */
export function ProxyOffer({ why, work, canRecord, children }: { why: Unplayable; work: ItemJob; canRecord: boolean; children?: ReactNode }) {
  const { item: { proxy: w } } = useWords();
  const isRunning = work.job?.state === 'running' || work.isBeginning;
  return (
    <div className={classes['centre']}>
      <Paper className={classes['card'] ?? ''} p="md" shadow="md" withBorder>
        <Stack gap="xs">
          <Title order={3} size="h5"><IconMovieOff size={16} aria-hidden /> {w.title[why]}</Title>
          <Text size="sm">{w.why[why]}</Text>
          <Text size="sm">{canRecord ? w.offer[why] : w.readOnly}</Text>
          <JobInPlace of={work} label={w.making} />
          {!isRunning && <Button disabled={!canRecord} onClick={work.begin}>{w.make[why]}</Button>}
          {children}
        </Stack>
      </Paper>
    </div>
  );
}
