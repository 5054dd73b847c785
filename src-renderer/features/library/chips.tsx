import { Button, CloseButton } from '@mantine/core';
import { useWords, type Words } from '../../words/use-words.tsx';
import classes from './library.module.css';
import type { ChangeWish } from './use-wish.ts';
import { narrowingsOf, widest, without, type Narrowing, type Wish } from './wish.ts';

/** What narrows the list, in words. */
export function narrowingWords({ library }: Words, { by, value }: Narrowing): string {
  switch (by) {
    case 'search': return library.chips.search(value);
    case 'codec': return library.chips.codec(value);
    case 'from': return library.chips.from(value);
    case 'to': return library.chips.to(value);
    case 'kind': return library.kinds[value];
    case 'flag': return library.flags[value];
    case 'verdict': return library.chips.verdict(library.verdicts[value]);
    case 'place': return library.places[value];
  }
}

/** What narrows the list, each to be taken away. */
export function Chips({ wish, change }: { wish: Wish; change: ChangeWish }) {
  const words = useWords();
  const { library } = words;
  const narrowings = narrowingsOf(wish).filter(({ by }) => by !== 'search');
  return (
    <>
      {narrowings.map((narrowing) => {
        const text = narrowingWords(words, narrowing);
        return (
          <span key={`${narrowing.by} ${narrowing.value}`} className={classes.chip}>
            <span title={text}>{text}</span>
            <CloseButton size="xs" variant="transparent" c="inherit" aria-label={library.removeFilter(text)} onClick={() => change(without(wish, narrowing))} />
          </span>
        );
      })}
      {narrowings.length > 1 && <Button size="compact-xs" variant="subtle" onClick={() => change({ ...widest(wish), search: wish.search })}>{library.removeAll}</Button>}
    </>
  );
}
