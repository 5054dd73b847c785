import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchCase, benchFolder, copyDurably, importInto, makeFile, makeSmallFiles, scale, tell, warmMemory, watchProcess } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

const GiB = 2 ** 30;
const out = join(benchFolder, 'out');
const folder = { current: '' };

async function prepare(bytes: number): Promise<void> {
  if (folder.current !== '') rmSync(folder.current, { recursive: true });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  folder.current = await benchCase();
  execFileSync('sync');
  warmMemory(bytes + GiB);
}

async function expectAll(paths: string[], count: number): Promise<void> {
  const { received, notReceived } = await importInto(folder.current, paths, true);
  if (received.length !== count || notReceived.length > 0) throw new Error(`received ${received.length} of ${count}`);
}

async function oneLargeFile(): Promise<void> {
  const source = join(benchFolder, 'large.bin');
  const bytes = Math.round(4 * GiB * scale);
  await makeFile(source, bytes);
  const watched = watchProcess();
  const times = await sideBySide({
    prepare: () => prepare(bytes),
    ours: () => watched.during(() => expectAll([source], 1)),
    reference: () => copyDurably(source, join(out, 'copy')),
    rounds: 3,
  });
  tell({ what: 'import one 4 GiB file', reference: 'cp + fsync', ...times, target: 1.3, ...watched.told() });
  rmSync(source);
}

async function fourLargeFiles(): Promise<void> {
  const sources = [0, 1, 2, 3].map((n) => join(benchFolder, `large-${n}.bin`));
  for (const [n, source] of sources.entries()) await makeFile(source, Math.round(GiB * scale) + n);
  const watched = watchProcess();
  const times = await sideBySide({
    prepare: () => prepare(4 * GiB * scale),
    ours: () => watched.during(() => expectAll(sources, 4)),
    reference: () => sources.forEach((source, n) => copyDurably(source, join(out, String(n)))),
    rounds: 3,
  });
  tell({ what: 'import four 1 GiB files', reference: 'cp + fsync, one by one', ...times, target: 1.05, ...watched.told() });
  for (const source of sources) rmSync(source);
}

async function manySmallFiles(): Promise<void> {
  const source = join(benchFolder, 'small');
  const count = Math.round(10_000 * scale);
  makeSmallFiles(source, count, 65_536);
  const watched = watchProcess();
  const times = await sideBySide({
    prepare: () => prepare(count * 65_536),
    ours: () => watched.during(() => expectAll([source], count)),
    reference: () => {
      execFileSync('cp', ['-r', source, join(out, 'copy')]);
      execFileSync('sync', ['-f', out]);
    },
    rounds: 3,
  });
  tell({ what: 'import 10,000 files of 64 KiB', reference: 'cp -r + syncfs', ...times, target: 1.5, ...watched.told() });
}

await oneLargeFile();
await fourLargeFiles();
await manySmallFiles();
