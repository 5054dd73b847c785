import { closeSync, constants, fstatSync, lstatSync, openSync, type BigIntStats } from 'node:fs';
import type { NotKept, NotKeptReason, SourceStat } from './kept.ts';

export interface OpenSource {
  kept?: never;
  fd: number;
  path: Buffer;
  before: BigIntStats;
  sizeBytes: number;
}

// A flag that a system lacks is undefined there, whatever the types say.
const flag = (value: number | undefined): number => value ?? 0;
// NOFOLLOW: a link planted in a folder must not pull in a file from elsewhere. NONBLOCK: a FIFO put there between
// lstat and open must not hang the import. NOATIME: reading evidence should not touch its access time.
const openFlags = constants.O_RDONLY | flag(constants.O_NOFOLLOW) | flag(constants.O_NONBLOCK) | flag(constants.O_NOCTTY);
const noAccessTime = flag(constants.O_NOATIME);

/**
 * Open a regular file for reading and read its state. The kind is asked before opening as well as after, because
 * opening alone makes some devices act.
 */
export function openSource(pathBytes: Uint8Array): OpenSource | NotKept {
  const path = Buffer.from(pathBytes.buffer, pathBytes.byteOffset, pathBytes.byteLength);
  let fd: number | undefined;
  try {
    const found = lstatSync(path, { bigint: true });
    if (!found.isFile()) return notRegular(path, found);
    fd = openForReading(path);
    const before = fstatSync(fd, { bigint: true });
    if (before.isFile()) return { fd, path, before, sizeBytes: Number(before.size) };
    closeSync(fd);
    return notRegular(path, before);
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    return sourceProblem(path, error);
  }
}

function openForReading(path: Buffer): number {
  try {
    return openSync(path, openFlags | noAccessTime);
  } catch (error) {
    // Only the owner may leave the access time alone.
    if (noAccessTime === 0 || codeOf(error) !== 'EPERM') throw error;
    return openSync(path, openFlags);
  }
}

/** Whether the source is another file than when it was opened: size, times, or the bytes that could be read. */
export function changeOf(source: OpenSource, bytesRead: number): NotKept | undefined {
  const { before } = source;
  const after = fstatSync(source.fd, { bigint: true });
  const same =
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs &&
    after.ctimeNs === before.ctimeNs &&
    bytesRead === source.sizeBytes;
  if (same) return undefined;
  return notKept('changed-while-read', source.path, {
    bytesRead,
    sizeBefore: source.sizeBytes,
    sizeAfter: Number(after.size),
    modifiedAtNsBefore: String(before.mtimeNs),
    modifiedAtNsAfter: String(after.mtimeNs),
  });
}

export function sourceStat(stat: BigIntStats): SourceStat {
  return {
    device: String(stat.dev),
    inode: String(stat.ino),
    mode: stat.mode.toString(8),
    sizeBytes: Number(stat.size),
    modifiedAtNs: String(stat.mtimeNs),
    changedAtNs: String(stat.ctimeNs),
    // libuv leaves zero where statx(2) reports no birth time.
    ...(stat.birthtimeNs > 0n ? { birthAtNs: String(stat.birthtimeNs) } : {}),
  };
}

const reasonOfCode: Record<string, NotKeptReason> = {
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  ESTALE: 'vanished',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  // O_NOFOLLOW met a symbolic link.
  ELOOP: 'not-a-regular-file',
};

/** The finding for a system call on the source that failed. */
export function sourceProblem(path: Buffer, error: unknown): NotKept {
  const code = codeOf(error);
  if (code === 'EMFILE' || code === 'ENFILE') throw error;
  const syscall = error instanceof Error && 'syscall' in error ? String(error.syscall) : 'unknown';
  return notKept(reasonOfCode[code] ?? 'read-error', path, { code, syscall });
}

export function notKept(reason: NotKeptReason, path: Uint8Array, facts: NotKept['facts'] = {}): NotKept {
  return { kept: false, reason, facts: { path: Buffer.from(path).toString(), ...facts } };
}

/** `ENOSPC` and the like; the message for anything that is no system error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function notRegular(path: Buffer, stat: BigIntStats): NotKept {
  return notKept('not-a-regular-file', path, { found: kindOf(stat) });
}

export function kindOf(stat: BigIntStats): string {
  if (stat.isFile()) return 'regular file';
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return 'symbolic link';
  if (stat.isFIFO()) return 'FIFO';
  if (stat.isSocket()) return 'socket';
  return 'device';
}
