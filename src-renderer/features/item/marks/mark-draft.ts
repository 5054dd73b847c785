import type { ItemNote } from '../../../../src-main/shared/api/items.ts';
import type { Region } from '../../../../src-main/shared/note.ts';
import { isPoint } from '../view/region.ts';

/** At what a note points. */
export const markPlaces = ['none', 'frame', 'point', 'box', 'range'] as const;
export type MarkPlace = (typeof markPlaces)[number];

/** A note or mark that is being written. */
export interface MarkDraft {
  place: MarkPlace;
  text: string;
  label: string;
  region: Region | null;
  /** Presentation times: of the frame, or of both ends. */
  from: number | null;
  to: number | null;
  /** Entry of the note that it corrects. */
  replaces: number | null;
}

export const emptyDraft: MarkDraft = { place: 'none', text: '', label: '', region: null, from: null, to: null, replaces: null };

/** A note that stands, to be corrected. */
export function draftOf({ entry, text = '', label = '', time, region }: ItemNote): MarkDraft {
  const box = region === undefined ? null : { x: region.x, y: region.y, width: region.width, height: region.height };
  return { place: placeOf({ time, region: box }), text, label, region: box, from: time?.from ?? null, to: time?.to ?? null, replaces: entry };
}

export function placeOf({ time, region }: { time: ItemNote['time']; region: Region | null }): MarkPlace {
  if (region !== null) return isPoint(region) ? 'point' : 'box';
  if (time === undefined) return 'none';
  return time.to === undefined ? 'frame' : 'range';
}

/** What is missing before it can be recorded. `hasTimes`: the item has frames that are named by their times. */
export function missingOf({ place, text, region, from, to }: MarkDraft, hasTimes: boolean): 'text' | 'frame' | 'point' | 'box' | 'range' | undefined {
  if ((place === 'point' || place === 'box') && region === null) return place;
  if (hasTimes && place !== 'none' && from === null) return place === 'range' ? 'range' : 'frame';
  if (place === 'range' && (to === null || (from !== null && to < from))) return 'range';
  return text.trim() === '' ? 'text' : undefined;
}

/** What the engine is asked to record. */
export function noteOf(id: string, { place, text, label, region, from, to, replaces }: MarkDraft, hasTimes: boolean) {
  const time = !hasTimes || place === 'none' || from === null ? undefined : { from, ...(place === 'range' && to !== null ? { to } : {}) };
  return {
    id,
    text: text.trim(),
    ...(label.trim() === '' ? {} : { label: label.trim() }),
    ...(time === undefined ? {} : { time }),
    ...((place === 'point' || place === 'box') && region !== null ? { region } : {}),
    ...(replaces === null ? {} : { replaces }),
  };
}
