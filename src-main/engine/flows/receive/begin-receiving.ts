import type { Collection } from '../../../shared/collection.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { importResumed, importStarted } from '../../custody/kinds/import.ts';
import { hasReceiptOfItem } from '../../db/tables/import-run.ts';
import type { ImportRun } from '../import/begin-import.ts';
import { findUnfinished, keepRequest } from '../import/find-unfinished.ts';
import type { WritableCase } from '../open-case.ts';
import { typedCollection } from '../typed-text.ts';
import type { CheckedIncoming } from './check-incoming.ts';

/** An import whose sources are known by their digests. */
export interface ReceivingRun extends ImportRun {
  /** Whether an earlier attempt has recorded a receipt of this item. */
  hasItem(item: Sha256): boolean;
}

/**
 * Begin the import of a bundle's items, or take it up where it was cut off: the request names the bundle by its digest
 * and no path, so that it is the same from wherever the bundle is read.
 */
export async function beginReceiving(target: WritableCase, { bundle, sender }: CheckedIncoming): Promise<ReceivingRun> {
  const collection = typedCollection(collectionOf(sender, bundle));
  const request = { v: 1, bundle, collection };
  const unfinished = await findUnfinished(target, request);
  const draft = unfinished === undefined ? importStarted.draft({ request: await keepRequest(target, request), pathCount: 1, collection }) : importResumed.draft({ import: unfinished });
  const recorded = await target.record([draft]);
  const seq = unfinished ?? recorded;
  return { seq, resumed: unfinished !== undefined, hasReceived: () => false, hasItem: (item) => hasReceiptOfItem(target.db, seq, item) };
}

/** What the Berkeley Protocol asks about a collection, of a bundle. */
function collectionOf({ name, affiliation, key, log }: CheckedIncoming['sender'], bundle: Sha256): Collection {
  return {
    receivedFrom: affiliation === undefined ? name : `${name}, ${affiliation}`,
    how: `in the bundle ${bundle} of the log ${log}, signed by the key ${key}`,
    notAvailable: [{ field: 'sourceUrl', why: 'handed over as a bundle' }],
  };
}
