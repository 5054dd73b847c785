import type { ShelvedItem } from '../../engine/index.ts';
import type { LibraryItem } from '../../shared/api/items.ts';

/** An item as lists have it. */
export function toLibraryItem(item: ShelvedItem): LibraryItem {
  const { id, sha256, name, bytes, receivedAt, receiptCount, mediaKind, durationS, width, height, examined, damaged, disagreementCount, credentials, dispositions, noteCount, poster, claims, sameFootage } = item;
  return {
    id, sha256, name, bytes, receivedAt, receiptCount, mediaKind: mediaKind as LibraryItem['mediaKind'], durationS, width, height, examined, damaged, disagreementCount, credentials, dispositions, noteCount, poster, claims, sameFootage,
  };
}
