import { Center, Loader, Text, VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useAsk } from '../../api/use-ask.ts';
import { paths } from '../../ui/paths.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { Chips } from './chips.tsx';
import { EmptyCase, NothingFits } from './empty.tsx';
import { ItemList } from './item-list.tsx';
import classes from './library.module.css';
import { recall } from './memory.ts';
import { SearchBox } from './search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { useLayout } from './use-layout.ts';
import { useSelection } from './use-selection.ts';
import { useShelf, type LookedAt } from './use-shelf.ts';
import { useWish } from './use-wish.ts';
import { WaitingNotice } from './waiting-notice.tsx';
import { narrowingsOf, toQuery } from './wish.ts';

/** All items of the case: found, narrowed, sorted, selected, opened. */
export default function LibraryScreen() {
  const { library } = useWords();
  useScreenTitle(library.title);
  const { data: app } = useAsk('appState', {});
  const opened = app?.opened ?? undefined;
  const place = opened?.log ?? '';
  const canWork = opened?.mode === 'work';
  const [wish, change] = useWish();
  const [layout, setLayout] = useLayout();
  const [, navigate] = useLocation();
  const lookedAt = useRef<() => LookedAt | undefined>(() => undefined);
  const query = useMemo(() => toQuery(wish), [wish]);
  const shelf = useShelf(query, () => lookedAt.current());
  const selection = useSelection(shelf, place);
  const [cursor, setCursor] = useState(() => recall(place).cursor ?? 0);
  const input = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { view, problem, isLooking } = shelf;
  const isNarrowed = narrowingsOf(wish).length > 0;
  const told = view === undefined ? '' : view.total === 0 ? (isNarrowed ? library.nothingFits : '') : isNarrowed ? library.found(view.total) : library.shown(view.total);
  const focusList = (): void => body.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus();
  useShortcuts(library.keys.title, [
    { keys: '/', words: library.keys.search, run: () => input.current?.select() },
    { keys: 'v', words: library.keys.view, run: () => setLayout({ ...layout, view: layout.view === 'grid' ? 'table' : 'grid' }) },
  ]);
  return (
    <section className={classes.screen} aria-label={library.title}>
      <VisuallyHidden><h1>{library.title}</h1></VisuallyHidden>
      <Toolbar
        wish={wish}
        change={change}
        layout={layout}
        setLayout={setLayout}
        search={<SearchBox search={wish.search} isLooking={isLooking} input={input} onSearch={(search) => change({ ...wish, search }, { replace: true })} onLeave={focusList} />}
      />
      <div className={classes.chips}>
        <Text size="sm" c="dimmed" className={`numbers ${classes.count}`}>{told}</Text>
        <Chips wish={wish} change={change} />
        {canWork && <WaitingNotice isAsked={view !== undefined} />}
      </div>
      <VisuallyHidden role="status">{isLooking ? '' : told}</VisuallyHidden>
      {selection.problem !== null && <ProblemNotice problem={selection.problem} onRetry={selection.clear} />}
      {problem !== null && <ProblemNotice problem={problem} onRetry={shelf.retry} />}
      <div className={classes.body} ref={body}>
        {view === undefined ? (
          problem === null && <Center h="100%"><Loader /></Center>
        ) : view.total > 0 ? (
          <ItemList shelf={shelf} selection={selection} layout={layout} cursor={Math.min(cursor, view.total - 1)} setCursor={setCursor} place={place} lookedAt={lookedAt} onOpen={(id) => navigate(paths.item(id))} wish={wish} change={change} />
        ) : isNarrowed ? (
          <NothingFits wish={wish} change={change} />
        ) : (
          <EmptyCase canImport={canWork} />
        )}
      </div>
      {/* Below: a list that moves under the pointer leads to the wrong item. */}
      {(selection.selected.size > 0 || selection.selecting !== null) && <SelectionBar selection={selection} total={view?.total ?? 0} canWork={canWork} />}
    </section>
  );
}
