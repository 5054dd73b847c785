import { lstat, opendir, realpath } from 'node:fs/promises';
import { Buffer } from 'node:buffer';
import type { BigIntStats } from 'node:fs';
import type { SourceStat } from '../../vault/kept.ts';

/** A file to be taken in. Paths are bytes: a name need not be UTF-8. */
export interface Source {
  /** Absolute path as bytes, unless a browser said it. */
  path: Buffer;
  /** The same path as text in NFC, for people. */
  text: string;
  sizeBytes: number;
  modifiedAtNs: string;
  /** The device it lies on, `major:minor` as Linux counts them. */
  deviceNumber: string;
  /** Set for an item of another log (a predecessor's, a sender's): how it was called there, and where its receipt stands. */
  carried?: { name: string; nameBytes?: string | undefined; from: { log: string; seq: number } };
  /** Set for a file that lay inside another one, from which it was unpacked to `path`: the other one, as the record tells of it. */
  inside?: Pick<SourceStat, 'modifiedAtNs' | 'birthAtNs' | 'device' | 'inode' | 'mode'>;
  /** Set for a file that came through the browser: its path begins at what was dropped, and path and time are the browser's word. */
  saidBy?: 'browser';
}

/** Something found on the way that cannot be taken in. */
export interface SourceProblem {
  path: Buffer;
  text: string;
  reason: 'not-found' | 'vanished' | 'permission-denied' | 'not-a-regular-file' | 'read-error' | 'changed-while-read' | 'inside-the-case' | 'not-as-listed';
  detail?: string | undefined;
}

export type Found = { source: Source } | { problem: SourceProblem };

/** A path as people read it. Bytes that are not UTF-8 show as U+FFFD; the bytes themselves are recorded beside it. */
export function pathText(path: Uint8Array): string {
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString('utf8').normalize('NFC');
}

/** The bytes, when the text alone does not say them; else undefined. */
export function unspokenBytes(bytes: Uint8Array, text: string): string | undefined {
  return Buffer.from(text, 'utf8').equals(bytes) ? undefined : Buffer.from(bytes).toString('base64');
}

/** The last part of a path. */
export function baseName(path: Buffer): Buffer {
  return path.subarray(path.lastIndexOf(0x2f) + 1);
}

/**
 * Every file under the given paths, folders searched to the bottom, names in byte order. A link that was named
 * is followed; links found inside folders are reported, not followed, so that no loop and no stray file comes in.
 * The case's own folder is no source: it holds the keys, and closing a second descriptor of the database would give
 * up SQLite's locks (POSIX fcntl). Memory: one folder's names per level.
 */
export async function* findSources(paths: readonly Buffer[], caseFolder: string): AsyncGenerator<Found> {
  const ownFolder = await realpath(caseFolder, 'buffer');
  for (const named of paths) {
    const path = await followNamedLink(named);
    const real = await realpath(path, 'buffer').catch(() => path);
    if (isWithin(real, ownFolder)) yield insideTheCase(path);
    else if (await isLink(path)) yield { problem: { path, text: pathText(path), reason: 'not-a-regular-file', detail: 'a link that leads nowhere' } };
    else if (!(await exists(path))) yield { problem: { path, text: pathText(path), reason: 'not-found' } };
    else yield* findUnder(path, await lstat(ownFolder, { bigint: true }));
  }
}

/** A link that leads nowhere stays as it is. */
async function followNamedLink(path: Buffer): Promise<Buffer> {
  return (await isLink(path)) ? realpath(path, 'buffer').catch(() => path) : path;
}

function isLink(path: Buffer): Promise<boolean> {
  return lstat(path).then((stat) => stat.isSymbolicLink(), () => false);
}

/** False only where there is nothing by that name: what cannot be looked at is explained when it is read. */
function exists(path: Buffer): Promise<boolean> {
  return lstat(path).then(() => true, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR');
}

function isWithin(path: Buffer, folder: Buffer): boolean {
  return path.equals(folder) || path.subarray(0, folder.length + 1).equals(Buffer.concat([folder, Buffer.from('/')]));
}

function insideTheCase(path: Buffer): Found {
  return { problem: { path, text: pathText(path), reason: 'inside-the-case' } };
}

/** A device as Linux writes it in its tables, `major:minor`; the encoding is glibc's (gnu_dev_major and gnu_dev_minor, makedev(3)). */
export function deviceNumberOf(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

async function* findUnder(path: Buffer, ownFolder: BigIntStats): AsyncGenerator<Found> {
  const text = pathText(path);
  try {
    const stat = await lstat(path, { bigint: true });
    if (stat.isDirectory()) {
      if (stat.ino === ownFolder.ino && stat.dev === ownFolder.dev) yield insideTheCase(path);
      else for (const name of await namesIn(path)) yield* findUnder(joined(path, name), ownFolder);
    } else if (stat.isFile()) {
      const [sizeBytes, modifiedAtNs] = [Number(stat.size), String(stat.mtimeNs)];
      yield { source: { path, text, sizeBytes, modifiedAtNs, deviceNumber: deviceNumberOf(stat.dev) } };
    } else {
      const detail = stat.isSymbolicLink() ? 'a link inside a folder' : 'a pipe, socket or device';
      yield { problem: { path, text, reason: 'not-a-regular-file', detail } };
    }
  } catch (error) {
    yield { problem: { path, text, ...explain(error) } };
  }
}

async function namesIn(folder: Buffer): Promise<Buffer[]> {
  const names: Buffer[] = [];
  // The declared type knows text names only; with this encoding they are bytes.
  const entries = await opendir(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
  for await (const entry of entries) names.push(entry.name as unknown as Buffer);
  return names.sort((a, b) => a.compare(b));
}

function joined(folder: Buffer, name: Buffer): Buffer {
  const slash = folder.at(-1) === 0x2f ? [] : [Buffer.from('/')];
  return Buffer.concat([folder, ...slash, name]);
}

function explain(error: unknown): Pick<SourceProblem, 'reason' | 'detail'> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { reason: 'vanished' };
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'permission-denied' };
  return { reason: 'read-error', detail: message };
}
