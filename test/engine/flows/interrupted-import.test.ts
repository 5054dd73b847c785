import { existsSync, mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../known-system.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { documentOf, runCommand, startCommand } from '../../cli/run-command.ts';
import { acts, filesBelow, receiptsWithoutBytes, rows } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

const clips = 12;
const texts = 20;
const largeBytes = 100 << 20;
/** Clips and texts, the large one, and one clip under a second name. */
const sources = clips + texts + 2;

let source: string;
beforeAll(async () => {
  source = await temporaryFolder();
  mkdirSync(join(source, 'texts'));
  for (let n = 0; n < clips; n++) await writeClip(join(source, `clip ${n}.mov`), n);
  await writeClip(join(source, 'clip 3 again.mov'), 3);
  for (let n = 0; n < texts; n++) writeFileSync(join(source, 'texts', `${n}.txt`), `text ${n}`);
  writeFileSync(join(source, 'large.bin'), 'large');
  truncateSync(join(source, 'large.bin'), largeBytes);
});

/** What is to be seen in the case folder when the process is killed; from the first instant to the last. */
const instants: [name: string, reached: (folder: string) => boolean][] = [
  ['at the very start', (folder) => existsSync(join(folder, 'writer.owner'))],
  ['while the large file is being copied', (folder) => bytesIn(folder, 'incoming') > 1 << 20],
  ['when the large file is nearly there', (folder) => bytesIn(folder, 'incoming') > largeBytes * 0.8],
  ['when the first copies are in their places', (folder) => countIn(folder, 'originals') >= 1],
  ['when half of the copies are', (folder) => countIn(folder, 'originals') >= 16],
  ['when all of them are', (folder) => countIn(folder, 'originals') >= sources - 1],
  ['when reports begin to come', (folder) => countIn(folder, 'derivatives') >= 8],
  ['when some items have been examined', (folder) => countIn(folder, 'derivatives') >= 20],
  ['when more have', (folder) => countIn(folder, 'derivatives') >= 40],
  ['near the end', (folder) => countIn(folder, 'derivatives') >= 60],
];

function countIn(folder: string, part: string): number {
  return namesBelow(join(folder, part)).length;
}

/** Files come and go under the reader's eyes. */
function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  } catch {
    return [];
  }
}

function bytesIn(folder: string, part: string): number {
  return namesBelow(join(folder, part)).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Start the import and kill it when the instant is there and a little more has passed. False when it ended before. */
async function killAt(folder: string, reached: (folder: string) => boolean, extraMs: number): Promise<boolean> {
  const { process: child, ended } = startCommand(['import', folder, source, '--json'], { ownGroup: true });
  const run = { over: false };
  const end = ended.finally(() => (run.over = true));
  while (!run.over && !reached(folder)) await wait(2);
  await wait(extraMs);
  child.kill('SIGKILL');
  const { signal } = await end;
  endLeftOver(child.pid ?? 0);
  return signal === 'SIGKILL';
}

/** The tools of a killed process may outlive it; nothing of a test stays. */
function endLeftOver(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // None is left.
  }
}

describe.skipIf(process.platform === 'win32')('an import that is killed', () => {
  it.each([1, 2])('twice ten times in a row loses nothing that was reported, and is resumed to its end (%i)', async (seed) => {
    const folder = await temporaryCase();
    const chance = seededRandom(seed);
    const killed: string[] = [];
    for (const [name, reached] of instants) {
      if (await killAt(folder, reached, (chance.bytes(1)[0] ?? 0) % 40)) killed.push(name);
      expect(await receiptsWithoutBytes(folder)).toEqual([]);
      await working(folder, () => Promise.resolve());
      expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    }
    // The machine may be quicker than the eye: a kill may come too late.
    expect(killed.length).toBeGreaterThanOrEqual(7);

    const ended = await runCommand(['import', folder, source, '--json']);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    // One import for all attempts; where a kill came too late, that one is whole and the next attempt began another.
    const begun = (await acts(folder, 'import-started')).map((act) => act.seq);
    expect(begun).toHaveLength(1 + instants.length - killed.length);
    const resumed = (await acts(folder, 'import-resumed')).map((act) => act.payload['import']);
    expect(resumed.filter((seq) => !begun.includes(Number(seq)))).toEqual([]);
    expect(documentOf<{ resumed: boolean }>(ended).resumed).toBe(killed.at(-1) === instants.at(-1)?.[0]);
    expect(await rows(folder, 'SELECT import_seq, count(*) AS n, count(DISTINCT source_path) AS paths FROM receipt GROUP BY import_seq')).toEqual(
      begun.map((seq) => ({ import_seq: seq, n: sources, paths: sources })),
    );
    expect(await rows(folder, 'SELECT count(*) AS n FROM item')).toEqual([{ n: sources - 1 }]);
    expect(await rows(folder, 'SELECT name FROM item WHERE examined_seq IS NULL OR keyframes_seq IS NULL')).toEqual([]);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    expect(filesBelow(folder, 'originals')).toHaveLength(sources - 1);
    expect((await runCommand(['fixity', folder])).status).toBe(0);
  }, 180_000);
});
