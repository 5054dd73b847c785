import { Button, CloseButton, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconScan } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ask, toProblem } from '../../api/client.ts';
import { useWords } from '../../words/use-words.tsx';
import { idList, digestList, sumList } from './copied-lists.ts';
import classes from './library.module.css';
import type { Picked } from './names-between.ts';
import type { Selection } from './use-selection.ts';

/** A job is begun for each: more at once help nobody. */
const mostScans = 50;

/** What is selected, and what can be done with it. */
export function SelectionBar({ selection, total, canWork }: { selection: Selection; total: number; canWork: boolean }) {
  const { library, format } = useWords();
  const { selected, selecting } = selection;
  const items = useMemo(() => [...selected.values()], [selected]);
  const bytes = useMemo(() => items.reduce((sum, item) => sum + item.bytes, 0), [items]);
  return (
    <div className={classes.selection} role="toolbar" aria-label={library.selection}>
      <CloseButton size="sm" aria-label={library.clearSelection} onClick={selection.clear} />
      <Text size="sm" fw={600} className="numbers" role="status">
        {selecting === null ? `${library.selected(items.length)}, ${format.bytes(bytes)}` : library.selecting(selecting)}
      </Text>
      {items.length < total && selecting === null && <Button size="compact-sm" variant="subtle" onClick={selection.all}>{library.selectAllOf(total)}</Button>}
      <CopyAct items={items} text={idList} label={library.copyIds} />
      <CopyAct items={items} text={digestList} label={library.copyDigests} />
      <CopyAct items={items} text={sumList} label={library.copySums} />
      {canWork && <ScanAct items={items} />}
    </div>
  );
}

function CopyAct({ items, text, label }: { items: readonly Picked[]; text: (items: readonly Picked[]) => string; label: string }) {
  const { library } = useWords();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text(items));
      notifications.show({ message: `${label}: ${library.copiedFor(items.length)}` });
    } catch {
      notifications.show({ color: 'red', message: library.notCopied });
    }
  };
  return <Button size="compact-sm" variant="default" leftSection={<IconCopy size={13} aria-hidden />} onClick={() => void copy()} disabled={items.length === 0}>{label}</Button>;
}

function ScanAct({ items }: { items: readonly Picked[] }) {
  const words = useWords();
  const { library, format } = words;
  const isVideo = items.length > 0 && items.length <= mostScans && items.every(({ mediaKind }) => mediaKind === 'video');
  const scan = async (): Promise<void> => {
    let begun = 0;
    try {
      for (const { id } of items) {
        await ask('scanDeeply', { id });
        begun++;
      }
      notifications.show({ message: library.scanStarted(begun) });
    } catch (error) {
      const { code, facts } = toProblem(error);
      notifications.show({ color: 'red', message: words.errorSentence(code, facts) });
    }
  };
  const told = items.length > mostScans ? library.scanTooMany(format.number(mostScans)) : isVideo ? library.scanDeeplyTold : library.scanOnlyVideo;
  return (
    <Tooltip label={told} multiline maw={320}>
      <Button size="compact-sm" variant="default" leftSection={<IconScan size={13} aria-hidden />} {...(isVideo ? {} : { 'data-disabled': true })} aria-disabled={!isVideo} onClick={() => isVideo && void scan()}>{library.scanDeeply}</Button>
    </Tooltip>
  );
}
