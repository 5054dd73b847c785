import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import type { FileToCheck, FixityCheck } from '../../../src-main/engine/vault/kept.ts';
import type { Vault } from '../../../src-main/engine/vault/vault.ts';
import { keepAllOf, makeFolder, makeVault, sha256 } from './case-for-tests.ts';

async function caseOf(contents: Buffer[]): Promise<{ vault: Vault; files: FileToCheck[]; pathOf: (n: number) => string }> {
  const { vault, caseFolder } = makeVault();
  const folder = makeFolder();
  const paths = contents.map((bytes, n) => {
    const path = join(folder, `${n}`);
    writeFileSync(path, bytes);
    return path;
  });
  const results = await keepAllOf(vault, paths);
  const files = paths.map((path): FileToCheck => {
    const kept = results.get(path);
    if (kept?.kept !== true) throw new Error(`not kept: ${path}`);
    return { kind: 'original', sha256: kept.sha256, bytes: kept.bytes };
  });
  const pathOf = (n: number): string => join(caseFolder, originalPath((files[n] as FileToCheck).sha256));
  return { vault, files, pathOf };
}

async function check(vault: Vault, files: FileToCheck[]): Promise<FixityCheck[]> {
  const checks: FixityCheck[] = [];
  for await (const each of vault.checkFixity(files, {})) checks.push(each);
  return files.map((file) => checks.find((each) => each.file === file) as FixityCheck);
}

describe('a fixity check', () => {
  it('passes every kept file, derivatives too, small and large', async () => {
    const { vault, files } = await caseOf([Buffer.from(''), Buffer.from('a'), Buffer.alloc(1024 * 1024, 1), Buffer.alloc(20_000_000, 2)]);
    const reference = await vault.keepDerivative(Buffer.from('report'));
    const all: FileToCheck[] = [...files, { kind: 'derivative', ...reference }];
    let told = 0;
    const checks: FixityCheck[] = [];
    for await (const each of vault.checkFixity(all, { onProgress: (bytes) => (told = bytes) })) checks.push(each);
    expect(checks).toHaveLength(5);
    expect(checks.every((each) => each.ok)).toBe(true);
    expect(told).toBe(0 + 1 + 1024 * 1024 + 20_000_000 + 6);
  });

  it('names each file that is missing, cut, flipped, or no file any more, and says what it found', async () => {
    const contents = Array.from({ length: 7 }, (_, n) => Buffer.alloc(2_000_000, `content ${n}`));
    const { vault, files, pathOf } = await caseOf(contents);
    for (let n = 0; n < 6; n++) chmodSync(pathOf(n), 0o644);
    rmSync(pathOf(0));
    truncateSync(pathOf(1), 1_999_999);
    const fd = openSync(pathOf(2), 'r+');
    writeSync(fd, 'X', 1_234_567);
    closeSync(fd);
    rmSync(pathOf(3));
    mkdirSync(pathOf(3));
    rmSync(pathOf(4));
    symlinkSync(pathOf(6), pathOf(4));
    rmSync(pathOf(5));
    execFileSync('mkfifo', [pathOf(5)]);
    const flipped = Buffer.from(contents[2] as Buffer);
    flipped.write('X', 1_234_567);
    const expected = files.map((file) => file.sha256);
    expect(await check(vault, files)).toMatchObject([
      { ok: false, code: 'file-missing', expected: expected[0], path: originalPath((files[0] as FileToCheck).sha256) },
      { ok: false, code: 'size-mismatch', expected: '2000000 bytes', actual: '1999999 bytes' },
      { ok: false, code: 'digest-mismatch', expected: expected[2], actual: sha256(flipped) },
      { ok: false, code: 'not-a-regular-file', actual: 'folder' },
      { ok: false, code: 'not-a-regular-file', actual: 'symbolic link' },
      { ok: false, code: 'not-a-regular-file', actual: 'FIFO' },
      { ok: true },
    ]);
  });

  it('goes through thousands of files from a generator and ends early on cancel', async () => {
    const { vault, files } = await caseOf([Buffer.from('again and again')]);
    const file = files[0] as FileToCheck;
    let given = 0;
    async function* many(): AsyncGenerator<FileToCheck> {
      for (; given < 5000; given++) yield file;
    }
    let seen = 0;
    for await (const each of vault.checkFixity(many(), {})) seen += each.ok ? 1 : 0;
    expect(seen).toBe(5000);
    const stop = new AbortController();
    given = 0;
    seen = 0;
    for await (const each of vault.checkFixity(many(), { signal: stop.signal })) {
      if (each.ok) seen++;
      stop.abort();
    }
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(5000);
  });
});
