import { createReadStream, type Dirent, type Stats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { readUtf8 } from '../../../format/bytes.ts';
import { UnreadableFile, type BagEntry, type BagSource } from '../../../verifier/bag/source.ts';
import { codeOf, openSource } from '../../vault/source-file.ts';
import type { BagDigests } from './bag-digests.ts';

/** Folders are looked into to this depth. */
const deepest = 200;

/**
 * A bag in a folder. Names are read as bytes, links are told and not followed, what is read is opened without
 * following a link, and only what was listed is ever opened. The folder must not be changed meanwhile by somebody who
 * can plant links between the list and the reading: a folder on the way that becomes a link is followed.
 */
export function folderSource(folder: Buffer, digests: BagDigests): BagSource {
  const pathOf = (path: string): Buffer => within(folder, Buffer.from(path, 'utf8'));
  return {
    list: () => entriesIn(folder),
    read: (path) => readFileOf(pathOf(path)),
    digest: ({ path, bytes }, algorithms) => digests.digest({ path: pathOf(path), bytes, algorithms }),
    digestsAtOnce: digests.atOnce,
  };
}

function within(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}

/** Memory: one folder per level, read a few names at a time. */
async function* entriesIn(top: Buffer): AsyncGenerator<BagEntry> {
  const levels = [await open(top)];
  const prefixes = [Buffer.alloc(0)];
  try {
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
      const found = await level.read();
      if (found === null) {
        await levels.pop()?.close();
        prefixes.pop();
        continue;
      }
      const prefix = prefixes.at(-1) ?? Buffer.alloc(0);
      const path = Buffer.concat([prefix, nameOf(found)]);
      const entry = await describe(within(top, path), path);
      if (entry === undefined) continue;
      yield entry;
      if (entry.kind !== 'folder') continue;
      const inner = levels.length < deepest ? await openInner(within(top, path)) : undefined;
      if (inner === undefined) {
        yield { ...entry, kind: 'closed-folder' };
        continue;
      }
      levels.push(inner);
      prefixes.push(Buffer.concat([path, Buffer.from('/')]));
    }
  } finally {
    for (const level of levels) await level.close();
  }
}

function open(folder: Buffer): ReturnType<typeof opendir> {
  // The declared type knows text names only; with this encoding they are bytes.
  return opendir(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
}

/** A folder that cannot be looked into is told as an entry that is no file. */
function openInner(folder: Buffer): Promise<Awaited<ReturnType<typeof opendir>> | undefined> {
  return open(folder).catch(() => undefined);
}

function nameOf(entry: Dirent): Buffer {
  return entry.name as unknown as Buffer;
}

/** Undefined for what has gone since its folder was read. */
async function describe(path: Buffer, inBag: Buffer): Promise<BagEntry | undefined> {
  const text = readUtf8(inBag);
  const named = { path: text ?? inBag.toString('utf8'), ...(text === undefined ? { notText: true as const } : {}) };
  try {
    const stat = await lstat(path);
    const kind = kindOf(stat);
    return { ...named, kind, bytes: kind === 'file' ? stat.size : 0 };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : { ...named, kind: 'other', bytes: 0 };
  }
}

function kindOf(stat: Stats): BagEntry['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  return stat.isSymbolicLink() ? 'link' : 'other';
}

async function* readFileOf(path: Buffer): AsyncGenerator<Uint8Array> {
  const source = openSource(path);
  if ('reason' in source) throw new UnreadableFile(source.reason);
  const stream = createReadStream('', { fd: source.fd, start: 0 });
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new UnreadableFile(codeOf(error));
    throw error;
  } finally {
    stream.destroy();
  }
}
