import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, truncateSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeHeif, heifProcess, type DecodeHeif } from '../../../../src-main/engine/media/heif/decode-heif.ts';
import { runTool } from '../../../../src-main/engine/media/run-tool.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { codePicture, heicOf } from './make-heic.ts';

const root = realpathSync(await temporaryFolder());
const caseFolder = join(root, 'case');
mkdirSync(caseFolder);
const coded = codePicture(['-f', 'lavfi', '-i', 'testsrc2=s=320x200'], { width: 320, height: 200 });
const tile = codePicture(['-f', 'lavfi', '-i', 'testsrc2=s=512x512'], { width: 512, height: 512 });
const whole = heicOf(coded);
const largeGrid = { rows: 31, columns: 31, width: 15_800, height: 15_800 };

function put(path: string, bytes: Uint8Array): string {
  writeFileSync(join(caseFolder, path), bytes);
  return path;
}
put('whole', whole);
put('other', whole);

async function decode(path: string, limits: Partial<DecodeHeif> = {}): Promise<{ width: number; height: number; pixels: Buffer } | { reason: string }> {
  const picture = await decodeHeif({ caseFolder, path, ...limits });
  if ('reason' in picture) return picture;
  const pixels = await buffer(picture.child.stdout);
  expect((await picture.child.ended).exitCode).toBe(0);
  return { width: picture.head.width, height: picture.head.height, pixels };
}

describe('a HEIC picture', () => {
  it('is decoded to as many bytes as it has pixels, three each, and to the same ones each time', async () => {
    const [first, second] = await Promise.all([decode('whole'), decode('whole')]);
    expect(first).toMatchObject({ width: 320, height: 200 });
    expect('pixels' in first && first.pixels.length).toBe(320 * 200 * 3);
    expect(second).toEqual(first);
  });

  it('says what decoded it, by version', async () => {
    const picture = await decodeHeif({ caseFolder, path: 'whole' });
    if ('reason' in picture) throw new Error(picture.reason);
    picture.child.stop('cancel');
    expect(picture.head).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+ \(libheif-js \d+\.\d+\.\d+, libde265 \d+\.\d+\.\d+\)$/) as string, bitsPerChannel: 8, hasAlpha: false, others: 0, warnings: [] });
    expect(picture.recipe.at(-1)).toBe('whole');
  });

  it.each([
    ['cut off within its pixels', whole.subarray(0, whole.length - 1000), /^libheif could not decode this picture: .*outside of file bounds.*\.$/],
    ['cut off within its boxes', whole.subarray(0, 200), /^libheif could not decode this picture: .{5,}\.$/],
    ['nothing but its brand', whole.subarray(0, 24), /^libheif could not decode this picture: .{5,}\.$/],
    ['garbage behind its brand', Buffer.concat([whole.subarray(0, 32), createHash('shake256', { outputLength: 20_000 }).update('garbage').digest()]), /^libheif could not decode this picture: .{5,}\.$/],
    ['empty', Buffer.alloc(0), /^libheif could not decode this picture: .{5,}\.$/],
    ['of coded data that are garbage', heicOf({ ...coded, sample: createHash('shake256', { outputLength: 5000 }).update('data').digest() }), /^libheif could not decode this picture: .{5,}\.$/],
    ['said to have more pixels than 200 millions', heicOf(coded, { stated: { width: 20_000, height: 20_000 } }), /^libheif could not decode this picture: .{5,}\.$/],
    ['a grid of a quarter of a gigapixel', heicOf(tile, { grid: largeGrid }), /^libheif could not decode this picture: .{5,}\.$/],
    ['a grid far larger than it says', heicOf(tile, { grid: largeGrid, stated: { width: 100, height: 100 } }), /^libheif could not decode this picture: .{5,}\.$/],
  ])('that is %s gives a sentence', async (_what, bytes, sentence) => {
    const picture = await decode(put('bad', bytes));
    expect(picture).toEqual({ reason: expect.stringMatching(sentence) as string });
  });

  it('of more than 512 MiB is not read', async () => {
    const path = put('large', whole);
    truncateSync(join(caseFolder, path), 600 << 20);
    expect(await decode(path)).toEqual({ reason: 'libheif is given no file of more than 512 MiB.' });
  });

  it('that takes too long gives a sentence', async () => {
    expect(await decode('whole', { timeoutMs: 20 })).toEqual({ reason: 'libheif did not finish within its time limit.' });
  });

  it('is not decoded once that is cancelled', async () => {
    await expect(decode('whole', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(decode('whole', { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is not called bad where Node does not start', async () => {
    const nodePath = join(root, 'no-node');
    await expect(decode('whole', { nodePath })).rejects.toMatchObject({ code: 'tool-failed' });
  });
});

describe('the process that decodes a HEIC picture', () => {
  const attempt = async (code: string, maxMemoryBytes?: number): Promise<string> => {
    const run = heifProcess({ caseFolder, path: 'whole', ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }) });
    const flags = run.args.filter((arg) => arg.startsWith('--'));
    const end = await runTool({ ...run, maxOutputBytes: 1 << 20, args: [...flags, '-e', `try { ${code}; console.log('done') } catch (error) { console.log(error.code) }`] });
    return end.stdout.toString().trim();
  };

  it.each([
    ['read another file of the case', "require('fs').readFileSync('other')"],
    ['list the case', "require('fs').readdirSync('.')"],
    ['read a file outside the case', `require('fs').readFileSync(${JSON.stringify(realpathSync('/etc/hostname'))})`],
    ['write into the case', "require('fs').writeFileSync('new', 'x')"],
    ['write its own file', "require('fs').writeFileSync('whole', 'x')"],
    ['start a process', "require('child_process').spawnSync('true')"],
    ['start a thread', "new (require('worker_threads').Worker)('0', { eval: true })"],
  ])('may not %s', async (_what, code) => expect(await attempt(code)).toBe('ERR_ACCESS_DENIED'));

  it('may read the one file', async () => expect(await attempt("require('fs').readFileSync('whole')")).toBe('done'));

  it.skipIf(spawnSync('prlimit', ['--version']).status !== 0)('gets no more memory than it is limited to, and says so', async () => {
    const many = put('many', heicOf(tile, { grid: { rows: 12, columns: 16, width: 8064, height: 6048 } }));
    const picture = await decode(many, { maxMemoryBytes: 300 << 20 });
    expect(picture).toEqual({ reason: expect.stringMatching(/^libheif (could not decode this picture|broke down while it decoded the picture)(: .+)?\.$/) as string });
    const allocate = 'new WebAssembly.Memory({ initial: 8000 })';
    expect(await attempt(allocate)).toBe('done');
    expect(await attempt(allocate, 300 << 20)).not.toBe('done');
  });

  it.skipIf(!existsSync('/usr/bin/strace'))('opens no connection and writes nothing', async () => {
    const [nodePath, trace] = [join(root, 'traced-node'), join(root, 'trace')];
    writeFileSync(nodePath, `#!/bin/sh\nexec strace -f -qq -e trace=socket,connect,open,openat,creat -o ${trace} ${process.execPath} "$@"\n`);
    chmodSync(nodePath, 0o755);
    expect(await decode('whole', { nodePath })).toMatchObject({ width: 320 });
    const calls = readFileSync(trace, 'utf8');
    expect(calls).toContain('"whole"');
    expect(calls).not.toMatch(/connect\(|socket\(|O_CREAT/);
  });
});
