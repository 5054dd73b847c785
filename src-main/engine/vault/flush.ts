import { close, constants, fdatasync, fsync, open, type NoParamCallback } from 'node:fs';
import { promisify } from 'node:util';

/** How many fsyncs one worker has under way: enough for the file system to group them, few enough to leave the pool to others. */
export const flushesAtOnce = 16;

/** Bytes written between two background flushes: without them the last fsync waits for everything (PERFORMANCE.md). */
const backgroundStepBytes = 32 * 1024 * 1024;
/** Flushes of one file that may be under way before its writer waits: the disk's pace, and a bound for dirty memory. */
const backgroundAtOnce = 2;

/** fsync in libuv's pool: works beside a synchronous loop. Resolves to the error instead of rejecting. */
export function flushed(fd: number): Promise<Error | undefined> {
  return new Promise((resolve) => fsync(fd, (error) => resolve(error ?? undefined)));
}

/** Lets a bounded number in; `enter` resolves when there is room. */
export class Gate {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  async enter(): Promise<void> {
    if (this.#inside >= this.#room) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#inside++;
  }

  leave(): void {
    this.#inside--;
    this.#waiting.shift()?.();
  }
}

/**
 * Flushes a file while it is still being written. The kernel reports a write-back error to one flush only, so an error
 * seen here must be thrown here: the fsync at the end would come back clean.
 */
export class BackgroundFlush {
  readonly #fd: number;
  #sinceLastBytes = 0;
  #underWay = 0;
  #failed: NodeJS.ErrnoException | undefined;
  #onDone: (() => void) | undefined;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Tell that `bytes` more were written. Throws the system's error of an earlier flush. */
  async wrote(bytes: number): Promise<void> {
    this.#sinceLastBytes += bytes;
    if (this.#sinceLastBytes < backgroundStepBytes) return;
    this.#sinceLastBytes = 0;
    this.#underWay++;
    fdatasync(this.#fd, this.#done);
    // A turn of the event loop, so that what is done can say so.
    await new Promise((resolve) => setImmediate(resolve));
    await this.#until(backgroundAtOnce - 1);
  }

  /** Wait for every flush that was begun. Throws the system's error of any of them. */
  settle(): Promise<void> {
    return this.#until(0);
  }

  /**
   * Wait likewise and never throw: whoever gives a file up still owns its descriptor until no flush uses it, for its
   * number may be another file's as soon as it is closed.
   */
  drain(): Promise<void> {
    return this.#until(0).catch(() => {});
  }

  async #until(most: number): Promise<void> {
    while (this.#underWay > most) await new Promise<void>((resolve) => (this.#onDone = resolve));
    if (this.#failed) throw this.#failed;
  }

  readonly #done: NoParamCallback = (error) => {
    this.#underWay--;
    this.#failed ??= error ?? undefined;
    this.#onDone?.();
  };
}

/** Make names in these folders durable, several at once. Throws the system's error. */
export async function flushFolders(folders: Iterable<string>): Promise<void> {
  // Windows opens no folder for flushing; NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const gate = new Gate(flushesAtOnce);
  const results = await Promise.all([...folders].map((folder) => flushFolder(folder, gate)));
  const failed = results.find((error) => error !== undefined);
  if (failed) throw failed;
}

// Callbacks on bare descriptors cost a third of FileHandle, and thousands of folders are flushed in a large import.
const openFile = promisify(open);
const closeFile = promisify(close);

async function flushFolder(folder: string, gate: Gate): Promise<Error | undefined> {
  await gate.enter();
  try {
    const fd = await openFile(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    const error = await flushed(fd);
    await closeFile(fd);
    // Some file systems (FUSE, network) cannot flush a folder and say so by EINVAL; there is no other way to ask them.
    return error !== undefined && 'code' in error && error.code === 'EINVAL' ? undefined : error;
  } finally {
    gate.leave();
  }
}
