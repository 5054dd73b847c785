import { isBagAlgorithm, makeManifestName, readManifestName, weakBagAlgorithms } from '../../format/bag/algorithms.ts';
import { counted } from '../../shared/text.ts';
import type { DeclaredBag } from './bag.ts';
import type { FileTable } from './file-table.ts';
import { differenceOf } from './list-files.ts';
import type { Manifest } from './read-manifests.ts';

/** Compare what is there with what is listed, both ways (RFC 8493, section 3, "complete"). */
export function compareLists(bag: DeclaredBag, manifests: readonly Manifest[]): void {
  const payloadManifests = manifests.filter(({ kind }) => kind === 'payload');
  const tagManifests = manifests.filter(({ kind }) => kind === 'tag');
  findMissing(bag, bag.payload, payloadManifests);
  findMissing(bag, bag.tags, tagManifests);
  findUnlistedPayload(bag, payloadManifests);
  findUnlistedManifests(bag, payloadManifests, tagManifests);
  warnOfUnlistedTags(bag, tagManifests);
  warnOfWeakDigests(bag, bag.payload, payloadManifests);
  warnOfWeakDigests(bag, bag.tags, tagManifests);
}

function findMissing(bag: DeclaredBag, table: FileTable, manifests: readonly Manifest[]): void {
  for (let row = 0; row < table.size; row++) {
    if (table.isThere(row) || isThereOtherwise(bag, table, { row, manifests })) continue;
    const listing = manifests.filter(({ index }) => table.isListed(row, index)).map(({ path }) => path);
    const actual = table.toFetch.has(row) ? 'not there; fetch.txt says where it lies' : 'not there';
    bag.remarks.find('file-missing', table.name(row), `a file, listed in ${listing.join(', ')}`, actual);
  }
}

/**
 * Whether a listed file is there under a name that differs only in how Unicode writes it or, in drafts, in capital
 * letters: a file system on the way may have changed it (RFC 8493, section 6.1.1). The digests listed for both names must
 * agree; what is listed for the one that is missing is then asked of the one that is there.
 */
function isThereOtherwise(bag: DeclaredBag, table: FileTable, { row, manifests }: { row: number; manifests: readonly Manifest[] }): boolean {
  const name = table.name(row);
  const other = table.alike(name).find((candidate) => {
    if (!table.isThere(candidate) || table.irregular.has(candidate)) return false;
    if (bag.rules.version === '1.0' && differenceOf(name, table.name(candidate)) === 'case') return false;
    return manifests.every(({ index }) => agree(table.digest(row, index), table.digest(candidate, index)));
  });
  if (other === undefined) return false;
  for (const { index, digestBytes } of manifests) {
    const hex = table.digest(row, index);
    if (hex !== undefined && !table.isListed(other, index)) table.list(other, index, { hex, digestBytes });
  }
  bag.remarks.warn(`other-${differenceOf(name, table.name(other))}`, name, 'a file of exactly this name', `"${table.name(other)}"`);
  return true;
}

function agree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function findUnlistedPayload({ payload, remarks, rules }: DeclaredBag, manifests: readonly Manifest[]): void {
  if (manifests.length === 0) return;
  const all = manifests.reduce((bits, { index }) => bits | (1 << index), 0);
  for (let row = 0; row < payload.size; row++) {
    const listedIn = payload.listedIn[row] ?? 0;
    if (!payload.isThere(row) || payload.irregular.has(row) || listedIn === all) continue;
    if (listedIn === 0) remarks.find('file-not-listed', payload.name(row), 'listed in a payload manifest', 'in none');
    else if (rules.everyManifestListsAll) {
      const lacking = manifests.filter(({ index }) => !payload.isListed(row, index)).map(({ path }) => path);
      remarks.find('file-not-listed', payload.name(row), 'listed in every payload manifest', `not in ${lacking.join(', ')}`);
    }
  }
}

/** Each tag manifest lists each payload manifest (RFC 8493, section 2.2.1). */
function findUnlistedManifests({ tags, remarks, rules }: DeclaredBag, payloadManifests: readonly Manifest[], tagManifests: readonly Manifest[]): void {
  for (const tagManifest of tagManifests) {
    for (const { path } of payloadManifests) {
      const row = tags.find(path);
      if (row !== undefined && tags.isListed(row, tagManifest.index)) continue;
      remarks.judge('manifest-not-listed', rules.version === '1.0', path, `listed in ${tagManifest.path}`, 'not listed');
    }
  }
}

function warnOfUnlistedTags({ tags, remarks }: DeclaredBag, tagManifests: readonly Manifest[]): void {
  if (tagManifests.length === 0) {
    remarks.warn('no-tag-manifest', makeManifestName({ kind: 'tag', algorithm: 'ALGORITHM' }), 'at least one', 'none');
    return;
  }
  for (const [row, name] of tags.names.entries()) {
    if (!tags.isThere(row) || (tags.listedIn[row] ?? 0) !== 0 || isBesideTagManifest(name)) continue;
    if (readManifestName(name) === undefined) remarks.warn('tag-file-not-listed', name, 'listed in a tag manifest', 'in none');
  }
}

/** A tag manifest is not listed, and a signature over it cannot be. */
function isBesideTagManifest(name: string): boolean {
  return /^tagmanifest-[A-Za-z0-9_-]+\.txt(?:\.|$)/.test(name);
}

function warnOfWeakDigests({ remarks }: DeclaredBag, table: FileTable, manifests: readonly Manifest[]): void {
  const strong = manifests
    .filter(({ algorithm }) => isBagAlgorithm(algorithm) && !weakBagAlgorithms.has(algorithm))
    .reduce((bits, { index }) => bits | (1 << index), 0);
  let weak = 0;
  for (const listedIn of table.listedIn) if (listedIn !== 0 && (listedIn & strong) === 0) weak++;
  if (weak === 0) return;
  const names = manifests.map(({ path }) => path).join(', ');
  remarks.warn('weak-digests', names, 'SHA-256 or SHA-512 for every file', `${counted(weak, 'file')} without`);
}
