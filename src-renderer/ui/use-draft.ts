import { useState } from 'react';

/**
 * State that a reload of the window does not lose: what a person typed and has not sent. Kept in the window's session,
 * never in the case; `forget` once it was sent. Never for passphrases.
 */
export function useDraft<T>(name: string, initial: T): [value: T, set: (value: T) => void, forget: () => void] {
  const key = `postquem-draft-${name}`;
  const [held, setHeld] = useState(() => ({ key, value: readDraft(key) }));
  // Another name is another draft.
  const { value } = held.key === key ? held : { value: readDraft(key) };
  const set = (next: T): void => {
    setHeld({ key, value: next });
    sessionStorage.setItem(key, JSON.stringify(next));
  };
  const forget = (): void => {
    setHeld({ key, value: undefined });
    sessionStorage.removeItem(key);
  };
  return [(value as T | undefined) ?? initial, set, forget];
}

function readDraft(key: string): unknown {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return undefined;
  try {
    return JSON.parse(kept);
  } catch {
    return undefined;
  }
}
