import type { OtherDigestAlgorithm } from '../../../shared/digest.ts';
import type { Collection } from '../../../shared/collection.ts';
import { toRecordText } from '../../../shared/text.ts';
import { importResumed, importStarted } from '../../custody/kinds/import.ts';
import { findReceiptOfSource } from '../../db/tables/import-run.ts';
import { findUnfinished, keepRequest } from './find-unfinished.ts';
import type { WritableCase } from '../open-case.ts';
import { typedCollection } from '../typed-text.ts';
import type { CopyCheck } from './copy-check.ts';
import { pathText, unspokenBytes, type Source } from './sources.ts';

export interface ImportRun {
  /** The log entry with which it began. */
  seq: number;
  resumed: boolean;
  /** Whether an earlier attempt of the same import has received this file, unchanged since. */
  hasReceived(source: Source): boolean;
}

/** What makes two imports the same request. */
export interface ImportWish {
  paths: readonly Buffer[];
  collection: Collection;
  alsoDigest: readonly OtherDigestAlgorithm[];
  verifyCopy: CopyCheck;
}

/** Begin an import, or take up the newest one of the same paths and fields that was cut off before its end. */
export async function beginImport(
  target: WritableCase,
  wanted: ImportWish,
): Promise<ImportRun> {
  const collection = typedCollection(wanted.collection);
  const wish = requestOf({ ...wanted, collection });
  return beginRequest(target, { wish, pathCount: wanted.paths.length, collection });
}

/** What was dropped into a browser's window: the names, and how much there is in them. */
export interface UploadWish {
  names: readonly string[];
  files: number;
  bytes: number;
  collection: Collection;
}

/** The same for files that come through a browser. What it dropped again is the same request when nothing was added or taken away. */
export function beginUploadRun(target: WritableCase, { names, files, bytes, collection: given }: UploadWish): Promise<ImportRun> {
  const collection = typedCollection(given);
  const dropped = names.map((name) => toRecordText(name)).sort();
  return beginRequest(target, { wish: { v: 1, dropped, files, bytes, collection }, pathCount: names.length, collection });
}

async function beginRequest(
  target: WritableCase,
  { wish, pathCount, collection }: { wish: Parameters<typeof findUnfinished>[1]; pathCount: number; collection: Collection },
): Promise<ImportRun> {
  const unfinished = await findUnfinished(target, wish);
  if (unfinished !== undefined) {
    await target.record([importResumed.draft({ import: unfinished })]);
    return { seq: unfinished, resumed: true, hasReceived: (source) => received(target, unfinished, source) };
  }
  const request = await keepRequest(target, wish);
  const first = await target.record([importStarted.draft({ request, pathCount, collection })]);
  return { seq: first, resumed: false, hasReceived: () => false };
}

function received({ db }: WritableCase, run: number, source: Source): boolean {
  const known = findReceiptOfSource(db, run, { text: source.text, bytes: unspokenBytes(source.path, source.text) });
  return known !== undefined && known.bytes === source.sizeBytes && known.sourceModified === source.modifiedAtNs;
}

/** Paths and fields as one document, by which the same request is found again. */
function requestOf({ paths, collection, alsoDigest, verifyCopy }: ImportWish) {
  return {
    v: 1,
    paths: paths.map((path) => {
      const text = pathText(path);
      const bytes = unspokenBytes(path, text);
      return bytes === undefined ? { text } : { text, bytes };
    }),
    collection,
    alsoDigest: [...alsoDigest].sort(),
    verifyCopy,
  };
}
