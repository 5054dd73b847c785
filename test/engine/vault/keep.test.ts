import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { filesIn, keepAllOf, makeFolder, makeVault, plain, sha256, source } from './case-for-tests.ts';

function writeSource(bytes: Uint8Array | string): string {
  const path = join(makeFolder(), 'clip.mp4');
  writeFileSync(path, bytes);
  return path;
}

describe('keeping one file', () => {
  it('puts the same bytes, read-only, under their SHA-256 and leaves nothing in incoming', async () => {
    const { vault, caseFolder } = makeVault();
    const kept = await vault.keep(source(writeSource('footage')), plain);
    expect(kept).toMatchObject({ kept: true, sha256: sha256('footage'), bytes: 7, alreadyThere: false, verified: false });
    const path = join(caseFolder, originalPath(parseSha256(sha256('footage'))));
    expect(readFileSync(path, 'utf8')).toBe('footage');
    expect(statSync(path).mode & 0o777).toBe(0o444);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });

  it.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 20 * 1024 * 1024])('keeps %i bytes', async (size) => {
    const { vault, caseFolder } = makeVault();
    const bytes = Buffer.alloc(size, 'abcdefg');
    const kept = await vault.keep(source(writeSource(bytes)), plain);
    expect(kept).toMatchObject({ kept: true, sha256: sha256(bytes), bytes: size });
    const [path] = filesIn(caseFolder, 'originals');
    expect(sha256(readFileSync(join(caseFolder, path ?? '')))).toBe(sha256(bytes));
  });

  it.each([100, 3 * 1024 * 1024])('gives the other digests that are asked for (%i bytes)', async (size) => {
    const { vault } = makeVault();
    const bytes = Buffer.alloc(size, 'xyz');
    const kept = await vault.keep(source(writeSource(bytes)), { ...plain, alsoDigest: ['sha512', 'md5', 'sha1'] });
    const digest = (name: string): string => createHash(name).update(bytes).digest('hex');
    expect(kept).toMatchObject({ otherDigests: { sha512: digest('sha512'), md5: digest('md5'), sha1: digest('sha1') } });
  });

  it('tells what the source was, with nanoseconds', async () => {
    const { vault } = makeVault();
    const path = writeSource('x');
    utimesSync(path, 1_500_000_000.25, 1_500_000_000.25);
    const stat = statSync(path, { bigint: true });
    const kept = await vault.keep(source(path), plain);
    expect(kept).toMatchObject({
      source: { sizeBytes: 1, modifiedAtNs: '1500000000250000000', inode: String(stat.ino), device: String(stat.dev), mode: stat.mode.toString(8) },
    });
  });

  it.skipIf(process.platform !== 'linux')('leaves the access time of the source alone', async () => {
    const { vault } = makeVault();
    const path = writeSource('x');
    // relatime would update an access time that is older than the modification.
    utimesSync(path, 1_400_000_000, 1_500_000_000);
    await vault.keep(source(path), plain);
    expect(statSync(path).atimeMs).toBe(1_400_000_000_000);
  });

  it('keeps a file whose name is not UTF-8', async () => {
    const { vault } = makeVault();
    const path = Buffer.concat([Buffer.from(makeFolder()), Buffer.from([0x2f, 0xff, 0xfe, 0x41])]);
    writeFileSync(path, 'latin');
    expect(await vault.keep({ path }, plain)).toMatchObject({ kept: true, sha256: sha256('latin') });
  });

  it('reads the copy back when asked', async () => {
    const { vault } = makeVault();
    const kept = await vault.keep(source(writeSource('to be read twice')), { ...plain, verifyCopy: true });
    expect(kept).toMatchObject({ kept: true, verified: true });
  });

  it('tells how many bytes were read', async () => {
    const { vault } = makeVault();
    let told = 0;
    await vault.keep(source(writeSource(Buffer.alloc(5_000_000))), { ...plain, onProgress: (bytes) => (told = bytes) });
    expect(told).toBe(5_000_000);
  });
});

describe('the same bytes again', () => {
  it('are found and make no second copy', async () => {
    const { vault, caseFolder } = makeVault();
    await vault.keep(source(writeSource('twice')), plain);
    expect(await vault.keep(source(writeSource('twice')), plain)).toMatchObject({ alreadyThere: true });
    expect(filesIn(caseFolder, 'originals')).toEqual([originalPath(parseSha256(sha256('twice')))]);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });

  it('are new exactly once when forty copies come at once', async () => {
    const { vault } = makeVault();
    const results = await keepAllOf(vault, Array.from({ length: 40 }, () => writeSource('forty')));
    const fresh = [...results.values()].filter((result) => result.kept && !result.alreadyThere);
    expect(results.size).toBe(40);
    expect(fresh).toHaveLength(1);
  });
});

