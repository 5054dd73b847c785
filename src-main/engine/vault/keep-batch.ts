import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { incomingFolder, originalPath } from '../../format/case-folder.ts';
import { checkFile } from './check-file.ts';
import { copyAndDigest, type Copied } from './copy.ts';
import { flushed, flushesAtOnce, flushFolders, Gate } from './flush.ts';
import type { ArrivedFile, KeepJob, KeepReply, PlaceJob, VaultFailureFacts } from './jobs.ts';
import type { Kept, NotKept, SourceStat } from './kept.ts';
import { largeFromBytes } from './large.ts';
import { dropTemp, putInPlace, standingAt } from './place.ts';
import { readDigest } from './read-digest.ts';
import type { RingOwner } from './ring.ts';
import { viewOperation, type OperationView } from './shared-memory.ts';
import { notKept, openSource, sourceStat, type OpenSource } from './source-file.ts';
import { vaultFailureOf } from './vault-failure.ts';

/** A job takes no further file once it has read this much: what it holds back is reported soon, and others get work. */
const enoughBytes = 32 * 1024 * 1024;

/** What a worker needs for its whole life. */
export interface Workplace {
  caseFolder: string;
  placingLock: SharedArrayBuffer;
  ring: RingOwner;
  /** For reading; files smaller than this are read in one go. */
  buffer: Buffer;
  /** Folders like `originals/ab` whose own names this worker has made durable. */
  durableFolders: Set<string>;
}

/** A source whose bytes are whole in incoming/. */
interface Arrived {
  index: number;
  path: Uint8Array;
  temp: string;
  copied: Copied;
  source?: SourceStat;
  /** What the flush said: nothing, or the system's error. */
  flushed: Promise<Error | undefined>;
  standing: 'nothing' | 'same' | NonNullable<Kept['replacedDamagedCopy']>;
}

/**
 * Keep many small files or one large: write, flush, rename, flush the folders. The costly points are shared: flushes
 * run in parallel while the next files are read, and each folder is flushed once. Only what is durable is reported.
 */
export async function keepBatch(job: KeepJob, workplace: Workplace): Promise<KeepReply> {
  const batch = new Batch(job, workplace);
  await batch.take();
  await batch.place();
  await batch.makeNamesDurable();
  return batch.reply;
}

/** Give files their names that lie durable in incoming/: streams. What was there before is looked at as for any file. */
export async function placeArrived({ operation, files }: PlaceJob, workplace: Workplace): Promise<KeepReply> {
  const batch = new Batch({ kind: 'keep', operation, paths: [], token: '', alsoDigest: [], verifyCopy: [] }, workplace);
  batch.takeArrived(files);
  await batch.place();
  await batch.makeNamesDurable();
  return batch.reply;
}

class Batch {
  readonly reply: KeepReply = { outcomes: [], left: [] };
  readonly #job: KeepJob;
  readonly #at: Workplace;
  readonly #operation: OperationView;
  readonly #gate = new Gate(flushesAtOnce);
  readonly #arrived: Arrived[] = [];
  readonly #placed: { index: number; result: Kept; folder: string }[] = [];
  #takenBytes = 0;

  constructor(job: KeepJob, workplace: Workplace) {
    this.#job = job;
    this.#at = workplace;
    this.#operation = viewOperation(job.operation);
  }

  /** Write the sources into incoming/, until the vault cannot be written. */
  async take(): Promise<void> {
    for (const [index, path] of this.#job.paths.entries()) {
      try {
        await this.#takeOne(index, path);
      } catch (error) {
        this.#fail(error, path);
        return;
      }
    }
  }

