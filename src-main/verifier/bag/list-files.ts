import { pathFault, plainPath, portabilityFault, type PathFault } from '../../format/bag/path.ts';
import { countEntry, heed, tableOf, type Bag } from './bag.ts';
import type { BagEntry } from './source.ts';

const progressEvery = 1000;

/** What a refused name does, for people. */
export const pathFaultWords: Record<PathFault, string> = {
  empty: 'an empty name',
  absolute: 'an absolute path',
  'parent-folder': 'a path with ".."',
  'home-folder': 'a path that begins with "~"',
  drive: 'a path on a drive',
  network: 'a network path',
  'control-character': 'a name with a NUL',
};

/**
 * Take down everything that stands in the bag. Names that lead out of it, that are no text, or that stand there twice
 * are told and left out; links and special files are told and never read.
 */
export async function listFiles(bag: Bag): Promise<void> {
  let folders = 0;
  let done = 0;
  let payloadFolder = false;
  for await (const entry of bag.source.list()) {
    heed(bag);
    if (++done % progressEvery === 0) bag.options.onProgress?.({ stage: 'files', done, of: 0 });
    countEntry(bag, folders);
    if (entry.kind === 'folder') folders++;
    payloadFolder ||= (entry.path === 'data' && entry.kind === 'folder') || entry.path.startsWith('data/');
    if (isNameUsable(bag, entry) && entry.kind !== 'folder') takeDown(bag, entry);
  }
  bag.options.onProgress?.({ stage: 'files', done, of: done });
  if (!payloadFolder) bag.remarks.find('payload-folder-missing', 'data', 'a folder', 'none');
}

function isNameUsable({ remarks }: Bag, { path, notText }: BagEntry): boolean {
  const fault = pathFault(path);
  if (notText === true) remarks.find('name-not-text', path, 'a name in UTF-8', 'other bytes');
  else if (fault !== undefined) remarks.find('name-refused', path, 'a path within the bag', pathFaultWords[fault]);
  else if (plainPath(path) !== path) remarks.find('name-refused', path, `"${plainPath(path)}"`, 'a path with parts that mean nothing');
  else return true;
  return false;
}

function takeDown(bag: Bag, { path, bytes, kind }: BagEntry): void {
  const { remarks, options } = bag;
  const table = tableOf(bag, path);
  if (table.find(path) !== undefined) {
    remarks.find('duplicate-entry', path, 'one entry of this name', 'another');
    return;
  }
  warnOfName(bag, path, options.strictNames === true);
  const row = table.add(path, bytes);
  if (kind === 'file' || kind === 'folder') return;
  table.irregular.add(row);
  remarks.find('not-a-regular-file', path, 'a file', irregularWords[kind]);
}

const irregularWords = { link: 'a link', other: 'a special file', 'closed-folder': 'a folder that cannot be looked into' };

function warnOfName(bag: Bag, path: string, strict: boolean): void {
  const { remarks } = bag;
  for (const row of tableOf(bag, path).alike(path)) {
    const other = tableOf(bag, path).name(row);
    remarks.judge(`names-collide-by-${differenceOf(path, other)}`, strict, path, 'a name of its own', `"${other}"`);
  }
  if (/^data\//i.test(path) && !path.startsWith('data/')) {
    remarks.judge('names-collide-by-case', strict, path, 'a name of its own', 'the payload folder "data"');
  }
  const fault = portabilityFault(path);
  if (fault !== undefined) remarks.judge('name-not-portable', strict, path, 'a name that every system can write', fault);
  if (systemFile.test(path)) remarks.warn('system-file', path, 'files that somebody put in', 'one that a system makes');
}

/** Finder, Explorer and their like leave these. */
const systemFile = /(?:^|\/)(?:\.DS_Store|\._[^/]*|\.Spotlight-V100|\.Trashes|\.fseventsd|__MACOSX|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN)(?:\/|$)/i;

/** How two names that some system takes for the same differ. */
export function differenceOf(a: string, b: string): 'case' | 'normalization' {
  return a.normalize('NFC') === b.normalize('NFC') ? 'normalization' : 'case';
}
