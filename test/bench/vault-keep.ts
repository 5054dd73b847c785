/**
 * The vault alone against `cp`, A B B A in one run: `node test/bench/vault-keep.ts [big|many|small|fixity|all] [MiB]`.
 * Prints medians as ratios; references end with an fsync (big, many) or syncfs (small).
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FileToCheck, Kept } from '../../src-main/engine/vault/kept.ts';
import { openVault } from '../../src-main/engine/vault/vault.ts';

const what = process.argv[2] ?? 'all';
const bigMiB = Number(process.argv[3] ?? 512);
const rounds = Number(process.argv[4] ?? 3);
const work = mkdtempSync(join(tmpdir(), 'vault-bench-'));
const none = { alsoDigest: [], verifyCopy: false } as const;
let count = 0;

interface Measured {
  ours: () => Promise<void>;
  reference: () => void;
  /** Remove what one round has made. */
  clean: () => void;
}

async function compare(name: string, m: Measured): Promise<void> {
  const ours: number[] = [];
  const reference: number[] = [];
  const startBytes = process.memoryUsage.rss();
  let highBytes = startBytes;
  const watch = setInterval(() => (highBytes = Math.max(highBytes, process.memoryUsage.rss())), 20);
  let longestDelayMs = 0;
  for (let round = 0; round <= rounds; round++) {
    // A B B A: on a virtual machine whoever writes right after the other's files are removed finds warmer memory.
    const referenceFirst = round % 2 === 0;
    const runReference = (): Promise<number> => timed(async () => m.reference());
    let referenceMs = referenceFirst ? await runReference() : 0;
    if (referenceFirst) m.clean();
    // A fresh one each time: the reference blocks the loop, and that is not ours.
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const oursMs = await timed(m.ours);
    delay.disable();
    longestDelayMs = Math.max(longestDelayMs, delay.max / 1e6);
    m.clean();
    if (!referenceFirst) {
      referenceMs = await runReference();
      m.clean();
    }
    // The first round warms the page cache and the memory of a virtual machine.
    if (round > 0) {
      ours.push(oursMs);
      reference.push(referenceMs);
    }
  }
  clearInterval(watch);
  // Noise of a shared machine only ever adds.
  const quickest = Math.min(...ours) / Math.min(...reference);
  const ratio = median(ours) / median(reference);
  process.stdout.write(
    `${name}: ours ${median(ours).toFixed(0)} ms, reference ${median(reference).toFixed(0)} ms, ratio ${ratio.toFixed(2)} (of the quickest ${quickest.toFixed(2)}), ` +
      `each ${ours.map((value, n) => (value / (reference[n] ?? 1)).toFixed(2)).join(' ')}, ` +
      `memory above start ${((highBytes - startBytes) / 1e6).toFixed(0)} MB, event loop at most ${longestDelayMs.toFixed(0)} ms\n`,
  );
}

async function timed(act: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function makeFile(path: string, bytes: number): void {
  const fd = openSync(path, 'w');
  const block = randomBytes(1 << 20);
  for (let at = 0; at < bytes; at += block.length) writeFileSync(fd, block.subarray(0, Math.min(block.length, bytes - at)));
  closeSync(fd);
}

const caseFolder = join(work, 'case');
const copyFolder = join(work, 'copy');
const clean = (): void => {
  for (const folder of [caseFolder, copyFolder]) rmSync(folder, { recursive: true, force: true });
  for (const folder of [caseFolder, copyFolder]) mkdirSync(folder);
  execFileSync('sync', ['-f', work]);
};

async function keepThem(paths: string[]): Promise<Kept[]> {
  const vault = openVault({ caseFolder, token: () => `bench${count++}` });
  const kept: Kept[] = [];
  for await (const outcomes of vault.keepAll(paths.map((path) => ({ path: Buffer.from(path) })), none)) {
    for (const { result } of outcomes) if (result.kept) kept.push(result);
  }
  await vault.close();
  if (kept.length !== paths.length) throw new Error(`${kept.length} of ${paths.length} kept`);
  return kept;
}

function bigFiles(files: number, bytes: number): string[] {
  mkdirSync(join(work, `big${files}`));
  return Array.from({ length: files }, (_, n) => {
    const path = join(work, `big${files}`, `${n}`);
    makeFile(path, bytes);
    return path;
  });
}

const copyEach = (paths: string[]): void => {
  for (const [n, path] of paths.entries()) execFileSync('sh', ['-c', 'cp "$1" "$2" && sync "$2"', 'sh', path, join(copyFolder, `${n}`)]);
};

clean();
const bytes = bigMiB * 1024 * 1024;
if (what === 'big' || what === 'all') {
  const paths = bigFiles(1, bytes);
  await compare(`one file of ${bigMiB} MiB`, { ours: async () => void (await keepThem(paths)), reference: () => copyEach(paths), clean });
}
if (what === 'many' || what === 'all') {
  const paths = bigFiles(4, bytes / 4);
  await compare(`four files of ${bigMiB / 4} MiB`, { ours: async () => void (await keepThem(paths)), reference: () => copyEach(paths), clean });
}
if (what === 'small' || what === 'all') {
  const from = join(work, 'small');
  mkdirSync(from);
  const paths = Array.from({ length: 4000 }, (_, n) => join(from, `${n}`));
  for (const path of paths) writeFileSync(path, randomBytes(65536));
  const reference = (): void => void execFileSync('sh', ['-c', 'cp -r "$1" "$2" && sync -f "$2"', 'sh', from, copyFolder]);
  await compare('4000 files of 64 KiB', { ours: async () => void (await keepThem(paths)), reference, clean });
}
if (what === 'fixity' || what === 'all') {
  const paths = bigFiles(8, bytes / 8);
  clean();
  const files = (await keepThem(paths)).map((kept): FileToCheck => ({ kind: 'original', sha256: kept.sha256, bytes: kept.bytes }));
  const ours = async (): Promise<void> => {
    const vault = openVault({ caseFolder, token: () => `bench${count++}` });
    for await (const check of vault.checkFixity(files, {})) if (!check.ok) throw new Error(check.code);
    await vault.close();
  };
  const block = Buffer.allocUnsafeSlow(1 << 20);
  const reference = (): void => {
    for (const path of paths) {
      const hash = createHash('sha256');
      const fd = openSync(path, 'r');
      for (let n = readSync(fd, block); n > 0; n = readSync(fd, block)) hash.update(block.subarray(0, n));
      closeSync(fd);
      hash.digest('hex');
    }
  };
  await compare(`fixity of eight files of ${bigMiB / 8} MiB`, { ours, reference, clean: () => {} });
}
rmSync(work, { recursive: true, force: true });
