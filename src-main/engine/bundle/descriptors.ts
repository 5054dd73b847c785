import fs from 'node:fs';
import { promisify } from 'node:util';

// Bare descriptors: FileHandle costs three times as much for each call, and bundles have many small files.
export const openFile = promisify(fs.open);
export const closeFile = promisify(fs.close);
export const statFile = promisify(fs.fstat);
export const flushFile = promisify(fs.fsync);
const flushData = promisify(fs.fdatasync);
const readSome = promisify<number, Uint8Array, number, number, number, number>(fs.read);
const writeSome = promisify<number, Uint8Array, number, number, number, number>(fs.write);

/** Fill `into` from `position`. Returns fewer bytes only at the end of the file. */
export async function readFully(fd: number, into: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const length = await readSome(fd, into, done, into.length - done, position + done);
    if (length === 0) break;
    done += length;
  }
  return done;
}

/** Write every byte at `position`; write(2) may take fewer at a time. */
export async function writeFully(fd: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += await writeSome(fd, bytes, done, bytes.length - done, position + done);
  }
}

/** Make the names in a folder durable. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows opens no folder for flushing; NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const fd = await openFile(folder, fs.constants.O_RDONLY);
  try {
    await flushFile(fd);
  } catch (error) {
    // Some file systems (FUSE, network) cannot flush a folder and say so; there is no other way to ask them.
    if (codeOf(error) !== 'EINVAL') throw error;
  } finally {
    await closeFile(fd);
  }
}

/** `ENOSPC` and the like; the message for anything that is no system error. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Bytes written between two flushes in the background: without them the last one waits for everything. */
const stepBytes = 32 * 1024 * 1024;

/**
 * Flushes a file while it is still being written, one flush at a time. The kernel reports a write-back error to one
 * flush only, so an error met here is thrown here: the fsync at the end would come back clean.
 */
export class FlushAhead {
  readonly #fd: number;
  #sinceLast = 0;
  #flush: Promise<{ error: unknown } | undefined> | undefined;

  constructor(fd: number) {
    this.#fd = fd;
  }

  async wrote(bytes: number): Promise<void> {
    this.#sinceLast += bytes;
    if (this.#sinceLast < stepBytes) return;
    this.#sinceLast = 0;
    // The disk's pace, and a bound for what waits in memory.
    const before = this.#flush;
    this.#flush = flushData(this.#fd).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const ended = await before;
    if (ended !== undefined) throw ended.error;
  }

  /** Wait for the last flush, also before closing a file that is given up: its number may be another file's at once. */
  async end(): Promise<void> {
    const ended = await this.#flush;
    if (ended !== undefined) throw ended.error;
  }
}
