import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import type { Sha256 } from '../../../src-main/shared/digest.ts';
import type { ToStreamWorker } from '../../../src-main/engine/vault/keep-stream-messages.ts';
import type { StreamSource } from '../../../src-main/engine/vault/keep-stream.ts';
import type { Kept } from '../../../src-main/engine/vault/kept.ts';
import { Lane } from '../../../src-main/engine/vault/stream-thread.ts';
import { filesIn, makeFolder, makeVault, plain, sha256, source } from './case-for-tests.ts';

const vaultModule = new URL('../../../src-main/engine/vault/vault.ts', import.meta.url).href;

/** A stream of these pieces, of which so many bytes are promised. */
function stream(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, sizeBytes: number, rest: Partial<StreamSource> = {}): StreamSource {
  async function* each() {
    yield* pieces;
  }
  return { name: Buffer.from('folder/clip.mp4'), pieces: each(), sizeBytes, ...rest };
}

const whole = (bytes: Uint8Array): StreamSource => stream([bytes], bytes.length);

function* blocks(count: number, bytes: number): Generator<Buffer> {
  for (let n = 0; n < count; n++) yield Buffer.alloc(bytes, n);
}

function nothingIn(caseFolder: string): void {
  expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  expect(filesIn(caseFolder, 'originals')).toEqual([]);
}

const pathOf = (caseFolder: string, kept: { sha256: Sha256 }): string => join(caseFolder, originalPath(kept.sha256));

describe('a stream', () => {
  it.each([
    ['of no bytes', []],
    ['of one byte', [Buffer.from('a')]],
    ['of pieces of every size', [1, 65_536, 0, 262_144, 262_143, 3, 1_000_000].map((length, n) => Buffer.alloc(length, n))],
  ])('%s is kept byte for byte under its digest, and nothing else is left', async (_, pieces) => {
    const { vault, caseFolder } = makeVault();
    const bytes = Buffer.concat(pieces);
    const kept = await vault.keepStream(stream(pieces, bytes.length));
    expect(kept).toEqual({ kept: true, sha256: sha256(bytes), bytes: bytes.length, otherDigests: {}, alreadyThere: false, verified: false });
    const path = pathOf(caseFolder, kept as Kept);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o444);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });

  it('of bytes that are there already makes no second copy, whichever way they came', async () => {
    const { vault, caseFolder } = makeVault();
    const bytes = Buffer.alloc(300_000, 7);
    const path = join(makeFolder(), 'a');
    writeFileSync(path, bytes);
    expect(await vault.keepStream(whole(bytes))).toMatchObject({ alreadyThere: false });
    expect(await vault.keepStream(whole(bytes))).toMatchObject({ alreadyThere: true });
    expect(await vault.keep(source(path), plain)).toMatchObject({ alreadyThere: true });
    expect(filesIn(caseFolder, 'originals')).toHaveLength(1);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });

  it('of which many come at once with the same bytes is kept once', async () => {
    const { vault, caseFolder } = makeVault();
    const kept = await Promise.all(Array.from({ length: 12 }, () => vault.keepStream(whole(Buffer.from('the same')))));
    expect(kept.filter((each) => each.kept && !each.alreadyThere)).toHaveLength(1);
    expect(filesIn(caseFolder, 'originals')).toHaveLength(1);
  });

  it('puts a damaged copy right', async () => {
    const { vault, caseFolder } = makeVault();
    const kept = (await vault.keepStream(whole(Buffer.from('intact')))) as Kept;
    spawnSync('sh', ['-c', 'chmod u+w "$0" && printf broken > "$0"', pathOf(caseFolder, kept)]);
    expect(await vault.keepStream(whole(Buffer.from('intact')))).toMatchObject({ replacedDamagedCopy: 'digest-mismatch' });
    expect(readFileSync(pathOf(caseFolder, kept), 'utf8')).toBe('intact');
  });

  it.each([
    ['shorter', [Buffer.alloc(400_000)], 400_001, 400_000],
    ['longer', [Buffer.alloc(400_000), Buffer.alloc(1)], 400_000, 400_001],
    ['missing', [], 3, 0],
  ])('that is %s than promised is a finding and leaves nothing', async (_, pieces, promised, bytesRead) => {
    const { vault, caseFolder } = makeVault();
    expect(await vault.keepStream(stream(pieces, promised))).toEqual({
      kept: false, reason: 'changed-while-read', facts: { path: 'folder/clip.mp4', bytesRead, sizeBefore: promised },
    });
    nothingIn(caseFolder);
  });

  it('that does not end is ended at what was promised', async () => {
    const { vault } = makeVault();
    let isEnded = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(1000);
      } finally {
        isEnded = true;
      }
    }
    expect(await vault.keepStream(stream(endless(), 5000))).toMatchObject({ reason: 'changed-while-read' });
    expect(isEnded).toBe(true);
  });

  it('that is cut throws what it threw and leaves nothing', async () => {
    const { vault, caseFolder } = makeVault();
    async function* cut() {
      yield* blocks(20, 100_000);
      throw new Error('the line is dead');
    }
    await expect(vault.keepStream(stream(cut(), 9_000_000))).rejects.toThrow('the line is dead');
    nothingIn(caseFolder);
  });

  it('that is cancelled leaves nothing, and the others go on', async () => {
    const { vault, caseFolder } = makeVault();
    const stop = new AbortController();
    async function* stopped() {
      yield* blocks(20, 100_000);
      stop.abort();
      yield Buffer.alloc(1);
    }
    const [cancelled, other] = await Promise.all([
      vault.keepStream(stream(stopped(), 9_000_000, { signal: stop.signal })),
      vault.keepStream(stream(blocks(40, 100_000), 4_000_000)),
    ]);
    expect(cancelled).toMatchObject({ kept: false, reason: 'cancelled' });
    expect(other).toMatchObject({ kept: true, bytes: 4_000_000 });
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals')).toHaveLength(1);
  });

  it('that is cancelled with its last byte leaves nothing', async () => {
    const { vault, caseFolder } = makeVault();
    const stop = new AbortController();
    async function* whole() {
      yield Buffer.alloc(500_000);
      stop.abort();
    }
    expect(await vault.keepStream(stream(whole(), 500_000, { signal: stop.signal }))).toMatchObject({ reason: 'cancelled' });
    nothingIn(caseFolder);
  });

  it('leaves the event loop free', async () => {
    const { vault } = makeVault();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    let counted = 0;
    delay.enable();
    const kept = await vault.keepStream(stream(blocks(1600, 65_536), 1600 * 65_536, { onBytes: (count) => void (counted += count) }));
    delay.disable();
    expect([kept, counted]).toMatchObject([{ kept: true, bytes: 1600 * 65_536 }, 1600 * 65_536]);
    // Digesting this at once takes longer, and so does writing it.
    expect(delay.percentile(99) / 1e6).toBeLessThan(50);
  });

  it('waits when four blocks are on their way, and goes on with each that comes back', async () => {
    const posted: ToStreamWorker[] = [];
    const lane = new Lane({ stream: 0, sizeBytes: 10_000_000, post: (message) => void posted.push(message), onEnd: () => {} });
    let isWritten = false;
    const written = lane.write(Buffer.alloc(5 * 262_144)).then(() => (isWritten = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([posted.length, isWritten]).toEqual([4, false]);
    const [first] = posted;
    if (first?.kind === 'bytes') lane.hear({ kind: 'room', stream: 0, block: first.block });
    await written;
    expect(posted).toHaveLength(5);
  });

  it('that ends slowly lets quicker ones pass', async () => {
    const { vault } = makeVault();
    const gate = Promise.withResolvers<undefined>();
    async function* slow() {
      yield Buffer.alloc(10);
      await gate.promise;
      yield Buffer.alloc(10);
    }
    const late = vault.keepStream(stream(slow(), 20));
    expect(await Promise.all(Array.from({ length: 20 }, (_, n) => vault.keepStream(whole(Buffer.from(`file ${n}`)))))).toHaveLength(20);
    gate.resolve(undefined);
    expect(await late).toMatchObject({ kept: true, bytes: 20 });
  });

  it('cannot be kept where the vault is not writable, and says so', async () => {
    const caseFolder = makeFolder();
    writeFileSync(join(caseFolder, 'incoming'), 'a file stands where the folder belongs');
    await expect(makeVault(caseFolder).vault.keepStream(whole(Buffer.from('a')))).rejects.toMatchObject({ code: 'vault-write-failed' });
  });
});

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}

