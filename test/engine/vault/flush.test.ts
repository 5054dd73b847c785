import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { copyAndDigest, type Copied } from '../../../src-main/engine/vault/copy.ts';
import { BackgroundFlush } from '../../../src-main/engine/vault/flush.ts';
import type { NotKept } from '../../../src-main/engine/vault/kept.ts';
import { pump } from '../../../src-main/engine/vault/pump.ts';
import { createRing, openRing, ringSlotBytes, ringSlots, type PumpFailure } from '../../../src-main/engine/vault/ring-memory.ts';
import type { OperationView } from '../../../src-main/engine/vault/shared-memory.ts';
import { openSource, type OpenSource } from '../../../src-main/engine/vault/source-file.ts';

/** A disk whose flushes take a while and can be made to fail. */
const disk = vi.hoisted(() => ({ begun: 0, ended: 0, error: null as Error | null }));

vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<typeof import('node:fs')>()),
  fdatasync: (_fd: number, done: (error: Error | null) => void) => {
    disk.begun++;
    setTimeout(() => {
      disk.ended++;
      done(disk.error);
    }, 100);
  },
}));

const folder = mkdtempSync(join(tmpdir(), 'postquem-flush-'));
afterAll(() => rmSync(folder, { recursive: true }));
const mebibyte = 1024 * 1024;

const ringModule = new URL('../../../src-main/engine/vault/ring.ts', import.meta.url).href;
/** The owner of a large file, in a thread of its own because both sides wait: takes so many blocks, then tells what it was told. */
const ownerScript = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.ring).then(({ RingOwner }) => {
    const owner = new RingOwner(workerData.memory);
    while (!owner.partnerWaits()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    owner.handOver(workerData.handover);
    let taken = 0;
    const blocks = owner.blocks(() => taken === workerData.blocks);
    let next = blocks.next();
    for (; !next.done; next = blocks.next()) taken++;
    owner.close();
    parentPort.postMessage({ taken, failure: next.value });
  });`;

interface OwnerTold {
  taken: number;
  failure: PumpFailure | undefined;
}

/** This thread is the partner of an owner that takes so many blocks of a file of 64 MiB. */
async function pumpFor(blocks: number): Promise<OwnerTold> {
  return withLargeFile(async (source, target) => {
    const memory = createRing();
    openRing(memory);
    const handover = { sourceFd: source.fd, targetFd: target, position: 0, sizeBytes: source.sizeBytes };
    const owner = new Worker(ownerScript, { eval: true, workerData: { blocks, memory, ring: ringModule, handover }, execArgv: [] });
    const told = once(owner, 'message');
    await pump(memory);
    const [message] = (await told) as [OwnerTold];
    await owner.terminate();
    return message;
  });
}

/** One file of 64 MiB; the first background flush begins after half of it. */
async function withLargeFile<T>(act: (source: OpenSource, target: number) => Promise<T>): Promise<T> {
  Object.assign(disk, { begun: 0, ended: 0, error: null });
  const path = join(folder, 'large.mp4');
  writeFileSync(path, '');
  truncateSync(path, 64 * mebibyte);
  const source = openSource(Buffer.from(path));
  if (source.kept === false) throw new Error(source.reason);
  const target = openSync(join(folder, 'copy'), 'w');
  try {
    return await act(source, target);
  } finally {
    closeSync(source.fd);
    closeSync(target);
  }
}

function copyUntil(cancelled: (bytes: number) => boolean): Promise<Copied | NotKept> {
  let bytes = 0;
  const operation: OperationView = { cancelled: () => cancelled(bytes), addBytes: (more) => (bytes += more) };
  return withLargeFile((source, target) => copyAndDigest({ source, target, alsoDigest: [], operation, buffer: Buffer.alloc(mebibyte) }));
}

describe('a descriptor is given back only when no flush uses it any more', () => {
  it('by a copy that is cancelled', async () => {
    expect(await copyUntil((bytes) => bytes > 36 * mebibyte)).toMatchObject({ kept: false, reason: 'cancelled' });
    expect(disk).toMatchObject({ begun: 1, ended: 1 });
  });

  it('by a cancelled copy whose flush fails as well: the cancel is what is told', async () => {
    const copying = copyUntil((bytes) => bytes > 36 * mebibyte);
    disk.error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    expect(await copying).toMatchObject({ kept: false, reason: 'cancelled' });
    expect(disk).toMatchObject({ begun: 1, ended: 1 });
  });

  it('by a partner that is sent away', async () => {
    // What is taken may be written later, by the length of the ring; the second flush would begin at 64 MiB.
    const { failure } = await pumpFor((32 * mebibyte) / ringSlotBytes + ringSlots + 4);
    expect(failure).toBeUndefined();
    expect(disk).toMatchObject({ begun: 1, ended: 1 });
  });
});

describe('a flush that fails', () => {
  it('fails the copy that goes on', async () => {
    const copying = copyUntil(() => false);
    disk.error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    await expect(copying).rejects.toThrow('EIO');
  });

  it('fails the file of the owner whose partner wrote it, even when every block is digested', async () => {
    const pumping = pumpFor(Number.POSITIVE_INFINITY);
    disk.error = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', syscall: 'fdatasync' });
    expect((await pumping).failure).toMatchObject({ side: 'vault', code: 'EIO', syscall: 'fdatasync' });
    expect(disk.ended).toBe(disk.begun);
  });

  it('is told by settling and not by draining', async () => {
    disk.error = new Error('no space');
    const flush = new BackgroundFlush(0);
    await flush.wrote(32 * mebibyte);
    await flush.drain();
    await expect(flush.settle()).rejects.toThrow('no space');
  });
});
