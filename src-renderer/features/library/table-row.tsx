import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import type { FoundItem } from '../../../src-main/shared/api/items.ts';
import { Poster } from '../../ui/poster.tsx';
import { useWords } from '../../words/use-words.tsx';
import classes from './library.module.css';
import { ClaimSigns, FlagSigns, ItemName } from './tile.tsx';
import type { ChangeWish } from './use-wish.ts';
import { usualOrder, type Sort, type Wish } from './wish.ts';

export const tableRowHeight = 46;

const columns = ['picture', 'name', 'kind', 'duration', 'size', 'received', 'flags', 'claims'] as const;
export const columnCount = columns.length;
const sorts: Partial<Record<(typeof columns)[number], Sort>> = { name: 'name', duration: 'duration', size: 'size', received: 'received' };

/** The head of the table; a click on what can be sorted by does, a second one turns it round. */
export function TableHead({ height, wish, change }: { height: number; wish: Wish; change: ChangeWish }) {
  const { library } = useWords();
  const turn = (sort: Sort): void => change({ ...wish, sort, order: wish.sort !== sort ? usualOrder[sort] : wish.order === 'up' ? 'down' : 'up' });
  return (
    <div role="row" aria-rowindex={1} className={`${classes.tableRow} ${classes.tableHead}`} style={{ blockSize: height }}>
      {columns.map((column, n) => {
        const sort = sorts[column];
        const isSorted = sort !== undefined && wish.sort === sort;
        const way = isSorted ? (wish.order === 'up' ? 'ascending' : 'descending') : undefined;
        return (
          <div key={column} role="columnheader" aria-colindex={n + 1} className={classes.cell} data-column={column} {...(way === undefined ? {} : { 'aria-sort': way })}>
            {sort === undefined ? (
              library.columns[column]
            ) : (
              <button type="button" className={classes.sort} onClick={() => turn(sort)} title={library.orders[sort][isSorted ? wish.order : usualOrder[sort]]}>
                {library.columns[column]}
                {way === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                {way === 'descending' && <IconArrowDown size={13} aria-hidden />}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface TableRowProps {
  index: number;
  item: FoundItem | undefined;
  /** Where it begins, in pixels. */
  start: number;
  height: number;
  isCursor: boolean;
  isSelected: boolean;
}

/** One item as a row; while it is being read, its outline. */
export const TableRow = memo(function TableRow({ index, item, start, height, isCursor, isSelected }: TableRowProps) {
  const { common } = useWords();
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isSelected} tabIndex={isCursor ? 0 : -1} data-index={index} className={classes.tableRow} style={{ transform: `translateY(${start}px)`, blockSize: height }}>
      {item === undefined ? (
        <div role="gridcell" aria-colindex={1} className={classes.cell} data-outline><span role="img" aria-label={common.loading} className={classes.outline} /></div>
      ) : (
        <Cells item={item} isSelected={isSelected} />
      )}
    </div>
  );
});

function Cells({ item, isSelected }: { item: FoundItem; isSelected: boolean }) {
  const { library, format } = useWords();
  const { name, mediaKind, durationS, bytes, receivedAt, poster, matched } = item;
  const elsewhere = matched.find(({ where }) => where !== 'names');
  return (
    <>
      <div role="gridcell" aria-colindex={1} className={classes.cell} data-column="picture">
        <input type="checkbox" className={classes.rowPick} checked={isSelected} readOnly tabIndex={-1} aria-label={library.selectItem(name)} />
        <span className={classes.thumb}><Poster sha256={poster} kind={mediaKind} instead="" /></span>
      </div>
      <div role="gridcell" aria-colindex={2} className={classes.cell} data-column="name">
        <ItemName item={item} />
        {elsewhere !== undefined && <span className={classes.small} title={library.matched[elsewhere.where](elsewhere.text)} dir="auto">{library.matched[elsewhere.where](elsewhere.text)}</span>}
      </div>
      <div role="gridcell" aria-colindex={3} className={classes.cell} data-column="kind">{mediaKind === null ? library.kindUnknown : library.kinds[mediaKind]}</div>
      <div role="gridcell" aria-colindex={4} className={`${classes.cell} numbers`} data-column="duration">{durationS === null ? '–' : format.duration(durationS)}</div>
      <div role="gridcell" aria-colindex={5} className={`${classes.cell} numbers`} data-column="size"><bdi>{format.bytes(bytes)}</bdi></div>
      <div role="gridcell" aria-colindex={6} className={`${classes.cell} numbers`} data-column="received"><bdi>{format.instant(receivedAt)}</bdi></div>
      <div role="gridcell" aria-colindex={7} className={classes.cell} data-column="flags"><FlagSigns item={item} most={2} /></div>
      <div role="gridcell" aria-colindex={8} className={classes.cell} data-column="claims"><ClaimSigns item={item} most={1} /></div>
    </>
  );
}
