import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { breakRing, createRing, openRing, type Handover, type PumpFailure } from '../../../src-main/engine/vault/ring-memory.ts';
import { RingOwner } from '../../../src-main/engine/vault/ring.ts';
import { filesIn, keepAllOf, makeFolder, makeVault, plain, sha256, source } from './case-for-tests.ts';

const vaultModule = new URL('../../../src-main/engine/vault/vault.ts', import.meta.url).href;
const pumpModule = new URL('../../../src-main/engine/vault/pump.ts', import.meta.url).href;

/** A partner in a thread of its own, waiting for the owner. */
async function partnerFor(ring: SharedArrayBuffer): Promise<RingOwner> {
  openRing(ring);
  const code = `import(${JSON.stringify(pumpModule)}).then(({ pump }) => pump(require('node:worker_threads').workerData))`;
  const worker = new Worker(code, { eval: true, workerData: ring });
  onTestFinished(() => void worker.terminate());
  const owner = new RingOwner(ring);
  while (!owner.partnerWaits()) await new Promise((resolve) => setTimeout(resolve, 2));
  return owner;
}

/** Both workers are up, so that a second one can lend a hand at once. */
async function makeReadyVault(): Promise<ReturnType<typeof makeVault>> {
  const made = makeVault();
  await keepAllOf(made.vault, Array.from({ length: 40 }, () => '/nonexistent'));
  return made;
}

/** The owner's part, on this thread; `afterBlock` is told how many it has taken. */
function drain(
  owner: RingOwner,
  handover: Handover,
  { stop = () => false, afterBlock = () => {} }: { stop?: () => boolean; afterBlock?: (taken: number) => void } = {},
): { bytes: Buffer; failure: PumpFailure | undefined } {
  owner.handOver(handover);
  const copies: Buffer[] = [];
  const blocks = owner.blocks(stop);
  for (let next = blocks.next(); ; next = blocks.next()) {
    if (next.done === true) {
      owner.close();
      return { bytes: Buffer.concat(copies), failure: next.value };
    }
    copies.push(Buffer.from(next.value));
    afterBlock(copies.length);
  }
}

