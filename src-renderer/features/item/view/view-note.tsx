import { Button, Group, Paper, Text } from '@mantine/core';
import { useWords } from '../../../words/use-words.tsx';
import classes from './stage.module.css';
import type { ViewControl } from './use-view.ts';

/** Said for as long as the picture is not seen as it is. */
export function ViewNote({ control }: { control: ViewControl }) {
  const { item: { view: w } } = useWords();
  if (!control.isAdjusted) return null;
  return (
    <div className={classes['note']}>
      <Paper px="sm" py={4} shadow="sm" withBorder role="status">
        <Group gap="sm"><Text size="xs">{w.adjusted}</Text><Button size="compact-xs" variant="default" onClick={control.reset}>{w.reset}</Button></Group>
      </Paper>
    </div>
  );
}
