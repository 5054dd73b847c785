import { ActionIcon, Badge, Button, Group, Stack, Text, Textarea, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconFlag, IconFocusCentered, IconNote, IconPencil, IconRectangle, IconTimeDuration10, IconTrash, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { ItemNote } from '../../../../src-main/shared/api/items.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { useWords } from '../../../words/use-words.tsx';
import { clockText } from '../frames/times.ts';
import { draftOf, placeOf, type MarkPlace } from './mark-draft.ts';
import classes from './marks.module.css';
import type { DraftControl } from './use-mark-draft.ts';

interface MarkListProps {
  id: string;
  notes: readonly ItemNote[];
  control: DraftControl;
  chosen: number | null;
  canRecord: boolean;
  onChoose(note: ItemNote): void;
}

const icons: Readonly<Record<MarkPlace, Icon>> = { none: IconNote, frame: IconFlag, point: IconFocusCentered, box: IconRectangle, range: IconTimeDuration10 };

/** What people noted and marked, by time; a press goes there. */
export function MarkList({ id, notes, control, chosen, canRecord, onChoose }: MarkListProps) {
  const { item: { marks: w } } = useWords();
  const [withdrawing, setWithdrawing] = useState<number | null>(null);
  if (notes.length === 0) return <Text size="sm" c="dimmed">{w.none}</Text>;
  const ordered = notes.toSorted((a, b) => (a.time?.from ?? -Infinity) - (b.time?.from ?? -Infinity) || a.entry - b.entry);
  return (
    <ul className={classes['list']} aria-label={w.title}>
      {ordered.map((note) => (
        <li key={note.entry} className={classes['entry']} data-chosen={note.entry === chosen ? true : undefined}>
          <Group gap={4} justify="space-between" wrap="nowrap" align="flex-start">
            <UnstyledButton onClick={() => onChoose(note)} flex={1} miw={0}><VisuallyHidden>{w.goTo(note.label ?? note.text ?? '')}</VisuallyHidden><Head note={note} /></UnstyledButton>
            {canRecord && (
              <Group gap={2} wrap="nowrap">
                <Tooltip label={w.edit}><ActionIcon size="sm" variant="subtle" color="gray" aria-label={w.edit} onClick={() => control.begin(draftOf(note))}><IconPencil size={14} /></ActionIcon></Tooltip>
                <Tooltip label={w.withdraw}><ActionIcon size="sm" variant="subtle" color="gray" aria-label={w.withdraw} onClick={() => setWithdrawing(note.entry === withdrawing ? null : note.entry)}><IconTrash size={14} /></ActionIcon></Tooltip>
              </Group>
            )}
          </Group>
          <Text size="sm" className={classes['text'] ?? ''}>{note.text}</Text>
          {withdrawing === note.entry && <Withdrawal id={id} entry={note.entry} onDone={() => setWithdrawing(null)} />}
        </li>
      ))}
    </ul>
  );
}

function Head({ note }: { note: ItemNote }) {
  const { item: { marks: w }, format } = useWords();
  const { time, region, label } = note;
  const place = placeOf({ time, region: region ?? null });
  const PlaceIcon = icons[place];
  return (
    <>
      <Group gap={6} wrap="wrap">
        <PlaceIcon size={14} aria-hidden />
        <Text size="xs" fw={600} className="numbers">
          {time === undefined ? w.places[place] : time.to === undefined ? clockText(time.from, time.timeBase) : w.stretch(clockText(time.from, time.timeBase), clockText(time.to, time.timeBase))}
        </Text>
        {label !== undefined && <Badge size="sm" variant="light" tt="none">{label}</Badge>}
      </Group>
      <Text size="xs" c="dimmed" className="numbers">
        {time === undefined ? '' : `${w.ptsOf(time.from, time.to)} · `}
        {region === undefined ? '' : `${w.regionOf(region)} · `}
        {w.notedAt(format.instant(note.notedAt), note.entry)}{note.replaces === undefined ? '' : ` · ${w.corrects(note.replaces)}`}
      </Text>
    </>
  );
}

function Withdrawal({ id, entry, onDone }: { id: string; entry: number; onDone: () => void }) {
  const { common, item: { marks: w } } = useWords();
  const [because, setBecause, forget] = useCaseDraft(`withdraw-${id}-${entry}`, '');
  const act = useAct('withdrawNote', { onDone: () => { forget(); onDone(); } });
  return (
    <Stack gap={6} mt={6}>
      <Textarea size="xs" data-autofocus label={w.whyWithdraw} description={w.withdrawMore} required autosize minRows={2} maxLength={4000} value={because} onChange={({ currentTarget: { value } }) => setBecause(value)} />
      {act.error !== null && <ProblemNotice problem={act.error} />}
      <Group gap="xs">
        <Button size="compact-xs" color="red" disabled={because.trim() === ''} loading={act.isPending} onClick={() => act.mutate({ id, entry, because: because.trim() })}>{w.withdrawNow(entry)}</Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>{common.cancel}</Button>
      </Group>
    </Stack>
  );
}
