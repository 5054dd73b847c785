import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Rectangle, ShownWindow } from './electron-parts.ts';

const placeSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300), isMaximized: z.boolean() });
export type WindowPlace = z.infer<typeof placeSchema>;
/** Where the window was, or how large it begins where that is not known. */
export type FirstPlace = WindowPlace | { width: number; height: number; isMaximized: false };

const first: FirstPlace = { width: 1440, height: 900, isMaximized: false };
/** So much of the window's upper edge has to be on a display for a person to get hold of it. */
const [graspWidth, graspHeight] = [120, 40];

/** Where the window was last, unless that is on no display now: a second screen was taken away. */
export function readWindowPlace(file: string, displays: readonly { workArea: Rectangle }[]): FirstPlace {
  try {
    const place = placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return displays.some(({ workArea }) => canBeGrasped(place, workArea)) ? place : first;
  } catch {
    return first;
  }
}

function canBeGrasped(place: Rectangle, area: Rectangle): boolean {
  const shared = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return shared >= graspWidth && place.y >= area.y && place.y + graspHeight <= area.y + area.height;
}

/** Remember where the window is. Where that cannot be written, it opens elsewhere next time. */
export function keepWindowPlace(file: string, window: Pick<ShownWindow, 'getNormalBounds' | 'isMaximized'>): void {
  const { x, y, width, height } = window.getNormalBounds();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ x, y, width, height, isMaximized: window.isMaximized() } satisfies WindowPlace), { mode: 0o600 });
  } catch {
    // A full disk must not keep anybody from closing a window.
  }
}
