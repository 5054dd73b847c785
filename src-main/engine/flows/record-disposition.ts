import { needsReceiver, type Disposition } from '../../shared/disposition.ts';
import { CaseError } from '../../shared/errors.ts';
import { itemDisposed } from '../custody/kinds/item-disposed.ts';
import { findItem } from './find-item.ts';
import type { WritableCase } from './open-case.ts';
import { typedText } from './typed-text.ts';

export interface NewDisposition {
  /** The item, as a person names it. */
  name: string;
  disposition: Disposition;
  /** Who received it; required for a return and a transfer. */
  to?: string | undefined;
  because: string;
}

/**
 * Record what became of an item. The evidentiary copy stays where it is. Returns the number of the entry. Throws
 * CaseError `item-not-found`, `item-ambiguous`, `receiver-missing` or `argument-invalid`, and then nothing is recorded.
 */
export async function recordDisposition(target: WritableCase, { name, disposition, to, because }: NewDisposition): Promise<number> {
  const item = findItem(target, name).sha256;
  if (to === undefined && needsReceiver(disposition)) throw new CaseError('receiver-missing', { disposition });
  const receiver = to === undefined ? {} : { to: typedText('receiver', to) };
  return target.record([itemDisposed.draft({ item, disposition, ...receiver, because: typedText('reason', because) })]);
}
