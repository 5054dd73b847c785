import type { ItemDetail } from '../../../../src-main/shared/api/items.ts';

export interface ItemTabsProps {
  id: string;
  detail: ItemDetail;
  /** Show the footage at this presentation time, in units of the footage's time base. */
  onSeek(pts: number): void;
}

/** What is known of an item: facts, provenance, claims, similar footage, custody. */
export function ItemTabs({ id }: ItemTabsProps) {
  return <section>{id}</section>;
}
