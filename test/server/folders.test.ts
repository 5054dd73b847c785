import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mountedVolumes } from '../../src-main/server/places.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;
let folder: string;
beforeAll(async () => {
  [window, folder] = [await openWindow(), await temporaryFolder()];
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'Beach'));
  writeFileSync(join(folder, 'a clip.mp4'), 'clip');
  symlinkSync('/etc', join(folder, 'elsewhere'));
});
const list = async (path: string) => window.ask('folder', { path });

describe('a folder of this computer', () => {
  it('is listed with its folders first, their cases, the sizes of files, and links as links', async () => {
    const around = await temporaryCase();
    const { status, body } = await list(folder);
    expect([status, body.path, body.count, body.isCase, body.canHoldNewCase, body.canMakeFolder]).toEqual([200, folder, 4, false, false, true]);
    expect(body.entries).toEqual([
      { name: 'Beach', path: join(folder, 'Beach'), kind: 'folder', bytes: null },
      { name: 'empty', path: join(folder, 'empty'), kind: 'folder', bytes: null },
      { name: 'a clip.mp4', path: join(folder, 'a clip.mp4'), kind: 'file', bytes: 4 },
      { name: 'elsewhere', path: join(folder, 'elsewhere'), kind: 'link', bytes: null },
    ]);
    expect((await list(join(around, '..'))).body.entries).toContainEqual({ name: 'case', path: around, kind: 'case', bytes: null });
    expect((await list(around)).body).toMatchObject({ isCase: true, canHoldNewCase: false });
  });

  it('that is empty can hold a new case', async () => {
    expect((await list(join(folder, 'empty'))).body).toMatchObject({ entries: [], count: 0, canHoldNewCase: true, parent: folder });
  });

  it('at the top has no parent', async () => {
    expect((await list('/')).body).toMatchObject({ path: '/', parent: null });
  });

  it.skipIf(process.platform !== 'linux')('names what has no name in UTF-8, and gives no path that would lead elsewhere', async () => {
    const odd = await temporaryFolder();
    mkdirSync(Buffer.concat([Buffer.from(`${odd}/`), Buffer.from([0x66, 0xff])]));
    expect((await list(odd)).body.entries).toEqual([{ name: 'f\ufffd', path: null, kind: 'folder', bytes: null }]);
  });

  it('of many files is listed up to a limit, and all are counted', async () => {
    const many = await temporaryFolder();
    for (let n = 0; n < 2100; n++) writeFileSync(join(many, String(n)), '');
    mkdirSync(join(many, 'zoo'));
    const { body } = await list(many);
    expect([body.entries.length, body.count, body.entries[0]?.name]).toEqual([2000, 2101, 'zoo']);
  });

  it('that is not there, is a file, or is no whole path is told so', async () => {
    for (const path of [join(folder, 'gone'), join(folder, 'a clip.mp4')]) expect(await list(path)).toMatchObject({ status: 404, body: { code: 'folder-not-found', facts: { path } } });
    for (const path of ['Documents', './']) expect(await list(path)).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
    expect(await list(`${folder}\0`)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read says so', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0);
    expect(await list(locked)).toMatchObject({ status: 400, body: { code: 'folder-unreadable', facts: { path: locked, because: 'you may not read it' } } });
    spawnSync('rmdir', [locked]);
  });
});

describe('the places to begin at', () => {
  it('are folders that exist, the home folder first', async () => {
    const { body } = await window.ask('places', {});
    expect(body[0]).toMatchObject({ kind: 'home', path: homedir() });
    for (const { path } of body) expect((await list(path)).status).toBe(200);
  });

  it('are the volumes where desktops mount them, by their real names', () => {
    const mounts = ['/dev/sda1 / ext4 rw 0 0', '/dev/sdb1 /media/olena/CARD\\0401 vfat rw 0 0', 'tmpfs /run/media tmpfs rw 0 0', '/dev/sdc /mnt/usb ext4 rw 0 0', '/dev/sdc /mnt/usb ext4 rw 0 0', ''].join('\n');
    expect(mountedVolumes(mounts)).toEqual(['/media/olena/CARD 1', '/mnt/usb']);
  });
});
