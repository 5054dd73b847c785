import { statfs } from 'node:fs/promises';
import { itemOfOriginalPath } from '../../../format/bundle/layout.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { CaseError } from '../../../shared/errors.ts';
import { documentLimitBytes } from '../../../verifier/bundle/bundle.ts';
import type { WritableCase } from '../open-case.ts';
import type { OpenBundle } from './open-bundle.ts';

export interface BundleFile {
  path: string;
  bytes: number;
}

/** The files of a bundle, in the order of their paths. */
export interface BundleListing {
  originals: (BundleFile & { item: Sha256 })[];
  /** Everything else. */
  others: BundleFile[];
}

/** More small files than any bundle of ours has: each of them becomes a file of the case. */
const mostFiles = 1_000_000;
/** So much is left free for the database and the log. */
const reserveBytes = 64 * 1024 * 1024;

/**
 * What a checked bundle holds, refused before a byte is written where the case could not hold it. Links and other things
 * that are no files are left out; the check has named them. Throws CaseError `bundle-too-large` or `bundle-no-room`.
 */
export async function listBundle(target: WritableCase, bundle: OpenBundle): Promise<BundleListing> {
  const listing: BundleListing = { originals: [], others: [] };
  const seen = new Set<string>();
  for await (const { path, bytes, kind, notText } of bundle.source.list()) {
    // A ZIP can hold a name twice: the check has named it, and the first one counts.
    if (kind !== 'file' || notText === true || seen.has(path)) continue;
    seen.add(path);
    const item = itemOfOriginalPath(path);
    if (item === undefined) listing.others.push({ path, bytes });
    else listing.originals.push({ path, bytes, item });
    if (seen.size > mostFiles) throw new CaseError('bundle-too-large', { detail: `it has more than ${mostFiles} files` });
  }
  const large = listing.others.find(({ bytes }) => bytes > documentLimitBytes);
  if (large !== undefined) throw new CaseError('bundle-too-large', { detail: `${large.path} has ${large.bytes} bytes, and at most ${documentLimitBytes} are taken of a document` });
  listing.others.sort(byPath);
  listing.originals.sort(byPath);
  await refuseWithoutRoom(target, bundle, listing);
  return listing;
}

function byPath(a: BundleFile, b: BundleFile): number {
  return a.path < b.path ? -1 : 1;
}

async function refuseWithoutRoom({ folder, vault }: WritableCase, { isPacked }: OpenBundle, { originals, others }: BundleListing): Promise<void> {
  let neededBytes = reserveBytes;
  for (const { bytes } of others) neededBytes += wholeBlocks(bytes);
  for (const { item, bytes } of originals) if (!(await vault.has({ sha256: item, bytes }, 'original'))) neededBytes += wholeBlocks(bytes);
  if (isPacked) neededBytes += originals.reduce((largest, { bytes }) => Math.max(largest, bytes), 0);
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes < neededBytes) throw new CaseError('bundle-no-room', { neededBytes, freeBytes });
}

/** What a file takes on a disk that is divided into blocks of 4 KiB. */
function wholeBlocks(bytes: number): number {
  return Math.ceil(bytes / 4096) * 4096;
}
