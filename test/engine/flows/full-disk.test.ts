import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createCase } from '../../../src-main/engine/index.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { documentOf, runCommand } from '../../cli/run-command.ts';
import { acts, filesBelow, receiptsWithoutBytes, rows } from './case-reading.ts';
import { writeClip } from './small-footage.ts';
import { containing, matching } from './text-matching.ts';

const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) spawnSync('umount', ['-l', place]);
});

function mount(args: string[], place: string): boolean {
  mkdirSync(place, { recursive: true });
  const done = spawnSync('mount', [...args, place]).status === 0;
  if (done) mounted.push(place);
  return done;
}

// Only root may mount, and not in every container.
const canMount = await temporaryFolder().then((folder) => {
  const able = process.platform === 'linux' && process.getuid?.() === 0 && mount(['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs'], join(folder, 'probe'));
  for (const place of mounted.splice(0)) spawnSync('umount', [place]);
  return able;
});

/** A case on a small disk of its own, and most of that disk taken up by something else. */
async function caseOnSmallDisk(sizeMb: number, takenMb: number): Promise<{ folder: string; taken: string }> {
  const disk = join(await temporaryFolder(), 'disk');
  mount(['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs'], disk);
  const folder = join(disk, 'case');
  await createCase({ folder, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
  const taken = join(disk, 'taken');
  writeFileSync(taken, Buffer.alloc(takenMb << 20));
  return { folder, taken };
}

describe.skipIf(!canMount)('a disk that is full', () => {
  it('stops the import in words; nothing is half kept, and it goes on when there is room', async () => {
    const { folder, taken } = await caseOnSmallDisk(64, 50);
    const source = await temporaryFolder();
    for (let n = 0; n < 8; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`);
    writeFileSync(join(source, 'large.bin'), 'large');
    truncateSync(join(source, 'large.bin'), 30 << 20);

    const ended = await runCommand(['import', folder, source, '--json']);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/^postquem: The disk that holds the case is full .*import again: what is missing will be taken in\.\n$/);
    expect(documentOf<{ outcome: string; stoppedBy: string }>(ended)).toMatchObject({ outcome: 'stopped', stoppedBy: containing('full') });
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
    expect(await rows(folder, "SELECT name FROM item WHERE name = 'large.bin'")).toEqual([]);

    rmSync(taken);
    expect(await runCommand(['import', folder, source])).toMatchObject({ status: 0, stderr: '' });
    expect(await acts(folder, 'import-started')).toHaveLength(1);
    expect(await rows(folder, 'SELECT count(*) AS n, count(DISTINCT source_path) AS paths FROM receipt')).toEqual([{ n: 9, paths: 9 }]);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });

  it('to the last byte refuses in words, whatever is asked, and can still be read', async () => {
    const { folder, taken } = await caseOnSmallDisk(16, 2);
    const source = await temporaryFolder();
    await writeClip(join(source, 'clip.mov'));
    expect((await runCommand(['import', folder, source, '--keep-only'])).status).toBe(0);
    spawnSync('sh', ['-c', 'cat /dev/zero > "$0"', `${taken}.more`]);
    writeFileSync(join(source, 'new.txt'), 'new');

    for (const args of [['import', folder, source], ['examine', folder], ['fixity', folder]]) {
      const ended = await runCommand(args);
      expect(`${ended.stdout}${ended.stderr}`).toMatch(/disk that holds the case is full/);
      expect(ended.stderr).not.toMatch(/\n\s+at |inside Postquem/);
      expect(ended.status).toBeGreaterThan(0);
    }
    for (const args of [['items', folder], ['show', folder, 'i1'], ['log', folder]]) expect((await runCommand(args)).status).toBe(0);

    rmSync(`${taken}.more`);
    expect(await runCommand(['import', folder, source])).toMatchObject({ status: 0, stderr: '' });
    expect(await rows(folder, 'SELECT count(*) AS n FROM item WHERE keyframes_seq IS NOT NULL')).toEqual([{ n: 2 }]);
    expect(filesBelow(folder, 'incoming')).toEqual([]);
  });
});

describe.skipIf(!canMount)('a case on a disk that cannot be written', () => {
  it('can be read by every command that reads, and refuses the others in words', async () => {
    const around = await temporaryFolder();
    const [folder, view, source] = [join(around, 'case'), join(around, 'view'), join(around, 'a.mov')];
    await createCase({ folder, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
    await writeClip(source);
    expect((await runCommand(['import', folder, source])).status).toBe(0);
    expect(mount(['--bind', folder], view) && spawnSync('mount', ['-o', 'remount,bind,ro', view]).status === 0).toBe(true);

    for (const args of [['items', view], ['show', view, 'i1'], ['log', view], ['keyframes', view, 'i1'], ['log', view, '--item', 'i1']]) {
      expect(await runCommand(args)).toMatchObject({ status: 0, stderr: '', stdout: matching(/\w/) });
    }
    const pts = await runCommand(['keyframes', view, 'i1', '--picture', '0', '--out', join(around, 'full.png')]);
    expect(pts).toMatchObject({ status: 0, stderr: '' });
    for (const args of [['import', view, source], ['examine', view], ['fixity', view], ['keyframes', view, 'i1', '--deep']]) {
      expect(await runCommand(args)).toMatchObject({ status: 2, stdout: '', stderr: matching(/^postquem: The case in .* can only be read here .*\n$/) });
    }
  });
});

const canBeNobody = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;

describe.skipIf(!canBeNobody)("a case in another user's folder", () => {
  it('can be read, also after its writer was killed, and is not written to', async () => {
    const around = await temporaryFolder();
    spawnSync('chmod', ['755', around]);
    const [folder, source] = [join(around, 'case'), join(around, 'a.txt')];
    await createCase({ folder, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
    writeFileSync(source, 'a');
    expect((await runCommand(['import', folder, source, '--keep-only'])).status).toBe(0);
    // What a killed writer leaves: a write-ahead log that nobody has brought into the database.
    const leave = "const D=require('better-sqlite3');const d=new D(process.argv[1]);d.exec('INSERT INTO import_gap VALUES (2, 1, 1)');process.kill(process.pid,'SIGKILL')";
    spawnSync(process.execPath, ['-e', leave, join(folder, 'case.sqlite')]);
    expect(readdirSync(folder)).toContain('case.sqlite-wal');
    const nobody = { wrapper: ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'], env: { ...process.env, HOME: '/nonexistent' } };
    for (const args of [['items', folder], ['show', folder, 'i1'], ['log', folder]]) {
      expect(await runCommand(args, nobody)).toMatchObject({ status: 0, stderr: '' });
    }
    expect(await runCommand(['import', folder, source], nobody)).toMatchObject({ status: 2, stdout: '', stderr: matching(/can only be read here/) });
  });
});
