import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconLayoutGrid, IconSortAscending, IconSortDescending, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { itemSorts } from '../../../src-main/shared/api/items.ts';
import { useWords } from '../../words/use-words.tsx';
import { FilterMenu } from './filter-menu.tsx';
import classes from './library.module.css';
import type { Layout } from './use-layout.ts';
import type { ChangeWish } from './use-wish.ts';
import { usualOrder, type Wish } from './wish.ts';

interface ToolbarProps {
  wish: Wish;
  change: ChangeWish;
  layout: Layout;
  setLayout(layout: Layout): void;
  search: ReactNode;
}

/** Search, filters, order, layout. */
export function Toolbar({ wish, change, layout, setLayout, search }: ToolbarProps) {
  const { library } = useWords();
  const other = wish.order === 'up' ? 'down' : 'up';
  return (
    <div className={classes.bar} role="toolbar" aria-label={library.title}>
      {search}
      <FilterMenu wish={wish} change={change} />
      <Select w={130} aria-label={library.sort} allowDeselect={false} value={wish.sort} data={itemSorts.map((sort) => ({ value: sort, label: library.sorts[sort] }))}
        onChange={(value) => {
          const sort = itemSorts.find((one) => one === value);
          if (sort !== undefined) change({ ...wish, sort, order: usualOrder[sort] });
        }} />
      <Tooltip label={library.orders[wish.sort][wish.order]}>
        <ActionIcon variant="default" size={36} aria-label={library.orders[wish.sort][wish.order]} onClick={() => change({ ...wish, order: other })}>
          {wish.order === 'up' ? <IconSortAscending size={17} /> : <IconSortDescending size={17} />}
        </ActionIcon>
      </Tooltip>
      <SegmentedControl aria-label={library.view} value={layout.view} onChange={(view) => setLayout({ ...layout, view: view === 'table' ? 'table' : 'grid' })}
        data={[{ value: 'grid', label: <Named icon={<IconLayoutGrid size={16} />} name={library.grid} /> }, { value: 'table', label: <Named icon={<IconTable size={16} />} name={library.table} /> }]} />
      {layout.view === 'grid' && (
        <SegmentedControl aria-label={library.tileSize} value={layout.tile} onChange={(tile) => setLayout({ ...layout, tile })}
          data={[{ value: 'small', label: library.tiles.small }, { value: 'medium', label: library.tiles.medium }, { value: 'large', label: library.tiles.large }]} />
      )}
    </div>
  );
}

function Named({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <Tooltip label={name}>
      <span role="img" aria-label={name} style={{ display: 'flex' }}>{icon}</span>
    </Tooltip>
  );
}
