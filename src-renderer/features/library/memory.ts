import type { Picked } from './names-between.ts';

export type Selected = ReadonlyMap<string, Picked>;

/** What is found again when a person comes back from an item: for as long as the window is not loaded anew. */
export interface Remembered {
  /** Of which list. */
  key: string;
  scrollTop: number;
  cursor: number;
  selected: Selected;
  /** Whether the focus was in the list. */
  hadFocus: boolean;
}

const places = new Map<string, Partial<Remembered>>();

/** What was remembered of a place: of a case's library. */
export const recall = (place: string): Partial<Remembered> => places.get(place) ?? {};

export function remember(place: string, news: Partial<Remembered>): void {
  places.set(place, { ...places.get(place), ...news });
}
