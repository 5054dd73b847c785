import type { OpeningPlace } from '../../shared/acts/item-opened.ts';
import { itemOpened } from '../custody/kinds/item-opened.ts';
import { findItem } from './find-item.ts';
import type { WritableCase } from './open-case.ts';

/**
 * Record that a person opens an item for review; what is shown is shown after that. Returns the number of the entry.
 * Throws CaseError `item-not-found` or `item-ambiguous`, and then nothing is recorded.
 */
export async function openForReview(target: WritableCase, { name, where }: { name: string; where: OpeningPlace }): Promise<number> {
  return target.record([itemOpened.draft({ item: findItem(target, name).sha256, where })]);
}
