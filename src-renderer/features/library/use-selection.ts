import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FoundItem } from '../../../src-main/shared/api/items.ts';
import { toProblem, type Problem } from '../../api/client.ts';
import { recall, remember, type Selected } from './memory.ts';
import { namesBetween, type Picked } from './names-between.ts';
import type { Shelf } from './use-shelf.ts';

export interface Selection {
  selected: Selected;
  /** How many were named so far while many are being selected; null when that is done. */
  selecting: number | null;
  problem: Problem | null;
  /** Here a selection would begin. */
  begin(index: number): void;
  only(index: number): void;
  toggle(index: number): void;
  /** From where the selection began to here, and nothing else. */
  extendTo(index: number): void;
  all(): void;
  clear(): void;
}

const named = ({ id, sha256, name, bytes, mediaKind }: FoundItem): Picked => ({ id, sha256, name, bytes, mediaKind });

/** What is selected, by name: items that come later are not selected by themselves, and those that a filter hides stay selected. */
export function useSelection(shelf: Shelf, place: string): Selection {
  const [selected, setSelected] = useState<Selected>(() => recall(place).selected ?? new Map<string, Picked>());
  const [selecting, setSelecting] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const pivot = useRef(0);
  const stop = useRef<AbortController>(undefined);
  const newest = useRef({ shelf, selected });
  useLayoutEffect(() => {
    newest.current = { shelf, selected };
  });
  useEffect(() => remember(place, { selected }), [place, selected]);
  useEffect(() => () => stop.current?.abort(), []);

  const put = useCallback((items: readonly Picked[]): void => {
    stop.current?.abort();
    setSelecting(null);
    setSelected(new Map(items.map((item) => [item.id, item])));
  }, []);

  const putBetween = useCallback(
    async (one: number, other: number): Promise<void> => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const { view, at } = newest.current.shelf;
      if (view === undefined) return;
      const here = Array.from({ length: Math.min(to - from + 1, 1000) }, (_, n) => at(from + n));
      const known = here.filter((item) => item !== undefined);
      if (known.length === to - from + 1) return put(known.map(named));
      stop.current?.abort();
      const { signal } = (stop.current = new AbortController());
      setSelecting(0);
      const onMore = (count: number): void => void (signal.aborted || setSelecting(count));
      try {
        const names = await namesBetween(view, { from, to }, { signal, onMore });
        if (!signal.aborted) put(names);
      } catch (error) {
        if (signal.aborted) return;
        setSelecting(null);
        setProblem(toProblem(error));
      }
    },
    [put],
  );

  return useMemo(() => {
    const at = (index: number): FoundItem | undefined => newest.current.shelf.at(index);
    return {
      selected,
      selecting,
      problem,
      begin: (index) => void (pivot.current = index),
      only: (index) => {
        pivot.current = index;
        const item = at(index);
        if (item !== undefined) put([named(item)]);
      },
      toggle: (index) => {
        pivot.current = index;
        const item = at(index);
        if (item === undefined) return;
        const rest = [...newest.current.selected.values()].filter(({ id }) => id !== item.id);
        put(newest.current.selected.has(item.id) ? rest : [...rest, named(item)]);
      },
      extendTo: (index) => void putBetween(pivot.current, index),
      all: () => void putBetween(0, (newest.current.shelf.view?.total ?? 0) - 1),
      clear: () => {
        setProblem(null);
        put([]);
      },
    } satisfies Selection;
  }, [selected, selecting, problem, put, putBetween]);
}