describe('something else in the place of the digest', () => {
  const digest = parseSha256(sha256('the exhibit'));
  async function keepOver(prepare: (path: string) => void, verifyCopy = false): Promise<{ result: unknown; path: string }> {
    const { vault, caseFolder } = makeVault();
    const path = join(caseFolder, originalPath(digest));
    mkdirSync(dirname(path), { recursive: true });
    prepare(path);
    return { result: await vault.keep(source(writeSource('the exhibit')), { ...plain, verifyCopy }), path };
  }

  it('of another size is replaced and told', async () => {
    const { result, path } = await keepOver((at) => writeFileSync(at, 'the exh'));
    expect(result).toMatchObject({ kept: true, alreadyThere: false, replacedDamagedCopy: 'size-mismatch' });
    expect(readFileSync(path, 'utf8')).toBe('the exhibit');
  });

  it('a symbolic link is replaced, and what it points to is left alone', async () => {
    const elsewhere = writeSource('the exhibit');
    const { result, path } = await keepOver((at) => symlinkSync(elsewhere, at));
    expect(result).toMatchObject({ kept: true, alreadyThere: false, replacedDamagedCopy: 'not-a-regular-file' });
    expect(statSync(path).ino).not.toBe(statSync(elsewhere).ino);
    expect(readFileSync(elsewhere, 'utf8')).toBe('the exhibit');
  });

  it.each([false, true])('of the same size but other bytes is found, replaced and told (verifyCopy: %s)', async (verifyCopy) => {
    const { result, path } = await keepOver((at) => writeFileSync(at, 'the exhibiT'), verifyCopy);
    expect(result).toMatchObject({ kept: true, alreadyThere: false, verified: verifyCopy, replacedDamagedCopy: 'digest-mismatch' });
    expect(readFileSync(path, 'utf8')).toBe('the exhibit');
  });

  it('that rotted after it was kept is replaced by the next receipt, large files too', async () => {
    const { vault, caseFolder } = makeVault();
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'abcdefg');
    const path = writeSource(bytes);
    await vault.keep(source(path), plain);
    const kept = join(caseFolder, originalPath(parseSha256(sha256(bytes))));
    chmodSync(kept, 0o644);
    const file = openSync(kept, 'r+');
    writeSync(file, 'X', 12_345_678);
    closeSync(file);
    expect(await vault.keep(source(path), plain)).toMatchObject({ alreadyThere: false, replacedDamagedCopy: 'digest-mismatch' });
    expect(sha256(readFileSync(kept))).toBe(sha256(bytes));
    expect(await vault.keep(source(path), plain)).toMatchObject({ alreadyThere: true });
  });

  it('a folder stops the import in words', async () => {
    await expect(keepOver((at) => mkdirSync(join(at, 'inside'), { recursive: true }))).rejects.toMatchObject({ code: 'vault-write-failed' });
  });
});

describe('keeping many files', () => {
  it('keeps each, in lists of at most 256, and names what could not be kept among them', async () => {
    const { vault, caseFolder } = makeVault();
    const folder = makeFolder();
    const paths = Array.from({ length: 600 }, (_, n) => join(folder, `${n}`));
    for (const path of paths) writeFileSync(path, `file ${path}`);
    const gone = paths[300] ?? '';
    rmSync(gone);
    const lengths: number[] = [];
    const notKept: string[] = [];
    for await (const outcomes of vault.keepAll(paths.map(source), plain)) {
      lengths.push(outcomes.length);
      for (const { source: from, result } of outcomes) if (!result.kept) notKept.push(Buffer.from(from.path).toString());
    }
    expect(lengths.reduce((a, b) => a + b)).toBe(600);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256);
    expect(notKept).toEqual([gone]);
    expect(filesIn(caseFolder, 'originals')).toHaveLength(599);
  });

  it('keeps small, middling and large files of one call, and hands each source back as it was given', async () => {
    const { vault } = makeVault();
    const folder = makeFolder();
    const sizes = [10, 17_000_000, 5_000_000, 20_000_000, 9_000_000, 9_000_000, 9_000_000, 9_000_000, 18_000_000];
    const sources = sizes.map((size, mark) => {
      const path = join(folder, `${mark}`);
      writeFileSync(path, Buffer.alloc(size, mark + 1));
      return { ...source(path), mark, digest: sha256(Buffer.alloc(size, mark + 1)) };
    });
    const seen: number[] = [];
    for await (const outcomes of vault.keepAll(sources, plain)) {
      for (const { source: from, result } of outcomes) {
        expect(result).toMatchObject({ kept: true, sha256: from.digest });
        seen.push(from.mark);
      }
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual(sizes.map((_, mark) => mark));
  });

  it('takes the sources from a generator and lets it end when the caller stops', async () => {
    const { vault, caseFolder } = makeVault();
    const path = writeSource('one');
    let ended = false;
    async function* endless(): AsyncGenerator<{ path: Uint8Array }> {
      try {
        for (;;) yield source(path);
      } finally {
        ended = true;
      }
    }
    for await (const outcomes of vault.keepAll(endless(), plain)) {
      expect(outcomes.length).toBeGreaterThan(0);
      break;
    }
    expect(ended).toBe(true);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
  });
});
