import { Button, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useAct, useAsk } from '../../api/use-ask.ts';
import { useWords } from '../../words/use-words.tsx';
import classes from './library.module.css';

/** Items that no witness has read yet, unless it is being done. It takes no room of its own: what is below it stays where it is. */
export function WaitingNotice({ isAsked }: { isAsked: boolean }) {
  const { library, common, errorSentence } = useWords();
  const { data: waiting } = useAsk('library', { flags: 'not-examined', limit: 1 }, { enabled: isAsked, keepPrevious: true });
  const { data: jobs = [] } = useAsk('jobs', {});
  const examine = useAct('examine');
  const isAtWork = jobs.some(({ kind, state }) => state === 'running' && (kind === 'import' || kind === 'examine'));
  if (isAtWork || (waiting?.total ?? 0) === 0) return null;
  return (
    <span className={classes.waiting}>
      <IconHourglass size={15} aria-hidden />
      <Text size="sm" component="span">{examine.error === null ? library.waiting(waiting?.total ?? 0) : errorSentence(examine.error.code, examine.error.facts)}</Text>
      <Button size="compact-xs" variant="default" loading={examine.isPending} onClick={() => examine.mutate({})}>{examine.error === null ? library.examineNow : common.retry}</Button>
    </span>
  );
}
