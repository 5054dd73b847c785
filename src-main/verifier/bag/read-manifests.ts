import { digestBytes, isBagAlgorithm, makeManifestName, readManifestName } from '../../format/bag/algorithms.ts';
import { readManifestLine } from '../../format/bag/manifest.ts';
import { countEntry, tableOf, type DeclaredBag } from './bag.ts';
import { listedPath } from './listed-path.ts';
import { readLines, type NumberedLine } from './read-tag-file.ts';

export interface Manifest {
  path: string;
  kind: 'payload' | 'tag';
  algorithm: string;
  /** Its bit and column in the table of its files. */
  index: number;
  /** 0 for an algorithm that cannot be computed here. */
  digestBytes: number;
}

/** Rows have a word of bits for them. */
const mostManifests = 30;

/** Read every manifest of the bag into its tables, line by line. Returns them, payload manifests first. */
export async function readManifests(bag: DeclaredBag): Promise<Manifest[]> {
  const manifests = findManifests(bag);
  let lines = 0;
  for (const manifest of manifests) {
    if (manifest.digestBytes === 0) {
      bag.remarks.find('algorithm-unknown', manifest.path, 'an algorithm that is known here', manifest.algorithm);
    }
    for await (const batch of readLines(bag, manifest.path)) {
      for (const line of batch) takeLine(bag, manifest, line);
      lines += batch.length;
      bag.options.onProgress?.({ stage: 'lists', done: lines, of: 0 });
    }
  }
  return manifests;
}

function findManifests({ tags, remarks }: DeclaredBag): Manifest[] {
  const found = tags.names.flatMap((path, row) => {
    const name = tags.isThere(row) && !tags.irregular.has(row) ? readManifestName(path) : undefined;
    return name === undefined ? [] : [{ path, ...name }];
  });
  found.sort((a, b) => Number(a.kind === 'tag') - Number(b.kind === 'tag') || (a.path < b.path ? -1 : 1));
  if (!found.some(({ kind }) => kind === 'payload')) remarks.find('manifest-missing', makeManifestName({ kind: 'payload', algorithm: 'ALGORITHM' }), 'at least one', 'none');
  if (found.length > mostManifests) remarks.find('too-many-manifests', 'manifests', `at most ${mostManifests}`, String(found.length));
  return found.slice(0, mostManifests).map((manifest, index) => ({
    ...manifest,
    index,
    digestBytes: isBagAlgorithm(manifest.algorithm) ? digestBytes(manifest.algorithm) : 0,
  }));
}

function takeLine(bag: DeclaredBag, manifest: Manifest, { line, cut, number }: NumberedLine): void {
  const { remarks } = bag;
  const where = `${manifest.path}, line ${number}`;
  const read = cut ? { problem: 'a longer line than is read' } : readManifestLine(line, manifest.algorithm);
  if ('problem' in read) {
    remarks.find('manifest-line-malformed', where, 'a digest and a path', read.problem);
    return;
  }
  if (read.asterisk) remarks.warn('md5sum-asterisk', where, `"${read.path}"`, `"*${read.path}"`);
  const path = listedPath(bag, read.path, where);
  if (path === undefined || !belongs(bag, manifest, { path, where })) return;
  list(bag, manifest, { path, digest: read.digest, where });
}

/** Whether a manifest of this kind may list this path. */
function belongs({ remarks, rules }: DeclaredBag, { kind }: Manifest, { path, where }: { path: string; where: string }): boolean {
  const inPayload = path.startsWith('data/');
  if (kind === 'payload' && !inPayload) remarks.find('outside-payload', where, 'a path under "data"', `"${path}"`);
  else if (kind === 'tag' && inPayload) remarks.find('payload-in-tag-manifest', where, 'a tag file', `"${path}"`);
  else if (kind === 'tag' && rules.version === '1.0' && readManifestName(path)?.kind === 'tag') remarks.find('tag-manifest-listed', where, 'another tag file', `"${path}"`);
  else return true;
  return false;
}

function list(bag: DeclaredBag, manifest: Manifest, { path, digest, where }: { path: string; digest: string; where: string }): void {
  const { remarks, rules } = bag;
  const table = tableOf(bag, path);
  let row = table.find(path);
  if (row === undefined) {
    countEntry(bag);
    row = table.add(path, -1);
  }
  if (!table.isListed(row, manifest.index)) {
    table.list(row, manifest.index, { hex: digest, digestBytes: manifest.digestBytes });
    return;
  }
  const earlier = table.digest(row, manifest.index);
  if (earlier !== undefined && earlier !== digest) remarks.find('listed-twice-differently', where, `${path}: ${earlier}`, digest);
  else remarks.judge('listed-twice', rules.everyManifestListsAll, where, 'each file once', `"${path}" again`);
}
