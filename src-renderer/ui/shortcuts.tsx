import { useHotkeys } from '@mantine/hooks';
import { createContext, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react';

/** A key and what it does; `keys` as Mantine writes them: `mod+K`, `shift+ArrowLeft`, `/`. */
export interface Shortcut {
  keys: string;
  /** What it does, for the list of keys. */
  words: string;
  run(event: KeyboardEvent): void;
  /** Not to be offered now: neither listed nor listened to. */
  off?: boolean;
}

/** Keys and words of one part of the window, under its title. */
export interface ListedShortcuts {
  title: string;
  shortcuts: readonly { keys: string; words: string }[];
}

type Groups = ReadonlyMap<string, ListedShortcuts>;

const ListContext = createContext<(id: string, group: ListedShortcuts | undefined) => void>(() => undefined);
const GroupsContext = createContext<Groups>(new Map());

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<Groups>(new Map());
  const list = useMemo(
    () => (id: string, group: ListedShortcuts | undefined) =>
      setGroups((before) => new Map([...[...before].filter(([other]) => other !== id), ...(group === undefined ? [] : [[id, group] as const])])),
    [],
  );
  return (
    <ListContext.Provider value={list}>
      <GroupsContext.Provider value={groups}>{children}</GroupsContext.Provider>
    </ListContext.Provider>
  );
}

/** Listen to these keys for as long as this part is shown (never while a person types), and list them under `?`. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const [list, id] = [useContext(ListContext), useId()];
  const offered = shortcuts.filter(({ off }) => off !== true);
  useHotkeys(offered.map(({ keys, run }) => [keys, run, { preventDefault: true }]));
  // As text, so that the list changes with its words and not with each rendering.
  const listed = JSON.stringify(offered.map(({ keys, words }) => ({ keys, words })));
  useEffect(() => {
    list(id, { title, shortcuts: JSON.parse(listed) as ListedShortcuts['shortcuts'] });
    return () => list(id, undefined);
  }, [list, id, title, listed]);
}

/** All keys that work now, by part of the window. */
export const useListedShortcuts = (): readonly ListedShortcuts[] => [...useContext(GroupsContext).values()];
