import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyAndDigest, type Copied } from '../../../src-main/engine/vault/copy.ts';
import type { NotKept } from '../../../src-main/engine/vault/kept.ts';
import { createOperation, viewOperation } from '../../../src-main/engine/vault/shared-memory.ts';
import { openSource } from '../../../src-main/engine/vault/source-file.ts';
import { filesIn, keepAllOf, makeFolder, makeVault, plain, source } from './case-for-tests.ts';

const isRoot = process.getuid?.() === 0;

describe('a source that is no regular file', () => {
  it.skipIf(process.platform === 'win32')('is named with what it is, and a FIFO does not hang', async () => {
    const { vault, caseFolder } = makeVault();
    const folder = makeFolder();
    const at = (name: string): string => join(folder, name);
    mkdirSync(at('folder'));
    execFileSync('mkfifo', [at('fifo')]);
    writeFileSync(at('file'), 'x');
    symlinkSync(at('file'), at('link'));
    const server = createServer().listen(at('socket'));
    const paths = ['folder', 'fifo', 'link', 'socket'].map(at);
    const results = await keepAllOf(vault, [...paths, '/dev/null']);
    server.close();
    const found = [...paths, '/dev/null'].map((path) => results.get(path));
    expect(found).toMatchObject(
      ['folder', 'FIFO', 'symbolic link', 'socket', 'device'].map((kind) => ({ kept: false, reason: 'not-a-regular-file', facts: { found: kind } })),
    );
    expect(filesIn(caseFolder, 'originals')).toEqual([]);
  });
});

describe('a source that cannot be read', () => {
  it('has vanished', async () => {
    const { vault } = makeVault();
    const path = join(makeFolder(), 'gone.mp4');
    expect(await vault.keep(source(path), plain)).toEqual({ kept: false, reason: 'vanished', facts: { path, code: 'ENOENT', syscall: 'lstat' } });
  });

  // Root may read everything: the vault runs in a child of another user.
  it.skipIf(!isRoot || spawnSync('setpriv', ['--version']).status !== 0)('is not permitted', () => {
    const folder = makeFolder();
    chmodSync(folder, 0o777);
    const path = join(folder, 'secret.mp4');
    writeFileSync(path, 'x', { mode: 0o600 });
    mkdirSync(join(folder, 'case'));
    chmodSync(join(folder, 'case'), 0o777);
    const script = `
      const { openVault } = await import(${JSON.stringify(new URL('../../../src-main/engine/vault/vault.ts', import.meta.url).href)});
      const vault = openVault({ caseFolder: ${JSON.stringify(join(folder, 'case'))}, token: () => 't' });
      const result = await vault.keep({ path: Buffer.from(${JSON.stringify(path)}) }, { alsoDigest: [], verifyCopy: false });
      console.log(JSON.stringify(result));
      await vault.close();`;
    const child = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual({ kept: false, reason: 'permission-denied', facts: { path, code: 'EACCES', syscall: 'open' } });
  });
});

describe.each([
  { lane: 'read at once', sizeBytes: 1000 },
  { lane: 'read by blocks', sizeBytes: 3_000_000 },
])('a source that changes after it was opened ($lane)', ({ sizeBytes }) => {
  async function copyAfter(change: (path: string) => void): Promise<Copied | NotKept> {
    const folder = makeFolder();
    const path = join(folder, 'live.mp4');
    writeFileSync(path, Buffer.alloc(sizeBytes, 7));
    const opened = openSource(Buffer.from(path));
    if (opened.kept === false) throw new Error(opened.reason);
    change(path);
    const target = openSync(join(folder, 'copy'), 'w');
    const operation = viewOperation(createOperation());
    try {
      return await copyAndDigest({ source: opened, target, alsoDigest: [], operation, buffer: Buffer.alloc(1024 * 1024) });
    } finally {
      closeSync(opened.fd);
      closeSync(target);
    }
  }

  it('is copied when nothing changes', async () => {
    expect(await copyAfter(() => {})).toMatchObject({ bytes: sizeBytes });
  });

  it.each([
    { how: 'grows', change: (path: string) => appendFileSync(path, 'more') },
    { how: 'is truncated', change: (path: string) => truncateSync(path, 10) },
    { how: 'is touched', change: (path: string) => utimesSync(path, 1, 1) },
    { how: 'is unlinked', change: (path: string) => rmSync(path) },
  ])('is a finding when it $how', async ({ change }) => {
    expect(await copyAfter(change)).toMatchObject({ kept: false, reason: 'changed-while-read', facts: { sizeBefore: sizeBytes } });
  });
});
