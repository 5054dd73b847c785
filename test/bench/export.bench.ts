import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exportBundle, openCase, verifyBundle, type WritableCase } from '../../src-main/engine/index.ts';
import { seededRandom } from '../known-system.ts';
import { benchCase, benchFolder, importInto, makeFile, scale, tell, watchProcess } from './bench-case.ts';
import { sideBySide } from './side-by-side.ts';

// A case of 8 files of 64 MiB leaves as a folder and as a ZIP, checked as its receiver would, against plain copies of the same files.
const [ours, theirs] = [join(benchFolder, 'ours'), join(benchFolder, 'theirs')];

function clear(): void {
  for (const path of [ours, theirs, `${theirs}.zip`]) rmSync(path, { recursive: true, force: true });
}

function shell(script: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('sh', ['-ec', script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

async function whole(target: WritableCase, zip: boolean): Promise<void> {
  await exportBundle(target, { choice: { all: true }, out: ours, zip });
}

const sources = Array.from({ length: 8 }, (_, n) => join(benchFolder, `footage-${n}.bin`));
for (const [n, source] of sources.entries()) await makeFile(source, Math.round(64 * 2 ** 20 * scale) + n);
const folder = await benchCase();
await importInto(folder, sources, true);
for (const source of sources) rmSync(source);
const { case: target, close } = await openCase({ folder, clock: { now: () => Date.now() }, random: seededRandom(3) });
const originals = join(folder, 'originals');

for (const [what, zip, reference, script, limit] of [
  ['export as a folder, checked', false, 'cp -r, every file flushed', 'cp -r "$0" "$1"; find "$1" -exec sync {} +', 1.6],
  ['export as a ZIP, checked', true, 'zip -0, flushed', 'cd "$0"; zip -0 -q -r "$1.zip" .; sync "$1.zip"', 1.5],
] as const) {
  const watched = watchProcess();
  const times = await sideBySide({ prepare: clear, ours: () => watched.during(() => whole(target, zip)), reference: () => shell(script, originals, theirs), rounds: 5 });
  tell({ what, reference, ...times, target: limit, ...watched.told() });
}

clear();
await whole(target, false);
const payload = join(ours, 'data');
const watched = watchProcess();
const times = await sideBySide({
  ours: () =>
    watched.during(async () => {
      const verified = await verifyBundle({ path: ours });
      if (verified.kind !== 'bundle' || verified.check.findings.length + verified.check.bag.findings.length > 0) throw new Error('findings');
    }),
  reference: () => shell('find "$0" -type f -exec openssl dgst -sha256 {} + > /dev/null', payload),
  rounds: 5,
});
tell({ what: 'bundle-verify: a bundle as a folder', reference: 'openssl dgst -sha256 of its payload', ...times, target: 0.75, ...watched.told() });
if (readdirSync(join(payload, 'originals')).length !== sources.length) throw new Error('not every file left');
await close();
clear();
