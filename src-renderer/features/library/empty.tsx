import { Button, List, Stack, Text, Title } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useActions } from '../../ui/actions.tsx';
import { useWords } from '../../words/use-words.tsx';
import { narrowingWords } from './chips.tsx';
import classes from './library.module.css';
import type { ChangeWish } from './use-wish.ts';
import { narrowingsOf, widest, without, type Wish } from './wish.ts';

/** A case without items: what an import does. */
export function EmptyCase({ canImport }: { canImport: boolean }) {
  const { library } = useWords();
  const { importFootage } = useActions();
  return (
    <div className={classes.empty}>
      <Stack className={classes.teach ?? ''} gap="md">
        <Title order={2}>{library.emptyTitle}</Title>
        {canImport ? <Text size="lg">{library.emptyDrop}</Text> : <Text>{library.readOnly}</Text>}
        {canImport && <Button size="md" style={{ alignSelf: 'flex-start' }} leftSection={<IconPlus size={17} aria-hidden />} onClick={importFootage}>{library.import}</Button>}
        <List type="ordered" spacing={6}>
          {library.emptySteps.map((step) => <List.Item key={step}>{step}</List.Item>)}
        </List>
        <Text size="sm" c="dimmed">{library.emptyFormats}</Text>
        <Text size="sm" fw={600}><IconLock size={14} aria-hidden /> {library.emptyLocal}</Text>
      </Stack>
    </div>
  );
}

/** Nothing fits: what each wish costs is said, and each can be taken away. */
export function NothingFits({ wish, change }: { wish: Wish; change: ChangeWish }) {
  const words = useWords();
  const { library } = words;
  const narrowings = narrowingsOf(wish);
  return (
    <div className={classes.empty}>
      <Stack className={classes.teach ?? ''} gap="sm" align="flex-start">
        <Title order={2}>{library.noneTitle}</Title>
        {wish.search.trim() !== '' && <Text>{library.noneWords}</Text>}
        <Text>{library.widen}</Text>
        {narrowings.map((narrowing) => (
          <Button key={`${narrowing.by} ${narrowing.value}`} variant="default" onClick={() => change(without(wish, narrowing))}>{library.removeFilter(narrowingWords(words, narrowing))}</Button>
        ))}
        {narrowings.length > 1 && <Button variant="light" onClick={() => change(widest(wish))}>{library.removeAll}</Button>}
      </Stack>
    </div>
  );
}
