import { CaseError } from '../../shared/errors.ts';
import { referenceOf } from '../db/tables/derivative.ts';
import { newestExports, receiptsForBundle, type FiledReceipt, type WrittenExport } from '../db/tables/hand-over.ts';
import { bundlesReceived, type BundleReceived } from '../db/tables/received.ts';
import { readKept } from '../vault/read-kept.ts';
import type { ReadableCase } from './open-case.ts';

export interface HandOvers {
  /** Newest first, both. */
  exported: (WrittenExport & { receipts: FiledReceipt[] })[];
  received: BundleReceived[];
}

/** What was handed over, with the receipts that came back, and what was taken in: the newest of each, at most so many. */
export function listHandOvers(readable: ReadableCase, limit: number): HandOvers {
  return {
    exported: newestExports(readable.db, limit).map((one) => ({ ...one, receipts: receiptsForBundle(readable.db, one.bundle) })),
    received: bundlesReceived(readable.db).toReversed().slice(0, limit),
  };
}

/** The receipt that was signed here for a bundle, by the entry that tells of it. Throws CaseError `no-such-receipt`, `file-missing`, `file-damaged`. */
export async function signedReceipt(readable: ReadableCase, entry: number): Promise<{ bundle: string; text: string }> {
  const received = bundlesReceived(readable.db).find(({ seq }) => seq === entry);
  if (received === undefined) throw new CaseError('no-such-receipt', { entry });
  const kept = await readKept(readable.folder, referenceOf(readable.db, received.receipt), 'derivative');
  return { bundle: received.bundle, text: kept.toString('utf8') };
}
