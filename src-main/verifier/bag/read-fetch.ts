import { readFetchLine } from '../../format/bag/fetch.ts';
import type { DeclaredBag } from './bag.ts';
import { listedPath } from './listed-path.ts';
import type { Manifest } from './read-manifests.ts';
import { hasTagFile, readLines, type NumberedLine } from './read-tag-file.ts';

/** Check fetch.txt against the manifests (RFC 8493, section 2.2.3). Nothing is fetched: what is not there is missing. */
export async function readFetch(bag: DeclaredBag, manifests: readonly Manifest[]): Promise<void> {
  if (!hasTagFile(bag, 'fetch.txt')) return;
  for await (const batch of readLines(bag, 'fetch.txt')) for (const line of batch) takeLine(bag, manifests, line);
}

function takeLine(bag: DeclaredBag, manifests: readonly Manifest[], { line, cut, number }: NumberedLine): void {
  const where = `fetch.txt, line ${number}`;
  const read = cut ? { problem: 'a longer line than is read' } : readFetchLine(line);
  if ('problem' in read) bag.remarks.find('fetch-line-malformed', where, 'an address, a length and a path', read.problem);
  else takeFetch(bag, manifests, { ...read, where });
}

function takeFetch(bag: DeclaredBag, manifests: readonly Manifest[], listed: { path: string; bytes: number | undefined; where: string }): void {
  const { remarks, rules, payload } = bag;
  const { where } = listed;
  const path = listedPath(bag, listed.path, where);
  if (path === undefined) return;
  if (!path.startsWith('data/')) {
    remarks.find('outside-payload', where, 'a path under "data"', `"${path}"`);
    return;
  }
  const row = payload.find(path);
  const lists = manifests.filter(({ kind, index }) => kind === 'payload' && row !== undefined && payload.isListed(row, index));
  const needed = rules.everyManifestListsAll ? manifests.filter(({ kind }) => kind === 'payload').length : 1;
  if (row === undefined || lists.length < needed) remarks.find('fetch-not-listed', where, 'a file that the payload manifests list', `"${path}"`);
  if (row === undefined) return;
  payload.toFetch.add(row);
  const actual = payload.bytes[row] ?? -1;
  if (actual >= 0 && listed.bytes !== undefined && actual !== listed.bytes) {
    remarks.warn('fetch-length-differs', path, `${listed.bytes} bytes`, `${actual} bytes`);
  }
}
