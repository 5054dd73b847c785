import { useState } from 'react';
import type { ItemDetail, ItemNote } from '../../../../src-main/shared/api/items.ts';
import type { Region } from '../../../../src-main/shared/note.ts';
import type { Drawing } from '../view/drawing.ts';
import { useMarkDraft, type DraftControl } from './use-mark-draft.ts';
import type { ShownMark } from './mark-layer.tsx';
import type { SideList } from '../side-panel.tsx';

export interface ReviewMarks {
  control: DraftControl;
  chosen: number | null;
  choose(note: ItemNote): void;
  list: SideList;
  setList(list: SideList): void;
  /** Marks that belong to the frame on the screen. */
  shown: ShownMark[];
  drawing: Drawing | undefined;
}

/** Marks of an item: those to be seen now, the one that is being drawn, the one that was chosen from the list. */
export function useReviewMarks(id: string, { notes }: ItemDetail, { shownPts, hasTimes, canRecord, onSeek }: { shownPts: number | null; hasTimes: boolean; canRecord: boolean; onSeek: (pts: number) => void }): ReviewMarks {
  const control = useMarkDraft(id);
  const [chosen, setChosen] = useState<number | null>(null);
  const [list, setList] = useState<SideList>('marks');
  const { draft } = control;
  const shown = notes.flatMap(({ entry, region, time, label, text = '' }) => {
    const isHere = region !== undefined && (!hasTimes || time === undefined || (shownPts !== null && shownPts >= time.from && shownPts <= (time.to ?? time.from)));
    return isHere && entry !== draft?.replaces ? [{ entry, region, label: label ?? text.slice(0, 40), isChosen: entry === chosen }] : [];
  });
  const onDraw = (region: Region): void => {
    // On whichever frame it is drawn: a mark that was begun elsewhere moves here.
    if (hasTimes && shownPts === null) return;
    control.change({ region, ...(hasTimes ? { from: shownPts } : {}) });
  };
  const isOnFrame = !hasTimes || draft?.from === shownPts;
  const isDrawn = canRecord && (draft?.place === 'point' || draft?.place === 'box');
  return {
    control,
    chosen,
    choose: (note) => {
      setChosen(note.entry);
      if (note.time !== undefined) onSeek(note.time.from);
    },
    list,
    setList,
    shown,
    drawing: isDrawn ? { kind: draft.place === 'point' ? 'point' : 'box', region: isOnFrame ? (draft.region ?? undefined) : undefined, onDraw } : undefined,
  };
}
