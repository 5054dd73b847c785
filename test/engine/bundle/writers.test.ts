import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { folderWriter } from '../../../src-main/engine/bundle/folder-writer.ts';
import type { BundleWriter, BundleWriterOptions } from '../../../src-main/engine/bundle/writer.ts';
import { zipWriter } from '../../../src-main/engine/bundle/zip-writer.ts';
import { openZipFile } from '../../../src-main/engine/bundle/zip-file.ts';
import { openZipSource } from '../../../src-main/verifier/zip/open-zip-source.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { listed, nodeHashing } from '../../verifier/zip/raw-zip.ts';

const modifiedAt = new Date('2026-11-22T08:14:03Z');
const makers: [string, (to: string, options?: BundleWriterOptions) => BundleWriter][] = [
  ['a folder', (to, options) => folderWriter(to, options)],
  ['a ZIP', (to, options) => zipWriter({ file: to, topFolder: 'bundle', modifiedAt, ...options })],
];

interface Kept {
  file: string;
  bytes: number;
}

function keep(folder: string, name: string, bytes: Uint8Array | string): Kept {
  const file = join(folder, name);
  writeFileSync(file, bytes, { mode: 0o444 });
  return { file, bytes: statSync(file).size };
}

/** Lengths around that of a block, and some small ones. */
async function keptFiles(): Promise<Kept[]> {
  const folder = await temporaryFolder();
  return [0, 1, 70_000, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 3_500_000].map((bytes, n) => keep(folder, `${n}`, Buffer.alloc(bytes, `${n}.`)));
}