describe('two workers on one file', () => {
  it('read and write every byte from where the owner stood', async () => {
    const folder = makeFolder();
    const bytes = Buffer.from(Uint32Array.from({ length: 5_000_001 }, (_, n) => n * 2654435761).buffer);
    writeFileSync(join(folder, 'from'), bytes);
    writeFileSync(join(folder, 'to'), bytes.subarray(0, 1000));
    const [sourceFd, targetFd] = [openSync(join(folder, 'from'), 'r'), openSync(join(folder, 'to'), 'r+')];
    const owner = await partnerFor(createRing());
    const { bytes: passed, failure } = drain(owner, { sourceFd, targetFd, position: 1000, sizeBytes: bytes.length });
    expect(failure).toBeUndefined();
    expect(sha256(passed)).toBe(sha256(bytes.subarray(1000)));
    expect(sha256(readFileSync(join(folder, 'to')))).toBe(sha256(bytes));
    closeSync(sourceFd);
    closeSync(targetFd);
  });

  it('tell a source that cannot be read from a vault that cannot be written', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'file'), 'x'.repeat(2_000_000));
    const folderFd = openSync(folder, 'r');
    const readOnlyFd = openSync(join(folder, 'file'), 'r');
    const atStart = { position: 0, sizeBytes: 2_000_000 };
    const unread = drain(await partnerFor(createRing()), { sourceFd: folderFd, targetFd: readOnlyFd, ...atStart });
    expect(unread.failure).toMatchObject({ side: 'source', code: 'EISDIR', syscall: 'read' });
    const unwritten = drain(await partnerFor(createRing()), { sourceFd: readOnlyFd, targetFd: readOnlyFd, ...atStart });
    expect(unwritten.failure).toMatchObject({ side: 'vault', code: 'EBADF', syscall: 'write' });
    closeSync(folderFd);
    closeSync(readOnlyFd);
  });

  it('come to the same digest when the owner is slow and when it is quick', async () => {
    const folder = makeFolder();
    const bytes = Buffer.from(Uint32Array.from({ length: 3_000_000 }, (_, n) => n * 2654435761).buffer);
    writeFileSync(join(folder, 'from'), bytes);
    for (const pauseMs of [0, 3]) {
      const [sourceFd, targetFd] = [openSync(join(folder, 'from'), 'r'), openSync(join(folder, 'to'), 'w')];
      const afterBlock = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      const passed = drain(await partnerFor(createRing()), { sourceFd, targetFd, position: 0, sizeBytes: bytes.length }, { afterBlock });
      expect(passed.failure).toBeUndefined();
      expect(sha256(passed.bytes)).toBe(sha256(bytes));
      expect(sha256(readFileSync(join(folder, 'to')))).toBe(sha256(bytes));
      closeSync(sourceFd);
      closeSync(targetFd);
    }
  });

  it('part at once when the owner gives up right after handing over, again and again on one ring', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'from'), Buffer.alloc(1_000_000));
    const [sourceFd, targetFd] = [openSync(join(folder, 'from'), 'r'), openSync(join(folder, 'to'), 'w')];
    const ring = createRing();
    for (let round = 0; round < 5; round++) {
      const owner = await partnerFor(ring);
      expect(drain(owner, { sourceFd, targetFd, position: 0, sizeBytes: 1_000_000 }, { stop: () => true }).bytes).toHaveLength(0);
    }
    closeSync(sourceFd);
    closeSync(targetFd);
  });

  it('end where the source was cut off under their hands', async () => {
    const folder = makeFolder();
    const path = join(folder, 'shrinks');
    writeFileSync(path, Buffer.alloc(40_000_000, 1));
    const [sourceFd, targetFd] = [openSync(path, 'r'), openSync(join(folder, 'to'), 'w')];
    const afterBlock = (taken: number): void => void (taken === 3 && truncateSync(path, 20_000_000));
    const passed = drain(await partnerFor(createRing()), { sourceFd, targetFd, position: 0, sizeBytes: 40_000_000 }, { afterBlock });
    expect(passed).toMatchObject({ failure: undefined, bytes: { length: 20_000_000 } });
    expect(sha256(readFileSync(join(folder, 'to')))).toBe(sha256(passed.bytes));
    closeSync(sourceFd);
    closeSync(targetFd);
  });

  it('keep a file of 150 MB as one worker would', async () => {
    const folder = makeFolder();
    const bytes = Buffer.alloc(150_000_000);
    for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32LE(at, at);
    writeFileSync(join(folder, 'long.mp4'), bytes);
    const { vault, caseFolder } = makeVault();
    const kept = await vault.keep(source(join(folder, 'long.mp4')), { ...plain, verifyCopy: true });
    expect(kept).toMatchObject({ kept: true, sha256: sha256(bytes), bytes: bytes.length, verified: true });
    const [path] = filesIn(caseFolder, 'originals');
    expect(sha256(readFileSync(join(caseFolder, path ?? '')))).toBe(sha256(bytes));
  });
});

const strace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

describe.skipIf(!strace)('reading by two workers, as the system saw it', () => {
  it('takes every byte of the source once', () => {
    const folder = makeFolder();
    const path = join(folder, 'long.mp4');
    writeFileSync(path, Buffer.alloc(150_000_000, 3));
    const script = `
      const { openVault } = await import(${JSON.stringify(vaultModule)});
      let count = 0;
      const vault = openVault({ caseFolder: ${JSON.stringify(folder)}, workers: 2, token: () => 't' + count++ });
      const keep = { alsoDigest: [], verifyCopy: false };
      for await (const _ of vault.keepAll(Array.from({ length: 40 }, () => ({ path: Buffer.from('/nonexistent') })), keep));
      await vault.keep({ path: Buffer.from(${JSON.stringify(path)}) }, keep);
      await vault.close();`;
    const trace = join(folder, 'trace');
    const args = ['-f', '-y', '-e', 'trace=pread64', '-e', 'read=none', '-s', '0', '-P', path, '-o', trace];
    expect(spawnSync('strace', [...args, process.execPath, '--input-type=module', '-e', script], { encoding: 'utf8' }).status).toBe(0);
    const returned = [...readFileSync(trace, 'utf8').matchAll(/^(\d+) .*pread64.* = (\d+)$/gm)];
    expect(returned.reduce((sum, [, , length]) => sum + Number(length), 0)).toBe(150_000_000);
    expect(new Set(returned.map(([, thread]) => thread)).size).toBe(2);
  }, 20_000);
});

