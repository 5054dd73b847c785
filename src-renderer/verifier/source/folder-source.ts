import { UnreadableFile, type BagEntry, type BagSource } from '../../../src-main/verifier/bag/source.ts';
import type { DigestPool } from '../digest/digest-pool.ts';
import type { FoundFiles } from './found-files.ts';
import { CannotRead, pieces, readWhole } from './read-pieces.ts';

/** A bag in a folder that was dropped or picked. The bag may lie one folder below, as it does after some unpackers. */
export function folderSource(found: FoundFiles, digests: DigestPool): BagSource {
  const top = topOf(found);
  const fileAt = (path: string): File | undefined => found.files.get(top + path);
  return {
    list: () => entriesOf(found, top),
    read: (path) => readFile(fileAt(path)),
    digest: async ({ path }, algorithms) => {
      const file = fileAt(path);
      return file === undefined ? { problem: 'gone' } : await digests.digest(file, algorithms);
    },
    digestsAtOnce: digests.atOnce,
  };
}

/** `''`, or the one folder that holds everything, with its slash, when the bag is in there. */
function topOf({ files }: FoundFiles): string {
  if (files.has('bagit.txt')) return '';
  const [first = ''] = files.keys();
  const top = first.slice(0, first.indexOf('/') + 1);
  if (top === '' || !files.has(`${top}bagit.txt`)) return '';
  for (const path of files.keys()) if (!path.startsWith(top)) return '';
  return top;
}

async function* entriesOf({ files, folders, closed }: FoundFiles, top: string): AsyncGenerator<BagEntry> {
  for (const path of folders) if (path.startsWith(top)) yield { path: path.slice(top.length), bytes: 0, kind: 'folder' };
  for (const path of closed) yield { path: path.slice(path.startsWith(top) ? top.length : 0), bytes: 0, kind: 'closed-folder' };
  for (const [path, file] of files) yield { path: path.slice(top.length), bytes: file.size, kind: 'file' };
}

/** A stream costs more to open than so much to read. */
const atOnceBytes = 1024 * 1024;

/** The bytes of a file in pieces. Throws UnreadableFile when it cannot be read to its end. */
export async function* readFile(file: Blob | undefined): AsyncGenerator<Uint8Array> {
  if (file === undefined) throw new UnreadableFile('gone');
  try {
    if (file.size <= atOnceBytes) yield new Uint8Array(await readWhole(file));
    else yield* pieces(file);
  } catch (error) {
    if (error instanceof CannotRead) throw new UnreadableFile(error.message);
    throw error;
  }
}
