import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { breakRing, createRing, openRing, RingOwner, type Handover, type PumpFailure } from '../../../src-main/engine/vault/ring.ts';
import { filesIn, keepAllOf, makeFolder, makeVault, plain, sha256, source } from './case-for-tests.ts';

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

function drain(owner: RingOwner, handover: Handover): { bytes: Buffer; failure: PumpFailure | undefined } {
  owner.handOver(handover);
  const copies: Buffer[] = [];
  const blocks = owner.blocks(() => false);
  for (let next = blocks.next(); ; next = blocks.next()) {
    if (next.done === true) {
      owner.close();
      return { bytes: Buffer.concat(copies), failure: next.value };
    }
    copies.push(Buffer.from(next.value));
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
