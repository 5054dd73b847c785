import { lazy, Suspense, useState } from 'react';
import type { PaletteProps } from './palette-list.tsx';

const PaletteList = lazy(() => import('./palette-list.tsx'));

/** Loaded when it is first asked for. */
export function Palette(props: PaletteProps) {
  const [wasAsked, setAsked] = useState(false);
  if (props.isOpen && !wasAsked) setAsked(true);
  return wasAsked ? <Suspense><PaletteList {...props} /></Suspense> : null;
}