async function write(writer: BundleWriter, files: readonly Kept[]): Promise<void> {
  await writer.addBytes('bagit.txt', Buffer.from('BagIt-Version: 1.0\n'));
  for (const [n, { file, bytes }] of files.entries()) await writer.addFile(`data/originals/${n % 2}/${n}.bin`, file, { bytes });
  await writer.finish();
}

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const hasUnzip = spawnSync('unzip', ['-v']).status === 0;
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.each(makers)('a bag written as %s', (_, make) => {
  it('is told of in bytes as it grows', async () => {
    const [files, told] = [await keptFiles(), [] as number[]];
    await write(make(join(await temporaryFolder(), 'out'), { onProgress: (bytes) => told.push(bytes) }), files);
    expect(told.at(-1)).toBe(files.reduce((sum, { bytes }) => sum + bytes, 19));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', 'A', 'a b', 'a\\b', 'a:b', 'é', '~a', 'a\n'])('takes no path as %j', async (path) => {
    const writer = make(join(await temporaryFolder(), 'out'));
    await expect(writer.addBytes(path, Buffer.from('x'))).rejects.toThrow(RangeError);
    await expect(writer.addFile(path, '/etc/hostname', { bytes: 1 })).rejects.toThrow(RangeError);
  });

  it('does not replace what stands there, and does not remove it', async () => {
    const to = join(await temporaryFolder(), 'out');
    writeFileSync(to, 'mine');
    const writer = make(to);
    await writer.addBytes('a', Buffer.from('x'));
    await expect(writer.finish()).rejects.toMatchObject({ code: 'bundle-write-failed' });
    await writer.abandon();
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });

  it('has nothing left of it when it is abandoned, before or after it is finished', async () => {
    const [folder, files] = [await temporaryFolder(), await keptFiles()];
    const half = make(join(folder, 'half'));
    await half.addFile('data/a', files[6]!.file, files[6]!);
    await half.abandon();
    await half.abandon();
    const whole = make(join(folder, 'whole'));
    await write(whole, files);
    await whole.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['is not there', (kept: Kept) => ({ ...kept, file: `${kept.file}-gone` }), /ENOENT/],
    ['is longer than recorded', (kept: Kept) => ({ ...kept, bytes: kept.bytes - 1 }), /were expected/],
    ['is shorter than recorded', (kept: Kept) => ({ ...kept, bytes: kept.bytes + 1 }), /were expected/],
    ['is a link', (kept: Kept) => { symlinkSync(kept.file, `${kept.file}-link`); return { ...kept, file: `${kept.file}-link` }; }, /ELOOP/],
    ['is a folder', (kept: Kept) => { mkdirSync(`${kept.file}-folder`); return { ...kept, file: `${kept.file}-folder` }; }, /no regular file/],
    ['is a pipe', (kept: Kept) => { execFileSync('mkfifo', [`${kept.file}-pipe`]); return { ...kept, file: `${kept.file}-pipe` }; }, /no regular file/],
  ])('cannot hold a kept file that %s, which is named', async (_what, spoil, words) => {
    const [folder, files] = [await temporaryFolder(), await keptFiles()];
    const bad = spoil(files[3]!);
    const writer = make(join(folder, 'out'));
    await writer.addFile('data/good', files[2]!.file, files[2]!);
    await writer.addFile('data/bad', bad.file, bad);
    const ended = writer.finish();
    await expect(ended).rejects.toMatchObject({ code: 'bundle-source-failed', facts: { path: bad.file } });
    await expect(ended).rejects.toThrow(words);
    await expect(writer.addBytes('later', Buffer.from('x'))).rejects.toMatchObject({ code: 'bundle-source-failed' });
    await writer.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cannot hold a kept file that changes while it is read', async () => {
    const kept = keep(await temporaryFolder(), 'kept', Buffer.alloc(20_000_000));
    chmodSync(kept.file, 0o644);
    let done = false;
    const touch = (): void => {
      if (!done) utimesSync(kept.file, 1, 1);
      done = true;
    };
    const writer = make(join(await temporaryFolder(), 'out'), { onProgress: touch });
    await writer.addFile('data/a', kept.file, kept);
    await expect(writer.finish()).rejects.toThrow(/changed while it was read/);
    await writer.abandon();
  });

  it('ends at once when it is cancelled, with the reason', async () => {
    const [folder, kept] = [await temporaryFolder(), keep(await temporaryFolder(), 'large', '')];
    chmodSync(kept.file, 0o644);
    truncateSync(kept.file, 3_000_000_000);
    const stop = new AbortController();
    let written = 0;
    const writer = make(join(folder, 'out'), { signal: stop.signal, onProgress: (bytes) => (written = bytes) > 5_000_000 && stop.abort(new Error('enough')) });
    await writer.addFile('data/a', kept.file, { bytes: 3_000_000_000 });
    await expect(writer.finish()).rejects.toThrow('enough');
    await writer.abandon();
    expect(written).toBeLessThan(100_000_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes no more memory for a large file than for a small one', async () => {
    const [folder, kept] = [await temporaryFolder(), keep(await temporaryFolder(), 'large', '')];
    chmodSync(kept.file, 0o644);
    truncateSync(kept.file, 300_000_000);
    const before = process.memoryUsage().rss;
    let most = 0;
    const writer = make(join(folder, 'out'), { onProgress: () => (most = Math.max(most, process.memoryUsage().rss)) });
    await writer.addFile('data/a', kept.file, { bytes: 300_000_000 });
    await writer.finish();
    await writer.abandon();
    expect(most - before).toBeLessThan(60e6);
  });
});

describe('a bag written as a folder', () => {
  it('holds the bytes as files of their own, which their owner may write', async () => {
    const [to, files] = [join(await temporaryFolder(), 'out'), await keptFiles()];
    await write(folderWriter(to), files);
    for (const [n, { file }] of files.entries()) {
      const copy = lstatSync(join(to, `data/originals/${n % 2}/${n}.bin`));
      expect(digestOf(join(to, `data/originals/${n % 2}/${n}.bin`))).toBe(digestOf(file));
      expect(copy).toMatchObject({ nlink: 1, mode: 0o100_644 });
      expect(copy.ino).not.toBe(lstatSync(file).ino);
    }
    expect(readFileSync(join(to, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\n');
  });

  it('takes a path once', async () => {
    const writer = folderWriter(join(await temporaryFolder(), 'out'));
    await writer.addBytes('a', Buffer.from('x'));
    await writer.addBytes('a', Buffer.from('y'));
    await expect(writer.finish()).rejects.toMatchObject({ code: 'bundle-write-failed' });
    await writer.abandon();
  });

  it.skipIf(spawnSync('strace', ['-V']).status !== 0)('has every file and every folder flushed before it is finished', async () => {
    const [folder, files] = [await temporaryFolder(), await keptFiles()];
    const url = (file: string): string => JSON.stringify(new URL(`../../../src-main/engine/bundle/${file}`, import.meta.url).href);
    const code = `const { folderWriter } = await import(${url('folder-writer.ts')});
      const w = folderWriter(${JSON.stringify(join(folder, 'out'))});
      for (const [n, { file, bytes }] of ${JSON.stringify(files)}.entries()) await w.addFile('data/' + n % 2 + '/' + n, file, { bytes });
      await w.finish();`;
    execFileSync('strace', ['-f', '-y', '-qq', '-e', 'trace=fsync', '-o', join(folder, 'trace'), process.execPath, '--input-type=module', '-e', code]);
    const flushed = new Set([...readFileSync(join(folder, 'trace'), 'utf8').matchAll(/fsync\(\d+<([^>]+)>/g)].map(([, path]) => path));
    const expected = ['', '/data', '/data/0', '/data/1', ...files.map((_, n) => `/data/${n % 2}/${n}`)].map((path) => join(folder, `out${path}`));
    expect([...flushed]).toEqual(expect.arrayContaining([folder, ...expected]));
  });
});

describe('a bag written as a ZIP', () => {
  it('is the same bytes for the same files, in any time zone', async () => {
    const [folder, files] = [await temporaryFolder(), await keptFiles()];
    const zone = process.env['TZ'];
    for (const [n, TZ] of ['UTC', 'Asia/Tokyo', 'America/New_York'].entries()) {
      process.env['TZ'] = TZ;
      await write(zipWriter({ file: join(folder, `${n}`), topFolder: 'bundle', modifiedAt }), files);
    }
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(new Set(['0', '1', '2'].map((name) => digestOf(join(folder, name)))).size).toBe(1);
  });

  it('holds what was given, in order, as our own reader finds it', async () => {
    const [to, files] = [join(await temporaryFolder(), 'out.zip'), await keptFiles()];
    await write(zipWriter({ file: to, topFolder: 'bundle', modifiedAt }), files);
    const file = await openZipFile(to);
    const source = await openZipSource(file!, nodeHashing);
    if ('problem' in source) throw new Error(source.problem.code);
    expect(source.findings).toEqual([]);
    expect(source.topFolder).toBe('bundle');
    const paths = (await listed(source)).map(({ path }) => path);
    expect(paths).toEqual(['bagit.txt', ...files.map((_, n) => `data/originals/${n % 2}/${n}.bin`)]);
    for (const [n, kept] of files.entries()) {
      const answer = await source.digest({ path: paths[n + 1]!, bytes: kept.bytes }, ['sha256']);
      expect(answer).toEqual({ bytes: kept.bytes, digests: { sha256: digestOf(kept.file) } });
    }
    expect(source.findings).toEqual([]);
    await file!.close();
  });

  it.skipIf(!hasUnzip)('is unpacked by unzip, with modes and times', async () => {
    const [folder, files] = [await temporaryFolder(), await keptFiles()];
    await write(zipWriter({ file: join(folder, 'out.zip'), topFolder: 'bundle', modifiedAt }), files);
    execFileSync('unzip', ['-q', 'out.zip'], { cwd: folder, env: { ...process.env, TZ: 'UTC' } });
    expect(readdirSync(join(folder, 'bundle')).sort()).toEqual(['bagit.txt', 'data']);
    for (const [n, { file }] of files.entries()) expect(digestOf(join(folder, `bundle/data/originals/${n % 2}/${n}.bin`))).toBe(digestOf(file));
    const first = statSync(join(folder, 'bundle/bagit.txt'));
    expect(first.mode & 0o777).toBe(0o644);
    expect(first.mtime.toISOString()).toBe('2026-11-22T08:14:02.000Z');
  });

  it.skipIf(!hasPython || !hasUnzip)('of more entries than 65,535 is read by other programs', async () => {
    const to = join(await temporaryFolder(), 'out.zip');
    const writer = zipWriter({ file: to, topFolder: 'b', modifiedAt });
    for (let n = 0; n < 66_000; n++) await writer.addBytes(`data/${n}`, Buffer.from(`${n}`));
    await writer.finish();
    const code = `
import zipfile
z = zipfile.ZipFile('${to}')
i = z.infolist()
print(len(i), z.read('b/data/65999').decode(), i[0].external_attr >> 16 == 0o100644)`;
    expect(execFileSync('python3', ['-c', code]).toString()).toBe('66000 65999 True\n');
    expect(execFileSync('unzip', ['-p', to, 'b/data/65999']).toString()).toBe('65999');
    const file = await openZipFile(to);
    expect(await openZipSource(file!, nodeHashing)).toMatchObject({ findings: [], entries: 66_000 });
    await file!.close();
  });
});

const mounted: string[] = [];
afterEach(() => {
  for (const place of mounted.splice(0)) spawnSync('umount', ['-l', place]);
});
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;

describe.skipIf(!canMount).each(makers)('a full disk under %s', (_, make) => {
  it('is told as what it is, and nothing is left on it', async () => {
    const disk = await temporaryFolder();
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status !== 0) return;
    mounted.push(disk);
    const kept = keep(await temporaryFolder(), 'large', Buffer.alloc(20_000_000, 1));
    const writer = make(join(disk, 'out'));
    await writer.addFile('data/a', kept.file, kept);
    await expect(writer.finish()).rejects.toMatchObject({ code: 'bundle-disk-full' });
    await writer.abandon();
    expect(existsSync(join(disk, 'out'))).toBe(false);
    expect(readdirSync(disk)).toEqual([]);
  });
});