describe('the ring', () => {
  it('stops reading just past the size that the file had', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'grown'), Buffer.alloc(3_000_000));
    const [sourceFd, targetFd] = [openSync(join(folder, 'grown'), 'r'), openSync(join(folder, 'to'), 'w')];
    const { bytes } = drain(await partnerFor(createRing()), { sourceFd, targetFd, position: 0, sizeBytes: 1000 });
    expect(bytes.length).toBeGreaterThan(1000);
    expect(bytes.length).toBeLessThan(3_000_000);
    closeSync(sourceFd);
    closeSync(targetFd);
  });

  it('frees the owner when the partner has died', () => {
    const ring = createRing();
    const owner = new RingOwner(ring);
    owner.handOver({ sourceFd: -1, targetFd: -1, position: 0, sizeBytes: 1 });
    breakRing(ring);
    expect(() => owner.blocks(() => false).next()).toThrow('has ended');
    owner.close();
    expect(owner.partnerWaits()).toBe(false);
  });
});

describe.each([
  { how: 'grows', change: (path: string) => appendFileSync(path, 'more') },
  { how: 'shrinks', change: (path: string) => truncateSync(path, 399_000_000) },
])('a large source that $how while two workers read it', ({ change }) => {
  it('is not kept, and nothing of it stays', async () => {
    const path = join(makeFolder(), 'live.mp4');
    writeFileSync(path, '');
    truncateSync(path, 400_000_000);
    const { vault, caseFolder } = await makeReadyVault();
    let changed = false;
    const changeOnce = (bytes: number): void => {
      if (!changed && bytes > 0) change(path);
      changed = true;
    };
    const kept = await vault.keep(source(path), { ...plain, onProgress: changeOnce });
    expect(kept).toMatchObject({ kept: false, reason: 'changed-while-read', facts: { sizeBefore: 400_000_000 } });
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals')).toEqual([]);
  });
});

describe('a sparse file of 1 GiB', () => {
  it('is kept whole in constant memory', async () => {
    const path = join(makeFolder(), 'sparse');
    writeFileSync(path, '');
    truncateSync(path, 1024 ** 3);
    const { vault, caseFolder } = makeVault();
    const startBytes = process.memoryUsage.rss();
    let highBytes = 0;
    const kept = await vault.keep(source(path), { ...plain, onProgress: () => (highBytes = Math.max(highBytes, process.memoryUsage.rss())) });
    // SHA-256 of 2^30 zero bytes, by `head -c 1073741824 /dev/zero | sha256sum`.
    expect(kept).toMatchObject({ sha256: '49bc20df15e412a64472421e13fe86ff1c5165e18b2afccf160d4dc19fe68a14' });
    expect(statSync(join(caseFolder, filesIn(caseFolder, 'originals')[0] ?? '')).size).toBe(1024 ** 3);
    expect(highBytes - startBytes).toBeLessThan(150e6);
  }, 30_000);
});

describe('cancel', () => {
  it('in the middle of a large file leaves nothing in the vault', async () => {
    const path = join(makeFolder(), 'endless');
    writeFileSync(path, '');
    // Far more than could be kept: only a cancel ends this.
    truncateSync(path, 1024 ** 4);
    const { vault, caseFolder } = makeVault();
    const stop = new AbortController();
    const kept = await vault.keep(source(path), { ...plain, signal: stop.signal, onProgress: () => stop.abort() });
    expect(kept).toMatchObject({ kept: false, reason: 'cancelled', facts: { path } });
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals')).toEqual([]);
  });

  it('between lists ends them, and what was reported stays', async () => {
    const folder = makeFolder();
    const paths = Array.from({ length: 2000 }, (_, n) => join(folder, `${n}`));
    for (const path of paths) writeFileSync(path, path);
    const { vault, caseFolder } = makeVault();
    const stop = new AbortController();
    const reported: string[] = [];
    for await (const outcomes of vault.keepAll(paths.map(source), { ...plain, signal: stop.signal })) {
      for (const { result } of outcomes) if (result.kept) reported.push(result.sha256);
      stop.abort();
    }
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.length).toBeLessThan(2000);
    const standing = new Set(filesIn(caseFolder, 'originals').map((path) => path.slice(-64)));
    expect(reported.every((digest) => standing.has(digest))).toBe(true);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });

  it('before the start reads nothing', async () => {
    const { vault } = makeVault();
    const path = join(makeFolder(), 'x');
    writeFileSync(path, 'x');
    expect(await vault.keep(source(path), { ...plain, signal: AbortSignal.abort() })).toMatchObject({ kept: false, reason: 'cancelled' });
    expect((await keepAllOf(vault, [path])).get(path)).toMatchObject({ kept: true });
  });
});
