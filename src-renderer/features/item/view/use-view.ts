import { useState } from 'react';
import { plainPlacement, type Placement } from './geometry.ts';

/** How the picture is looked at. Nothing of it touches the evidence or what is kept of it. */
export interface View {
  placement: Placement;
  /** Per cent, 100 as it is. */
  brightness: number;
  contrast: number;
  isGrey: boolean;
  isInverted: boolean;
  hasLoupe: boolean;
  loupeZoom: number;
}

const plain: View = { placement: plainPlacement, brightness: 100, contrast: 100, isGrey: false, isInverted: false, hasLoupe: false, loupeZoom: 4 };

export interface ViewControl {
  view: View;
  change(part: Partial<View>): void;
  place(placement: Placement): void;
  turn(): void;
  reset(): void;
  isAdjusted: boolean;
}

export function useView(): ViewControl {
  const [view, setView] = useState(plain);
  const change = (part: Partial<View>): void => setView((before) => ({ ...before, ...part }));
  const { placement } = view;
  return {
    view,
    change,
    place: (next) => change({ placement: next }),
    turn: () => setView((before) => ({ ...before, placement: { turn: (((before.placement.turn + 90) % 360) as Placement['turn']), zoom: 1, pan: { x: 0, y: 0 } } })),
    reset: () => setView((before) => ({ ...plain, hasLoupe: before.hasLoupe, loupeZoom: before.loupeZoom })),
    isAdjusted: placement.turn !== 0 || placement.zoom !== 1 || placement.pan.x !== 0 || placement.pan.y !== 0 || hasColours(view),
  };
}

export const hasColours = ({ brightness, contrast, isGrey, isInverted }: View): boolean => brightness !== 100 || contrast !== 100 || isGrey || isInverted;

/** The CSS filter of a view; greyness that was set for the whole window comes from the class `footage`. */
export function filterOf(view: View): string | undefined {
  if (!hasColours(view)) return undefined;
  const { brightness, contrast, isGrey, isInverted } = view;
  return `brightness(${brightness}%) contrast(${contrast}%)${isGrey ? ' grayscale(1)' : ''}${isInverted ? ' invert(1)' : ''}`;
}