describe.skipIf(!canMount())('a full disk', () => {
  it('is said, leaves no half file, and takes the stream when there is room', async () => {
    const folder = makeFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    const { vault, caseFolder } = makeVault(folder);
    const large = (): StreamSource => stream(blocks(200, 100_000), 20_000_000);
    await expect(vault.keepStream(large())).rejects.toMatchObject({ code: 'disk-full', facts: { path: 'folder/clip.mp4' } });
    nothingIn(caseFolder);
    execFileSync('mount', ['-o', 'remount,size=40m', folder]);
    expect(await vault.keepStream(large())).toMatchObject({ kept: true });
  });
});

it.skipIf(spawnSync('prlimit', ['--version']).status !== 0)('a stream larger than a file can be is a finding, and a smaller one is kept after it', () => {
  const { caseFolder } = makeVault();
  const script = join(makeFolder(), 'keep.mjs');
  writeFileSync(
    script,
    `const { openVault } = await import(${JSON.stringify(vaultModule)});
    let n = 0;
    const vault = openVault({ caseFolder: ${JSON.stringify(caseFolder)}, workers: 1, token: () => 't' + n++ });
    async function* pieces(count) { for (let i = 0; i < count; i++) yield Buffer.alloc(100_000, i); }
    const keep = (name, count) => vault.keepStream({ name: Buffer.from(name), pieces: pieces(count), sizeBytes: count * 100_000 });
    console.log(JSON.stringify([await keep('large', 30), (await keep('small', 1)).kept]));
    await vault.close();`,
  );
  const { stdout } = spawnSync('prlimit', ['--fsize=1000000', process.execPath, script], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual([{ kept: false, reason: 'too-large-for-vault', facts: { path: 'large', bytes: 3_000_000 } }, true]);
  expect(filesIn(caseFolder, 'incoming')).toEqual([]);
});

it('a process that is killed on the way leaves nothing but what the next open empties', async () => {
  const { vault, caseFolder } = makeVault();
  const script = `
    const { openVault } = await import(${JSON.stringify(vaultModule)});
    const vault = openVault({ caseFolder: ${JSON.stringify(caseFolder)}, token: () => 'half' });
    async function* pieces() { for (;;) { yield Buffer.alloc(65536); console.log('x'); await new Promise((resolve) => setTimeout(resolve, 1)); } }
    await vault.keepStream({ name: Buffer.from('a'), pieces: pieces(), sizeBytes: 1e9 });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      lines += text.length / 2;
      if (lines > 30) resolve();
    });
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(filesIn(caseFolder, 'incoming')).toEqual(['incoming/half']);
  expect(await vault.emptyIncoming()).toEqual(['half']);
  nothingIn(caseFolder);
});