  /** Files that are durable already. One that cannot be looked at is dropped, like one that cannot be placed. */
  takeArrived(files: readonly ArrivedFile[]): void {
    for (const [index, { token, digests, bytes }] of files.entries()) {
      const temp = join(this.#at.caseFolder, incomingFolder, token);
      const arrived: Arrived = { index, path: Buffer.from(temp), temp, copied: { ...digests, bytes }, flushed: noFlush, standing: 'nothing' };
      try {
        arrived.standing = this.#look(arrived);
        if (arrived.standing === 'same') dropTemp(temp);
        this.#arrived.push(arrived);
      } catch (error) {
        dropTemp(temp);
        this.#fail(error, temp);
      }
    }
  }

  async #takeOne(index: number, path: Uint8Array): Promise<void> {
    if (this.#operation.cancelled()) return this.#finding(index, notKept('cancelled', path));
    const source = openSource(path);
    if (source.kept === false) return this.#finding(index, source);
    try {
      if (this.#shouldLeave(source)) this.reply.left.push({ index, sizeBytes: source.sizeBytes });
      else await this.#receive(index, source);
    } finally {
      closeSync(source.fd);
    }
  }

  #shouldLeave({ sizeBytes }: OpenSource): boolean {
    if (this.#job.largeBytes !== undefined) return false;
    return sizeBytes >= largeFromBytes || (this.#takenBytes > 0 && this.#takenBytes + sizeBytes > enoughBytes);
  }

  async #receive(index: number, source: OpenSource): Promise<void> {
    const temp = join(this.#at.caseFolder, incomingFolder, `${this.#job.token}-${index}`);
    this.#takenBytes += source.sizeBytes;
    await this.#gate.enter();
    // Read-only from the start: the descriptor may write, nobody after it.
    const target = openSync(temp, 'wx', 0o444);
    let arrived: Arrived | undefined;
    try {
      const copied = await this.#copy(source, target);
      if (copied.kept === false) return this.#finding(index, copied);
      arrived = { index, path: source.path, temp, copied, source: sourceStat(source.before), flushed: noFlush, standing: 'nothing' };
      arrived.standing = this.#look(arrived);
      if (arrived.standing === 'same') dropTemp(temp);
      else arrived.flushed = flushed(target);
      this.#arrived.push(arrived);
    } finally {
      if (arrived === undefined) dropTemp(temp);
      void this.#closeWhenFlushed(target, arrived?.flushed);
    }
  }

  async #closeWhenFlushed(target: number, whenFlushed: Arrived['flushed'] | undefined): Promise<void> {
    await whenFlushed;
    closeSync(target);
    this.#gate.leave();
  }

  async #copy(source: OpenSource, target: number): Promise<Copied | NotKept> {
    const { alsoDigest, largeBytes } = this.#job;
    const ring = largeBytes === undefined ? {} : { ring: this.#at.ring };
    try {
      return await copyAndDigest({ source, target, alsoDigest, operation: this.#operation, buffer: this.#at.buffer, ...ring });
    } finally {
      // Before the descriptors are closed: a partner may still be using them.
      if (largeBytes !== undefined) this.#at.ring.close();
    }
  }

  /**
   * Whether the vault has these bytes, so that another copy can be dropped. What stands there is read first: it may
   * have rotted since it was kept, and the fresh copy is what can replace it.
   */
  #look({ copied }: Arrived): Arrived['standing'] {
    const standing = standingAt(this.#target(copied), copied.bytes);
    if (standing !== 'same-size') return standing;
    const check = checkFile({ kind: 'original', ...copied }, this.#at, silent(this.#operation));
    return check === undefined || check.ok ? 'same' : 'digest-mismatch';
  }

  /** Give every durable file its name. */
  async place(): Promise<void> {
    for (const arrived of this.#arrived) {
      try {
        const error = await arrived.flushed;
        if (error) throw error;
        this.#placeOne(arrived);
      } catch (error) {
        dropTemp(arrived.temp);
        this.#fail(error, arrived.path);
      }
    }
  }

  #placeOne(arrived: Arrived): void {
    const { index, copied, temp } = arrived;
    const verified = this.#job.verifyCopy[index] === true && (arrived.standing === 'same' || this.#readsBack(arrived));
    if (this.#operation.cancelled()) {
      dropTemp(temp);
      return this.#finding(index, notKept('cancelled', arrived.path));
    }
    const stood = arrived.standing === 'same' ? 'same' : this.#name(arrived);
    this.#placed.push({
      index,
      folder: dirname(this.#target(copied)),
      result: {
        kept: true,
        ...copied,
        alreadyThere: stood === 'same',
        verified,
        ...(arrived.source === undefined ? {} : { source: arrived.source }),
        ...(stood === 'same' || stood === 'nothing' ? {} : { replacedDamagedCopy: stood }),
      },
    });
  }

  /** Another worker may have been quicker with the same bytes: then `same`. */
  #name({ copied, temp, standing }: Arrived): Arrived['standing'] {
    const replace = standing === 'digest-mismatch';
    const target = { path: this.#target(copied), bytes: copied.bytes, replace };
    const stood = putInPlace(temp, target, this.#at.placingLock);
    if (stood !== 'same-size') return stood;
    return replace ? 'digest-mismatch' : 'same';
  }

  /** Node has no way to drop the page cache, so this may read memory, not the disk: it catches a copy gone wrong on its way. */
  #readsBack({ temp, copied }: Arrived): boolean {
    const fd = openSync(temp, 'r');
    try {
      const { buffer } = this.#at;
      const read = readDigest({ fd, sizeBytes: copied.bytes, buffer, operation: silent(this.#operation) });
      if (read !== undefined && read.sha256 !== copied.sha256) throw copyDiffers(copied.sha256, read.sha256);
      return read !== undefined;
    } finally {
      closeSync(fd);
    }
  }

  async makeNamesDurable(): Promise<void> {
    const folders = new Set(this.#placed.map((placed) => placed.folder));
    const fresh = [...folders].filter((folder) => !this.#at.durableFolders.has(folder));
    // Also for bytes that were there: the worker that put them there may not have come to this yet.
    for (const folder of fresh) folders.add(dirname(folder));
    try {
      await flushFolders(folders);
      for (const folder of fresh) this.#at.durableFolders.add(folder);
      for (const { index, result } of this.#placed) this.reply.outcomes.push({ index, result });
    } catch (error) {
      // The files are there, but whether their names survive a crash is not known: they are not reported as kept.
      this.#fail(error, join(this.#at.caseFolder, incomingFolder));
    }
  }

  #target({ sha256 }: Copied): string {
    return join(this.#at.caseFolder, originalPath(sha256));
  }

  #finding(index: number, result: NotKept): void {
    this.reply.outcomes.push({ index, result });
  }

  #fail(error: unknown, path: Uint8Array | string): void {
    const failure: VaultFailureFacts = vaultFailureOf(error, Buffer.from(path).toString());
    this.reply.failure ??= failure;
  }
}

const noFlush = Promise.resolve(undefined);

/** Reading back is not progress of the import. */
function silent(operation: OperationView): OperationView {
  return { cancelled: operation.cancelled, addBytes: () => {} };
}

function copyDiffers(expected: string, actual: string): Error {
  const message = `the copy read back with SHA-256 ${actual}, but ${expected} was written`;
  return Object.assign(new Error(message), { syscall: 'read', code: 'EIO' });
}
