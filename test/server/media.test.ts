import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import { giveMedia, mediaTypeOf } from '../../src-main/server/media.ts';
import { tellError } from '../../src-main/server/answer.ts';
import { importInto, rows } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, own, type Window } from './open-window.ts';

const page = '<script>alert(1)</script>';
let folder: string;
let window: Window;
const digestOf: Record<string, string> = {};
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  await writeClip(join(source, 'clip.mp4'));
  for (const name of ['page.html', 'page.svg', 'page.xhtml', 'page.mp4', 'none', 'gone.txt', 'link.txt', 'folder.txt']) writeFileSync(join(source, name), `${page}${name}`);
  writeFileSync(join(source, 'empty.mp4'), '');
  await importInto(folder, [source]);
  for (const { name, sha256 } of await rows<{ name: string; sha256: string }>(folder, 'SELECT name, sha256 FROM item')) digestOf[name] = sha256;
  window = await openWindow();
  await window.ask('openCase', { folder });
});

const original = (name: string): string => `/media/originals/${digestOf[name]}`;
const keptAt = (name: string): string => join(folder, 'originals', digestOf[name]?.slice(0, 2) ?? '', digestOf[name] ?? '');
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => window.request(path, { method, headers: { ...own, ...headers } });
const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe('an evidentiary copy', () => {
  it('is given byte for byte, with its length, tag and type', async () => {
    const [response, kept] = [await get(original('clip.mp4')), readFileSync(keptAt('clip.mp4'))];
    expect(response.status).toBe(200);
    expect(Object.fromEntries(['content-length', 'content-type', 'etag', 'accept-ranges', 'cache-control'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-length': String(kept.length), 'content-type': 'video/mp4', etag: `"${digestOf['clip.mp4']}"`, 'accept-ranges': 'bytes', 'cache-control': 'no-store',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(kept)).toBe(true);
  });

  it('is given in part', async () => {
    const [response, kept] = [await get(original('clip.mp4'), { range: 'bytes=10-29' }), readFileSync(keptAt('clip.mp4'))];
    expect([response.status, response.headers.get('content-range'), response.headers.get('content-length')]).toEqual([206, `bytes 10-29/${kept.length}`, '20']);
    expect(Buffer.from(await response.arrayBuffer()).equals(kept.subarray(10, 30))).toBe(true);
  });

  it('answers HEAD with the same headers and no bytes', async () => {
    const response = await get(original('clip.mp4'), { range: 'bytes=0-1' }, 'HEAD');
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(readFileSync(keptAt('clip.mp4')).length)]);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it('tells its length where a range lies behind its end', async () => {
    const response = await get(original('none'), { range: 'bytes=5000-' });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${readFileSync(keptAt('none')).length}`]);
  });

  it('may be empty', async () => {
    expect((await get(original('empty.mp4'))).headers.get('content-length')).toBe('0');
    expect((await get(original('empty.mp4'), { range: 'bytes=0-' })).status).toBe(416);
  });

  it('is let go when its reader goes away', async () => {
    const before = openFiles();
    for (let n = 0; n < 20; n++) {
      const reader = (await get(original('clip.mp4'))).body?.getReader();
      await reader?.cancel();
    }
    expect(openFiles()).toBeLessThanOrEqual(before + 1);
  });
});

describe('whatever a file is called', () => {
  it.each(['page.html', 'page.svg', 'page.xhtml', 'page.mp4', 'none'])('%s can never run as a page', async (name) => {
    const { headers } = await get(original(name), {}, 'HEAD');
    expect(headers.get('content-type')).toBe(name === 'page.mp4' ? 'video/mp4' : 'application/octet-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'video/x+xml', 'text/css', 'text/javascript', 'video/mp4\r\nX-Planted: 1', 'image/png; x', 'text/plain'])('a type of "%s" that was recorded is not passed on', async (mediaType) => {
    const app = new Hono().get('/', (context) => giveMedia(context, { path: keptAt('none'), sha256: digestOf['none'] ?? '', mediaType }));
    expect((await app.request('/', { method: 'HEAD' })).headers.get('content-type')).toBe('application/octet-stream');
  });

  it('its ending alone says what it is shown as', () => {
    expect(['a.MP4', 'b.jpeg', 'c.tar.gz', 'd', '.png', 'e.constructor', 'f.mp4.html'].map(mediaTypeOf)).toEqual([
      'video/mp4', 'image/jpeg', 'application/octet-stream', 'application/octet-stream', 'image/png', 'application/octet-stream', 'application/octet-stream',
    ]);
  });
});

describe('what is no kept file', () => {
  it.each([
    ['a digest that nothing has', `/media/originals/${'0'.repeat(64)}`],
    ['a digest in capitals', `/media/originals/${'A'.repeat(64)}`],
    ['an encoded way out', '/media/originals/..%2f..%2fcase.sqlite'],
    ['an original asked for among the derivatives', ''],
  ])('is not given: %s', async (_, path) => {
    const response = await get(path === '' ? original('none').replace('originals', 'derivatives') : path);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'file-missing']);
  });

  it('is named when it is gone from the folder, without its path', async () => {
    rmSync(keptAt('gone.txt'));
    const response = await get(original('gone.txt'));
    expect([response.status, await response.json()]).toEqual([404, { code: 'file-missing', facts: { path: digestOf['gone.txt'] } }]);
  });

  it('is not followed where a link lies in its place', async () => {
    renameSync(keptAt('link.txt'), `${keptAt('link.txt')}.away`);
    symlinkSync('/etc/hostname', keptAt('link.txt'));
    const response = await get(original('link.txt'));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'file-damaged']);
  });

  it('is refused where a folder lies in its place', async () => {
    rmSync(keptAt('folder.txt'));
    mkdirSync(keptAt('folder.txt'));
    const [before, response] = [openFiles(), await get(original('folder.txt'))];
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'file-damaged']);
    expect(openFiles()).toBeLessThanOrEqual(before + 1);
  });
});

describe('a file of five gigabytes', () => {
  const bytes = 5 * 1024 ** 3;
  const sparse = async (): Promise<{ app: Hono; path: string }> => {
    const path = join(await temporaryFolder(), 'sparse');
    writeFileSync(path, '');
    truncateSync(path, bytes);
    const app = new Hono().get('/', (context) => giveMedia(context, { path, sha256: 'a', mediaType: 'video/mp4' }));
    app.onError((error, context) => tellError(context, error));
    return { app, path };
  };

  it('is given from its end', async () => {
    const { app } = await sparse();
    const response = await app.request('/', { headers: { range: `bytes=${bytes - 5}-` } });
    expect([response.status, response.headers.get('content-range'), (await response.arrayBuffer()).byteLength]).toEqual([206, `bytes ${bytes - 5}-${bytes - 1}/${bytes}`, 5]);
  });

  it('is read no faster than its reader takes it, in constant memory', async () => {
    const { app } = await sparse();
    const reader = (await app.request('/')).body?.getReader();
    const before = process.memoryUsage.rss();
    let taken = 0;
    for (let n = 0; n < 1200; n++) taken += ((await reader?.read())?.value as Uint8Array | undefined)?.byteLength ?? 0;
    await reader?.cancel();
    expect(taken).toBe(1200 * 256 * 1024);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('that becomes shorter on the way breaks off instead of ending', async () => {
    const { app, path } = await sparse();
    const reader = (await app.request('/')).body?.getReader();
    await reader?.read();
    truncateSync(path, 1000);
    await expect(reader?.read()).rejects.toThrow('became shorter');
  });
});
