import { Group, Kbd } from '@mantine/core';
import { useWords } from '../words/use-words.tsx';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A shortcut as its keys are labelled. `keys` as in `Shortcut`. */
export function KeyCaps({ keys, size = 'xs' }: { keys: string; size?: 'xs' | 'sm' }) {
  const { shell } = useWords();
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      {capsOf(keys).map((cap) => <Kbd key={cap} size={size}>{shell.keyNames[cap] ?? cap.toUpperCase()}</Kbd>)}
    </Group>
  );
}

function capsOf(keys: string): string[] {
  // The question mark is typed with different keys in different countries.
  if (keys === 'shift+?') return ['?'];
  return keys.split('+').map((part) => (part.toLowerCase() === 'mod' ? (isApple ? '⌘' : 'Ctrl') : part));
}
