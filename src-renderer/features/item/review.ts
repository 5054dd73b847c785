import type { ItemDetail } from '../../../src-main/shared/api/items.ts';
import type { KeyframeIndex } from '../../../src-main/shared/keyframes.ts';
import type { Problem } from '../../api/client.ts';

/** What every kind of review begins with. */
export interface ReviewProps {
  id: string;
  detail: ItemDetail;
  index: KeyframeIndex | null;
  noneBecause: string | null;
  /** Why the key frames could not be read. */
  problem: Problem | null;
  canRecord: boolean;
}

/** The size in which marks are measured, as the record has it. */
export function pictureOf({ item }: ItemDetail): { width: number; height: number } | null {
  return item.width === null || item.height === null ? null : { width: item.width, height: item.height };
}
