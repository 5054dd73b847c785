import { useCallback, useEffect, useRef, useState } from 'react';

/** State that follows at once, and then at most every `everyMs`, with the newest value last. */
export function useLatestSoon<T>(initial: T, everyMs: number): [T, (value: T) => void] {
  const [value, setValue] = useState(initial);
  const waiting = useRef<{ timer?: ReturnType<typeof setTimeout>; next?: { value: T } }>({});
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
  const set = useCallback(
    (next: T): void => {
      const held = waiting.current;
      if (held.timer !== undefined) {
        held.next = { value: next };
        return;
      }
      setValue(next);
      const rest = (): void => {
        const { next: newest } = held;
        delete held.next;
        delete held.timer;
        if (newest === undefined) return;
        setValue(newest.value);
        held.timer = setTimeout(rest, everyMs);
      };
      held.timer = setTimeout(rest, everyMs);
    },
    [everyMs],
  );
  return [value, set];
}
