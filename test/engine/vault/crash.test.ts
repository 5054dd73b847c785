import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Kept } from '../../../src-main/engine/vault/kept.ts';
import { filesIn, keepAllOf, makeFolder, makeVault, plain, sha256, source } from './case-for-tests.ts';

const vaultModule = new URL('../../../src-main/engine/vault/vault.ts', import.meta.url).href;

/** A disk of so many MiB; the test is skipped where none can be mounted. */
function smallDisk(mebibytes: number): string {
  const folder = makeFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}

describe.skipIf(!canMount())('a full disk', () => {
  it.each([
    { lane: 'in a batch', sizeBytes: 12_000_000 },
    { lane: 'by one worker', sizeBytes: 40_000_000 },
    { lane: 'by two workers', sizeBytes: 90_000_000 },
  ])('says so and leaves no half file (kept $lane)', async ({ sizeBytes }) => {
    const { vault, caseFolder } = makeVault(smallDisk(8));
    const path = join(makeFolder(), 'too much');
    writeFileSync(path, Buffer.alloc(sizeBytes, 1));
    // Findings only, but both workers are up after it, so that a second one can lend a hand at once.
    await keepAllOf(vault, Array.from({ length: 40 }, () => '/nonexistent'));
    await expect(keepAllOf(vault, [path])).rejects.toMatchObject({ code: 'disk-full', facts: { path } });
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals')).toEqual([]);
    expect(statfsSync(caseFolder).bfree * statfsSync(caseFolder).bsize).toBeGreaterThan(7_500_000);
  });

  it('hands over what is durable before it says so, and takes in the rest when there is room', async () => {
    const { vault, caseFolder } = makeVault(smallDisk(8));
    const folder = makeFolder();
    const paths = Array.from({ length: 100 }, (_, n) => join(folder, `${n}`));
    for (const [n, path] of paths.entries()) writeFileSync(path, Buffer.alloc(200_000, n));
    const kept: Kept[] = [];
    const keep = async (): Promise<void> => {
      for await (const outcomes of vault.keepAll(paths.map(source), plain)) {
        for (const { result } of outcomes) {
          expect(result.kept).toBe(true);
          if (result.kept) kept.push(result);
        }
      }
    };
    await expect(keep()).rejects.toMatchObject({ code: 'disk-full' });
    expect(kept.length).toBeGreaterThan(20);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals').map((path) => path.slice(-64))).toEqual(kept.map((each) => each.sha256).toSorted());
    execFileSync('mount', ['-o', 'remount,size=40m', caseFolder]);
    const before = kept.splice(0).length;
    await keep();
    expect(kept).toHaveLength(100);
    expect(kept.filter((each) => each.alreadyThere)).toHaveLength(before);
  });

  it('is named for derivatives too', async () => {
    const { vault, caseFolder } = makeVault(smallDisk(1));
    await expect(vault.keepDerivatives([Buffer.alloc(100_000, 1), Buffer.alloc(3_000_000, 2)])).rejects.toMatchObject({ code: 'disk-full' });
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });
});

describe('a vault that cannot be written', () => {
  it('says so in words', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'case'), 'a file where the case folder should be');
    const { vault } = makeVault(join(folder, 'case'));
    writeFileSync(join(folder, 'x'), 'x');
    await expect(vault.keep(source(join(folder, 'x')), plain)).rejects.toMatchObject({ code: 'vault-write-failed' });
  });
});

describe('kill -9 in the middle', () => {
  it('leaves half files in incoming only, and the next open removes them', async () => {
    const folder = makeFolder();
    const caseFolder = join(folder, 'case');
    mkdirSync(caseFolder);
    const large = join(folder, 'large');
    writeFileSync(large, '');
    truncateSync(large, 1024 ** 4);
    writeFileSync(join(folder, 'small'), 'kept before');
    const script = `
      const { openVault } = await import(${JSON.stringify(vaultModule)});
      let count = 0;
      const vault = openVault({ caseFolder: ${JSON.stringify(caseFolder)}, token: () => 'child' + count++ });
      const keep = (path, o = {}) => vault.keep({ path: Buffer.from(path) }, { alsoDigest: [], verifyCopy: false, ...o });
      await keep(${JSON.stringify(join(folder, 'small'))});
      await keep(${JSON.stringify(large)}, { onProgress: () => console.log('reading') });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;

    const left = readdirSync(join(caseFolder, 'incoming'));
    expect(left).toHaveLength(1);
    const originals = filesIn(caseFolder, 'originals');
    expect(originals.map((path) => path.slice(-64))).toEqual([sha256('kept before')]);
    expect(sha256(readFileSync(join(caseFolder, originals[0] ?? '')))).toBe(sha256('kept before'));

    const { vault } = makeVault(caseFolder);
    expect(await vault.emptyIncoming()).toEqual(left);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    expect(filesIn(caseFolder, 'originals')).toEqual(originals);
  });
});
