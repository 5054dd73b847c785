import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FrameIndex } from '../frames/frame-index.ts';
import { Projector, type ProjectorState } from './projector.ts';

/** One projector for as long as the screen is open. */
export function useProjector(frames: FrameIndex | null | undefined): Projector {
  const [projector] = useState(() => new Projector());
  useEffect(() => projector.know(frames ?? undefined), [projector, frames]);
  return projector;
}

export function useProjectorState(projector: Projector): ProjectorState {
  return useSyncExternalStore(projector.subscribe, projector.read);
}
