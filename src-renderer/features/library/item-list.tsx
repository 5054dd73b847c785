import { VisuallyHidden } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { useWords } from '../../words/use-words.tsx';
import classes from './library.module.css';
import { moveBy } from './moves.ts';
import { recall, remember } from './memory.ts';
import { TableHead, TableRow, columnCount, tableRowHeight } from './table-row.tsx';
import { Tile, tileHeight } from './tile.tsx';
import { tileSizes, type Layout } from './use-layout.ts';
import type { Selection } from './use-selection.ts';
import type { LookedAt, Shelf } from './use-shelf.ts';
import type { ChangeWish } from './use-wish.ts';
import type { Wish } from './wish.ts';

const gap = 12;
const headHeight = 32;

interface ItemListProps {
  shelf: Shelf;
  selection: Selection;
  layout: Layout;
  cursor: number;
  setCursor(cursor: number): void;
  /** Under which name place and selection are remembered. */
  place: string;
  /** Filled in here: what is looked at now. */
  lookedAt: RefObject<() => LookedAt | undefined>;
  onOpen(id: string): void;
  wish: Wish;
  change: ChangeWish;
}

/** The items of a list as tiles or as rows, of which only those in sight are drawn. One of them has the focus; keys lead from there. */
export function ItemList({ shelf, selection, layout, cursor, setCursor, place, lookedAt, onOpen, wish, change }: ItemListProps) {
  const { library } = useWords();
  const { view, at, want } = shelf;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const scrollerRef = useMergedRef(scroller, sized);
  const isTable = layout.view === 'table';
  const columns = isTable || width === 0 ? 1 : Math.max(1, Math.floor((width + gap) / (tileSizes[layout.tile] + gap)));
  const rowHeight = isTable ? tableRowHeight : tileHeight((width - gap * (columns - 1)) / columns) + gap;
  const total = view?.total ?? 0;
  const rowCount = Math.ceil(total / columns);
  const top = isTable ? headHeight : 0;
  const cursorRow = Math.floor(cursor / columns);

  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: isTable ? 8 : 2,
    paddingStart: top,
    scrollPaddingStart: top,
    useFlushSync: false,
    // What has the focus is always drawn: else it would be lost.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (cursorRow >= rowCount) return rows;
      return rows.includes(cursorRow) ? rows : cursorRow < (rows[0] ?? 0) ? [cursorRow, ...rows] : [...rows, cursorRow];
    },
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight, columns]);
  const inSight = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => want({ from: inSight.startIndex * columns, to: (inSight.endIndex + 1) * columns - 1 }), [want, inSight.startIndex, inSight.endIndex, columns, view?.serial]);

  const wantsFocus = useRef(recall(place).hadFocus === true ? recall(place).cursor : undefined);
  usePlace({ shelf, onFollow: (next) => (wantsFocus.current = next), scroller, columns, rowHeight, cursor, setCursor, place, isLaidOut: width > 0 });
  useLayoutEffect(() => {
    lookedAt.current = () => {
      const element = scroller.current;
      if (element === null) return undefined;
      const first = Math.floor(element.scrollTop / rowHeight) * columns;
      const isFocused = element.contains(document.activeElement) && cursorRow >= inSight.startIndex && cursorRow <= inSight.endIndex;
      if (!isFocused && element.scrollTop < rowHeight / 2) return undefined;
      const index = isFocused ? cursor : first;
      const item = at(index);
      return item === undefined ? undefined : { id: item.id, index };
    };
  });

  const goTo = (index: number): void => {
    wantsFocus.current = index;
    setCursor(index);
    virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'auto' });
  };
  // Tiles and rows are other elements, and so is the item's place when others were added: where the focus was, it stays.
  const hasFocus = useRef(wantsFocus.current !== undefined);
  const followFocus = useEffectEvent((): void => {
    if (hasFocus.current) wantsFocus.current = cursor;
  });
  useLayoutEffect(() => followFocus(), [isTable]);
  useEffect(() => {
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${cursor}"]`);
    if (wantsFocus.current !== cursor || width === 0 || element === null || element === undefined) return;
    wantsFocus.current = undefined;
    if (document.activeElement === document.body || scroller.current?.contains(document.activeElement) === true) element.focus({ preventScroll: true });
  });
  const noteFocus = (has: boolean): void => {
    hasFocus.current = has;
    remember(place, { hadFocus: has });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Buttons of the head have keys of their own.
    if (!(event.target as HTMLElement).hasAttribute('data-index')) return;
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const rowsInSight = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - top) / rowHeight));
    const to = event.altKey ? undefined : moveBy(event.key, { from: cursor, total, columns, rowsInSight, isRightToLeft });
    const done = ((): boolean => {
      if (to !== undefined) {
        goTo(to);
        if (event.shiftKey) selection.extendTo(to);
        else selection.begin(to);
      } else if (event.key === ' ') selection.toggle(cursor);
      else if (event.key === 'Enter') open(cursor);
      else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) selection.all();
      else if (event.key === 'Escape' && selection.selected.size > 0) selection.clear();
      else return false;
      return true;
    })();
    if (done) event.preventDefault();
  };
  const open = (index: number): void => {
    const item = at(index);
    if (item !== undefined) onOpen(item.id);
  };
  const indexOf = (event: MouseEvent): number | undefined => {
    const element = (event.target as HTMLElement).closest('[data-index]');
    return element === null ? undefined : Number(element.getAttribute('data-index'));
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const index = indexOf(event);
    if (index === undefined) return;
    const target = event.target as HTMLElement;
    const isName = target.closest('a') !== null;
    if (isName) event.preventDefault();
    wantsFocus.current = index;
    setCursor(index);
    if (index === cursor) (target.closest('[data-index]') as HTMLElement).focus({ preventScroll: true });
    if (target instanceof HTMLInputElement) return event.shiftKey ? selection.extendTo(index) : selection.toggle(index);
    if (event.shiftKey) return selection.extendTo(index);
    if (event.ctrlKey || event.metaKey) return selection.toggle(index);
    if (isName) return open(index);
    selection.only(index);
  };

  return (
    <div ref={scrollerRef} className={classes.scroller} data-stale={shelf.isLooking || undefined}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={library.list}
        aria-multiselectable
        aria-rowcount={rowCount + (isTable ? 1 : 0)}
        aria-colcount={isTable ? columnCount : columns}
        aria-busy={shelf.isLooking}
        className={classes.grid}
        style={{ blockSize: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={() => noteFocus(true)}
        onBlur={({ relatedTarget }) => void (relatedTarget !== null && noteFocus(false))}
        onClick={onClick}
        onDoubleClick={(event) => {
          const index = indexOf(event);
          if (index !== undefined && !(event.target instanceof HTMLInputElement)) open(index);
        }}
      >
        {isTable && <TableHead height={headHeight} wish={wish} change={change} />}
        {virtualizer.getVirtualItems().map(({ index: row, start }) => {
          const items = Array.from({ length: Math.min(columns, total - row * columns) }, (_, n) => row * columns + n);
          const shown = { transform: `translateY(${start}px)`, blockSize: isTable ? rowHeight : rowHeight - gap };
          if (isTable) {
            const item = at(row);
            return <TableRow key={row} index={row} item={item} start={start} height={rowHeight} isCursor={row === cursor} isSelected={item !== undefined && selection.selected.has(item.id)} />;
          }
          return (
            <div key={row} role="row" aria-rowindex={row + 1} className={classes.tiles} style={{ ...shown, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, columnGap: gap }}>
              {items.map((index, column) => {
                const item = at(index);
                return <Tile key={column} index={index} column={column + 1} item={item} isCursor={index === cursor} isSelected={item !== undefined && selection.selected.has(item.id)} />;
              })}
            </div>
          );
        })}
      </div>
      <VisuallyHidden aria-live="polite">{shelf.isLooking ? library.searching : ''}</VisuallyHidden>
    </div>
  );
}

interface Placed {
  shelf: Shelf;
  scroller: RefObject<HTMLDivElement | null>;
  columns: number;
  rowHeight: number;
  cursor: number;
  setCursor(cursor: number): void;
  place: string;
  isLaidOut: boolean;
  /** The focus is to follow to another place. */
  onFollow(index: number): void;
}

/** Where the list stands: found again when a person comes back, kept while items are added above, at the beginning for another list. */
function usePlace({ shelf: { view }, scroller, columns, rowHeight, cursor, setCursor, place, isLaidOut, onFollow }: Placed): void {
  const standing = useRef<{ key: string | undefined; rowHeight: number; columns: number; first: number }>({ key: undefined, rowHeight, columns, first: 0 });
  const settle = useEffectEvent((): void => {
    const element = scroller.current;
    if (element === null || view === undefined || !isLaidOut) return;
    const before = standing.current;
    const known = recall(place);
    if (before.key === undefined) {
      element.scrollTo({ top: known.key === view.key ? (known.scrollTop ?? 0) : 0 });
      if (known.key === view.key && (known.cursor ?? 0) < view.total) setCursor(known.cursor ?? 0);
    } else if (before.key !== view.key) {
      element.scrollTo({ top: 0 });
      setCursor(0);
    } else if (before.rowHeight !== rowHeight || before.columns !== columns) {
      // Other tiles, the same items.
      element.scrollTo({ top: Math.floor(before.first / columns) * rowHeight });
    } else if (view.moved !== undefined && view.moved.from !== view.moved.to) {
      const { from, to } = view.moved;
      element.scrollBy({ top: (Math.floor(to / columns) - Math.floor(from / columns)) * rowHeight });
      const next = Math.min(Math.max(0, cursor + to - from), view.total - 1);
      if (element.contains(document.activeElement)) onFollow(next);
      setCursor(next);
    }
    standing.current = { key: view.key, rowHeight, columns, first: Math.round(element.scrollTop / rowHeight) * columns };
  });
  useLayoutEffect(() => settle(), [view?.key, view?.serial, rowHeight, columns, isLaidOut]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const note = (): void => {
      if (standing.current.key === undefined) return;
      standing.current.first = Math.round(element.scrollTop / standing.current.rowHeight) * standing.current.columns;
      remember(place, { key: standing.current.key, scrollTop: element.scrollTop });
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [scroller, place]);
  useEffect(() => remember(place, { cursor }), [place, cursor]);
}
