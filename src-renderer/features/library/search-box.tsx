import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { useWords } from '../../words/use-words.tsx';
import classes from './library.module.css';

/** Browsers let an address change only so often. */
const leastMs = 120;

/**
 * Search as you type: the first letter is looked for at once, and the next ones as soon as the answer is there, so that the
 * engine is never asked for what nobody waits for any more.
 */
export function SearchBox({ search, isLooking, input, onSearch, onLeave }: { search: string; isLooking: boolean; input: RefObject<HTMLInputElement | null>; onSearch(search: string): void; onLeave(): void }) {
  const { library } = useWords();
  const [text, setText] = useState(search);
  const sent = useRef({ search, at: 0 });
  // The address was changed by others: "back", a chip that was removed.
  useEffect(() => {
    if (search === sent.current.search) return;
    sent.current = { search, at: 0 };
    setText(search);
  }, [search]);
  const send = useEffectEvent((): void => {
    sent.current = { search: text, at: performance.now() };
    onSearch(text);
  });
  useEffect(() => {
    if (text === sent.current.search || isLooking) return undefined;
    const wait = sent.current.at + leastMs - performance.now();
    if (wait <= 0) {
      send();
      return undefined;
    }
    const timer = setTimeout(() => send(), wait);
    return () => clearTimeout(timer);
  }, [text, isLooking]);
  return (
    <TextInput
      ref={input}
      className={classes.search ?? ''}
      type="search"
      role="searchbox"
      aria-label={library.search}
      placeholder={library.search}
      value={text}
      maxLength={500}
      spellCheck={false}
      autoComplete="off"
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') {
          event.preventDefault();
          setText('');
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onLeave();
        }
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={text === '' ? <Kbd size="xs" aria-hidden>/</Kbd> : <CloseButton size="sm" aria-label={library.clearSearch} onClick={() => setText('')} />}
    />
  );
}
