import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCase, verifyCase } from '../../../src-main/engine/index.ts';
import { documentOf, runCommand, startCommand } from '../../cli/run-command.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto, receiptsWithoutBytes, rows } from './case-reading.ts';
import { caseOf, handOver, logLength, receive } from './handed-bundle.ts';

const texts = 30;
const largeBytes = 24 << 20;
let [folderBundle, zipBundle] = ['', ''];
beforeAll(async () => {
  const [ann, source] = [await caseOf('Ann'), await temporaryFolder()];
  for (let n = 0; n < texts; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`);
  writeFileSync(join(source, 'large.bin'), 'large');
  truncateSync(join(source, 'large.bin'), largeBytes);
  await importInto(ann, [source], { keepOnly: true });
  const all = Array.from({ length: texts + 1 }, (_, n) => `i${n + 1}`);
  [folderBundle, zipBundle] = [await handOver(ann, all), await handOver(ann, all, { zip: true })];
}, 120_000);

/** Files come and go under the reader's eyes. */
function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

const countIn = (folder: string, part: string): number => namesBelow(join(folder, part)).length;
const bytesIn = (folder: string, part: string): number => namesBelow(join(folder, part)).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/** What is to be seen in the case folder when the process is killed. */
const instants: ((folder: string) => boolean)[] = [
  (folder) => existsSync(join(folder, 'writer.owner')),
  (folder) => countIn(folder, 'derivatives') >= 1,
  (folder) => countIn(folder, 'derivatives') >= texts,
  (folder) => bytesIn(folder, 'incoming') > 1 << 20,
  (folder) => countIn(folder, 'originals') >= 1,
  (folder) => countIn(folder, 'originals') >= texts,
];

/** Start the command and kill it when the instant is there. False when it ended before. */
async function killAt(folder: string, bundle: string, reached: (folder: string) => boolean): Promise<boolean> {
  const { process: child, ended } = startCommand(['receive', folder, bundle, '--json']);
  const run = { over: false };
  const end = ended.finally(() => (run.over = true));
  while (!run.over && !reached(folder)) await wait(2);
  child.kill('SIGKILL');
  return (await end).signal === 'SIGKILL';
}

describe.skipIf(process.platform === 'win32')('a receiving that is killed', () => {
  it.each(['folder', 'zip'])('again and again loses nothing, and is resumed to its end (%s)', async (form) => {
    const [ben, bundle] = [await caseOf('Ben'), form === 'zip' ? zipBundle : folderBundle];
    let killed = 0;
    for (const reached of instants) {
      if (await killAt(ben, bundle, reached)) killed++;
      expect(await receiptsWithoutBytes(ben)).toEqual([]);
    }
    expect(killed).toBeGreaterThanOrEqual(3);
    const ended = await runCommand(['receive', ben, bundle, '--json']);
    expect(ended.status).toBe(0);
    // Where the last kill came too late, the bundle is whole already.
    expect(['received', 'received-before']).toContain(documentOf<{ outcome: string }>(ended).outcome);
    expect(await acts(ben, 'import-started')).toHaveLength(1);
    expect(await acts(ben, 'bundle-received')).toHaveLength(1);
    expect(await rows(ben, 'SELECT count(*) AS n, count(DISTINCT item_number) AS items FROM receipt')).toEqual([{ n: texts + 1, items: texts + 1 }]);
    expect(await receiptsWithoutBytes(ben)).toEqual([]);
    expect(readdirSync(join(ben, 'incoming'))).toEqual([]);
    // A kill can leave a document without its entry, never an entry without its document: salted, each try makes its own.
    expect((await verifyCase({ folder: ben })).findings.filter(({ code }) => code !== 'orphan-file')).toEqual([]);
  }, 240_000);
});

describe('a receiving that is cancelled', () => {
  it('says so, keeps what was kept, and goes on when it is given again', async () => {
    const [ben, stop] = [await caseOf('Ben'), new AbortController()];
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'kept') stop.abort();
    };
    expect(await receive(ben, folderBundle, { signal: stop.signal, onProgress })).toMatchObject({ outcome: 'cancelled' });
    expect(await acts(ben, 'bundle-received')).toEqual([]);
    expect((await acts(ben, 'import-ended')).map(({ payload }) => payload['outcome'])).toEqual(['cancelled']);
    expect(await receive(ben, folderBundle)).toMatchObject({ outcome: 'received', resumed: true });
    expect((await verifyCase({ folder: ben })).findings).toEqual([]);
  });

  it('while it is still checked changes nothing at all', async () => {
    const [ben, stop] = [await caseOf('Ben'), new AbortController()];
    const before = await logLength(ben);
    await expect(receive(ben, folderBundle, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow(/abort|Stopped/i);
    expect(await logLength(ben)).toBe(before);
  });
});

const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) spawnSync('umount', ['-l', place]);
});

function mountSmallDisk(place: string, sizeMb: number): boolean {
  mkdirSync(place, { recursive: true });
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', place]).status === 0;
  if (done) mounted.push(place);
  return done;
}

// Only root may mount, and not in every container.
const canMount = await temporaryFolder().then((folder) => {
  const able = process.platform === 'linux' && process.getuid?.() === 0 && mountSmallDisk(join(folder, 'probe'), 1);
  for (const place of mounted.splice(0)) spawnSync('umount', [place]);
  return able;
});

function freeBytes(disk: string): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}

async function caseOnDisk(sizeMb: number): Promise<{ folder: string; disk: string }> {
  const disk = join(await temporaryFolder(), 'disk');
  mountSmallDisk(disk, sizeMb);
  const folder = join(disk, 'case');
  await createCase({ folder, title: 'T', custodian: 'Ben', passphrase: undefined, ...knownSystem });
  return { folder, disk };
}

describe.skipIf(!canMount)('a disk with too little room', () => {
  it('is noticed before anything is written', async () => {
    const { folder } = await caseOnDisk(80);
    const before = await logLength(folder);
    await expect(receive(folder, folderBundle)).rejects.toMatchObject({ code: 'bundle-no-room' });
    expect(await logLength(folder)).toBe(before);
    expect(namesBelow(join(folder, 'derivatives'))).toEqual([]);
  });

  it.each(['folder', 'zip'])('because somebody else fills it meanwhile stops the receiving in words; it goes on when there is room (%s)', async (form) => {
    const { folder, disk } = await caseOnDisk(160);
    const bundle = form === 'zip' ? zipBundle : folderBundle;
    const filler = join(disk, 'filler');
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'kept' && !existsSync(filler)) writeFileSync(filler, Buffer.alloc(freeBytes(disk) - (8 << 20)));
    };
    await expect(receive(folder, bundle, { onProgress })).rejects.toMatchObject({ code: 'disk-full' });
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    expect(await rows(folder, 'SELECT * FROM bundle_received')).toEqual([]);
    rmSync(filler);
    expect(await receive(folder, bundle)).toMatchObject({ outcome: 'received', resumed: true });
    expect(await rows(folder, 'SELECT count(*) AS n FROM receipt')).toEqual([{ n: texts + 1 }]);
    expect(filesBelow(folder, 'incoming')).toEqual([]);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});
