import { CaseError } from '../../shared/errors.ts';
import { findItemByNumber, findItemByOtherDigest, findItemsByPrefix, type Item } from '../db/tables/item.ts';
import type { ReadableCase } from './open-case.ts';

/** An item's short id: `i` and its place in the order of first receipts. */
export function shortId(number: number): string {
  return `i${number}`;
}

/**
 * The item that a person names: by its short id, by the beginning of its SHA-256 (unambiguous, any length), or by a
 * whole digest of another kind that was recorded. Throws CaseError `item-not-found` or `item-ambiguous`.
 */
export function findItem({ db }: ReadableCase, name: string): Item {
  const wanted = name.trim().toLowerCase();
  if (/^i\d{1,15}$/.test(wanted)) {
    const item = findItemByNumber(db, Number(wanted.slice(1)));
    if (item !== undefined) return item;
  } else if (/^[0-9a-f]{1,64}$/.test(wanted)) {
    const found = findItemsByPrefix(db, wanted, 100);
    if (found.length > 1) throw new CaseError('item-ambiguous', { name, count: found.length });
    if (found[0] !== undefined) return found[0];
  }
  const byOther = /^[0-9a-f]{32,128}$/.test(wanted) ? findItemByOtherDigest(db, wanted) : undefined;
  if (byOther === undefined) throw new CaseError('item-not-found', { name });
  return byOther;
}
