import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeWriterLock } from '../../../src-main/engine/db/writer-lock.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const module = resolve(import.meta.dirname, '../../../src-main/engine/db/writer-lock.ts');
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** A process that takes the lock and dies with it. */
function dieWithLock(owner: string): void {
  const script = `const { takeWriterLock } = await import(${JSON.stringify(module)}); takeWriterLock(${JSON.stringify(folder)}, ${JSON.stringify(owner)}); process.kill(process.pid, 'SIGKILL');`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).signal).toBe('SIGKILL');
}
const died = 'process 12 on laptop, since 2026-11-22T08:00:00.000Z';

describe('the lock of a case', () => {
  it('keeps a second one out and tells who holds it', () => {
    const lock = takeWriterLock(folder, died);
    expect(() => takeWriterLock(folder, 'another')).toThrow(expect.objectContaining({ code: 'case-in-use', facts: expect.objectContaining({ owner: died }) as object }));
    lock.release();
    const next = takeWriterLock(folder, 'another');
    expect(next.tookOver).toBeUndefined();
    next.release();
    expect(existsSync(join(folder, 'writer.owner'))).toBe(false);
  });

  it('of a process that died is taken over, and it is said whose it was; the next one hears nothing of it', () => {
    dieWithLock(died);
    const lock = takeWriterLock(folder, 'next');
    expect(lock.tookOver).toEqual({ owner: 'process 12 on laptop', since: '2026-11-22T08:00:00.000Z' });
    lock.release();
    const after = takeWriterLock(folder, 'after');
    expect(after.tookOver).toBeUndefined();
    after.release();
  });

  it('that is given back, because the case could not be opened, is taken over by the next one', () => {
    dieWithLock(died);
    takeWriterLock(folder, 'with a wrong passphrase').giveBack();
    const lock = takeWriterLock(folder, 'next');
    expect(lock.tookOver?.owner).toBe('process 12 on laptop');
    lock.release();
    takeWriterLock(folder, 'x').giveBack();
    expect(existsSync(join(folder, 'writer.owner'))).toBe(false);
  });

  it('with anything else for a name is taken over as well, and no link is followed', () => {
    writeFileSync(join(folder, 'writer.owner'), 'scribble');
    const lock = takeWriterLock(folder, 'next');
    expect(lock.tookOver).toEqual({ owner: 'scribble', since: '' });
    lock.release();
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'a secret');
    symlinkSync(secret, join(folder, 'writer.owner'));
    const other = takeWriterLock(folder, 'next');
    expect([other.tookOver, readFileSync(secret, 'utf8')]).toEqual([undefined, 'a secret']);
    other.release();
    mkdirSync(join(folder, 'writer.owner'));
    const third = takeWriterLock(folder, 'next');
    expect(() => takeWriterLock(folder, 'another')).toThrow(expect.objectContaining({ code: 'case-in-use' }));
    third.release();
  });
});
