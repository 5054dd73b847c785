import { entryPath, partOfPath } from '../../../format/bundle/layout.ts';
import type { DisclosedPart } from '../../../format/bundle/part.ts';
import { readEntry } from '../../../format/entry.ts';
import type { FileReference, Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { bundleContentsSchema } from '../../../shared/hand-over.ts';
import { referenceOf } from '../../db/tables/derivative.ts';
import { entriesOfReceivedPart, partsOfReceived, type BundleReceived, type ReceivedPart } from '../../db/tables/received.ts';
import { readKept } from '../../vault/read-kept.ts';
import type { ReadableCase } from '../open-case.ts';

/** A bundle that was taken in, as it lies in the case: everything of it but the evidentiary copies. */
export interface KeptBundle {
  received: BundleReceived;
  /** Every file that was kept, by its path in the bundle as it came. */
  files: ReadonlyMap<string, FileReference>;
  /** The sender's own part first; then those that had come to the sender. */
  parts: ReceivedPart[];
  /** The bytes of a file by its path; `undefined` when it did not come along. Throws CaseError `file-missing` or `file-damaged`. */
  read(path: string): Promise<Buffer | undefined>;
}

/**
 * Look into a bundle that was taken in. Throws CaseError `file-missing` or `file-damaged`.
 * Memory: the list of its files. Cost: the list is read and digested.
 */
export async function openKeptBundle({ db, folder }: ReadableCase, received: BundleReceived): Promise<KeptBundle> {
  const path = `the list of the bundle ${received.bundle}`;
  const text = (await readKept(folder, referenceOf(db, received.contents), 'derivative')).toString('utf8');
  const read = bundleContentsSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new CaseError('file-damaged', { path, detail: 'it is no list of files' });
  const files = new Map(read.data.files.map(({ path: inBundle, sha256, bytes }) => [inBundle, { sha256, bytes }]));
  return {
    received,
    files,
    parts: partsOfReceived(db, received.seq),
    read: async (inBundle) => {
      const file = files.get(inBundle);
      return file && readKept(folder, file, 'derivative');
    },
  };
}

/**
 * One custodian's part of a kept bundle, whole or as far as it concerns an item: with the claims about the item and what
 * is said of those, and with the entries by which facts are read (who keeps the log, collections). Everything that is
 * shown of it is the custodian's statement.
 */
export function keptPart({ db }: ReadableCase, kept: KeptBundle, part: ReceivedPart, item?: Sha256): DisclosedPart {
  const { prefix } = part;
  return {
    prefix,
    seqs: entriesOfReceivedPart(db, part, item),
    readEntry: async (seq) => {
      const bytes = await kept.read(entryPath(prefix, seq));
      const read = bytes && readEntry(bytes);
      return read === undefined || 'problem' in read ? undefined : read.entry;
    },
    readDocument: async (path) => (partOfPath(path) === prefix ? kept.read(path) : undefined),
    holds: (path) => kept.files.has(path),
  };
}
