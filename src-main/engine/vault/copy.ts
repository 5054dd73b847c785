import { readSync } from 'node:fs';
import type { OtherDigestAlgorithm } from '../../shared/digest.ts';
import { digestOf, RunningDigests, type Digests } from './digests.ts';
import { BackgroundFlush } from './flush.ts';
import type { NotKept } from './kept.ts';
import type { PumpFailure } from './ring-memory.ts';
import type { RingOwner } from './ring.ts';
import type { OperationView } from './shared-memory.ts';
import { changeOf, codeOf, notKept, sourceProblem, type OpenSource } from './source-file.ts';
import { writeWhole } from './write-whole.ts';

/** Bytes read at a time from files that do not fit into one read. */
const blockBytes = 512 * 1024;

export interface CopyTask {
  source: OpenSource;
  /** Descriptor of the new file in incoming/. */
  target: number;
  alsoDigest: readonly OtherDigestAlgorithm[];
  operation: OperationView;
  /** Memory for reading; a file that is smaller is read, digested and written in one go. */
  buffer: Buffer;
  /** Where a partner may join; large files only. */
  ring?: RingOwner;
}

export interface Copied extends Digests {
  kept?: never;
  bytes: number;
}

/**
 * Read the source once, digesting and writing what was read. The copy is not durable yet.
 * Throws the system's error when the vault could not be written; anything wrong with the source is a finding.
 */
export async function copyAndDigest(task: CopyTask): Promise<Copied | NotKept> {
  const copied = await copy(task);
  if (copied.kept === false) return copied;
  return changeOf(task.source, copied.bytes) ?? copied;
}

async function copy(task: CopyTask): Promise<Copied | NotKept> {
  try {
    return task.source.sizeBytes < task.buffer.length ? copyAtOnce(task) : await copyByBlocks(task);
  } catch (error) {
    // Other files still fit: this is about one source.
    if (codeOf(error) === 'EFBIG') return notKept('too-large-for-vault', task.source.path, { bytes: task.source.sizeBytes });
    throw error;
  }
}

function copyAtOnce(task: CopyTask): Copied | NotKept {
  let length = 0;
  do {
    const more = readBlock(task, task.buffer.subarray(length), length);
    if (typeof more !== 'number') return more;
    if (more === 0) break;
    length += more;
  } while (length < task.source.sizeBytes);
  const bytes = task.buffer.subarray(0, length);
  writeWhole(task.target, bytes, 0);
  task.operation.addBytes(length);
  return { ...digestOf(bytes, task.alsoDigest), bytes: length };
}

async function copyByBlocks(task: CopyTask): Promise<Copied | NotKept> {
  const flush = new BackgroundFlush(task.target);
  try {
    return await copyBlocks(task, flush);
  } finally {
    await flush.drain();
  }
}

async function copyBlocks(task: CopyTask, flush: BackgroundFlush): Promise<Copied | NotKept> {
  const digests = new RunningDigests(task.alsoDigest);
  const block = task.buffer.subarray(0, blockBytes);
  let position = 0;
  // One read past the size is enough to know that the source grew.
  while (position <= task.source.sizeBytes) {
    if (task.operation.cancelled()) return notKept('cancelled', task.source.path);
    if (task.ring?.partnerWaits()) {
      const end = digestForPartner(task, task.ring, { digests, position });
      if (typeof end !== 'number') return end;
      position = end;
      break;
    }
    const length = readBlock(task, block, position);
    if (typeof length !== 'number') return length;
    if (length === 0) break;
    const bytes = block.subarray(0, length);
    writeWhole(task.target, bytes, position);
    digests.update(bytes);
    position += length;
    task.operation.addBytes(length);
    await flush.wrote(length);
  }
  await flush.settle();
  return { ...digests.finish(), bytes: position };
}

/** From here on a second worker writes and this one digests; the ring shares out the reading. Returns the bytes of the whole file. */
function digestForPartner(
  task: CopyTask,
  ring: RingOwner,
  from: { digests: RunningDigests; position: number },
): number | NotKept {
  const { source, target, operation } = task;
  let { position } = from;
  ring.handOver({ sourceFd: source.fd, targetFd: target, position, sizeBytes: source.sizeBytes });
  const blocks = ring.blocks(operation.cancelled);
  for (let next = blocks.next(); ; next = blocks.next()) {
    if (operation.cancelled()) return notKept('cancelled', source.path);
    if (next.done === true) return next.value === undefined ? position : partnerProblem(source, next.value);
    from.digests.update(next.value);
    position += next.value.length;
    operation.addBytes(next.value.length);
  }
}

function partnerProblem(source: OpenSource, failure: PumpFailure): NotKept {
  const error = Object.assign(new Error(failure.message), { code: failure.code, syscall: failure.syscall });
  if (failure.side === 'source') return sourceProblem(source.path, error);
  throw error;
}

function readBlock(task: CopyTask, into: Buffer, position: number): number | NotKept {
  try {
    return readSync(task.source.fd, into, 0, into.length, position);
  } catch (error) {
    return sourceProblem(task.source.path, error);
  }
}
