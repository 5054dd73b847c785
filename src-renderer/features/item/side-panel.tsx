import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ItemDetail, ItemNote } from '../../../src-main/shared/api/items.ts';
import { useWords } from '../../words/use-words.tsx';
import { MadeList } from './made/made-list.tsx';
import { MarkEditor, type MarkContext } from './marks/mark-editor.tsx';
import { MarkList } from './marks/mark-list.tsx';
import { ItemTabs } from './tabs/item-tabs.tsx';
import classes from './item.module.css';

export type SideList = 'marks' | 'made';

interface SidePanelProps {
  detail: ItemDetail;
  context: MarkContext;
  canRecord: boolean;
  list: SideList;
  onList(list: SideList): void;
  chosen: number | null;
  onChoose(note: ItemNote): void;
  onSeek(pts: number): void;
}

/** Beside the footage: what is known of the item, and what people marked in it and made of it. */
export function SidePanel({ detail, context, canRecord, list, onList, chosen, onChoose, onSeek }: SidePanelProps) {
  const { item: { side: w } } = useWords();
  const { id, control, timeBase } = context;
  return (
    <aside className={classes['side']} aria-label={w.label}>
      <div className={classes['tabs']} role="presentation" onKeyDown={keepTabKeys}><ItemTabs id={id} detail={detail} onSeek={onSeek} /></div>
      <section className={classes['marks']} data-editing={control.draft === null ? undefined : true} aria-label={w.lists}>
        <Group justify="space-between" gap="xs">
          <SegmentedControl size="xs" aria-label={w.lists} value={list} onChange={(value) => onList(value)} data={[{ value: 'marks', label: w.marks(detail.notes.length) }, { value: 'made', label: w.made(detail.made.length) }]} />
          {canRecord && control.draft === null && <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} onClick={() => { onList('marks'); control.begin(); }}>{w.newNote}</Button>}
        </Group>
        <div className={classes['marksBody']}>
          {list === 'made' ? <MadeList made={detail.made} timeBase={timeBase} onSeek={onSeek} /> : (
            <>
              {control.draft !== null && <MarkEditor key={control.draft.replaces ?? 'new'} context={context} draft={control.draft} />}
              {control.draft === null && <MarkList id={id} notes={detail.notes} control={control} chosen={chosen} canRecord={canRecord} onChoose={onChoose} />}
            </>
          )}
        </div>
      </section>
    </aside>
  );
}

/** Arrows move between tabs there, and not through the footage. */
function keepTabKeys(event: React.KeyboardEvent): void {
  const role = (event.target as HTMLElement).getAttribute('role');
  if (/^(?:Arrow|Home$|End$)/.test(event.key) && ['tab', 'menuitem', 'option', 'slider', 'separator', 'radio'].includes(role ?? '')) event.stopPropagation();
}
