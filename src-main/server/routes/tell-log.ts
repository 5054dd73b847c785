import { integrityOfCase } from '../../engine/index.ts';
import type { Surface } from '../surface.ts';

/** Tell the window how long the log is and how far it is signed, after an act that added to it. */
export function tellLog({ cases, events }: Pick<Surface, 'cases' | 'events'>): void {
  const { entries, signedSize } = integrityOfCase(cases.readable);
  events.tell({ event: 'log', entries, signedSize });
}
